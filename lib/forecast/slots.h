/*
 * slots - the periods of a series, numbered without gaps (pure).
 *
 * A slot is a period. For days, weekdays on which the business is never open have no slot, so that
 * Friday is followed by Monday, and a week is a season of as many slots as it has open weekdays.
 */
#ifndef SLOTS_H
#define SLOTS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/period.h"

enum { SLOTS_WEEK = 7 };

struct slots {
	enum period period;
	bool closed[SLOTS_WEEK];	/* for days; 0 is Monday. At least one is open */
};

int slots_weekday(int32_t day);

/* The slot of a day; false if its weekday is closed. */
bool slots_of(const struct slots *, int32_t day, int32_t *slot);

/* The first day of a slot. */
int32_t slots_day(const struct slots *, int32_t slot);

/* The number of slots of a season: of a week for days, of a year for longer periods. */
size_t slots_season(const struct slots *);

#endif
