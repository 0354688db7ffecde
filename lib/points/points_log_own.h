/* What the files of points_log share: the fields of a row, and what each step needs (program). */
#ifndef POINTS_LOG_OWN_H
#define POINTS_LOG_OWN_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/points/entries.h"
#include "lib/points/points_log.h"
#include "lib/store/record.h"

enum { CUSTOMER, DATE = POINTS_LOG_DATE, STEP = POINTS_LOG_STEP, POINTS, ORDER, AMOUNT, SKU,
	EXPIRES, USABLE, OTHER, REASON, AGENT, NOTE, SOURCE, FIELDS };

extern const struct record_field points_log_fields[FIELDS];

/* Is the field not empty? */
bool points_log_given(const struct record_value *, int field);

/* The step of the row; it is to earn if it has none. */
enum entries_step points_log_step(const struct record_value *);

/* Reads a whole number, with a sign or without. */
bool points_log_read(const char *, int64_t *points);

/* Does the row have what its step needs, and nothing else? For record.check. */
bool points_log_check(const struct record_value *, size_t *field, char why[static RECORD_WHY]);

#endif
