/*
 * demand - series of values per period, made of dated amounts (pure).
 *
 * A series begins with its first value and ends with the last period that all of them share. What
 * days of the same period add is summed.
 */
#ifndef DEMAND_H
#define DEMAND_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/forecast/slots.h"

struct demand_line {		/* a value of a series on a day */
	uint32_t series;
	int32_t day;
	double value;
};

enum demand_gaps {
	DEMAND_STOP,		/* a period without a line is a gap */
	DEMAND_ZERO,		/* it has the value 0 */
	DEMAND_LINE,		/* it lies on the line between the values beside it */
};

struct demand {			/* a series */
	int32_t first;		/* its first slot */
	size_t n;
	double *y;
	int32_t gap;		/* DEMAND_STOP: the first slot without a line, n values before it */
	bool has_gap;
};

/*
 * One series per number from 0 to COUNT - 1, up to the slot LAST; it sorts the lines. Lines in
 * closed weekdays are left out. WHOLE: all series end with LAST; else each ends with its last line.
 * A series without a line has n 0. The caller frees the result with demand_free.
 */
struct demand *demand_series(struct demand_line *, size_t n, size_t count, const struct slots *,
    int32_t last, bool whole, enum demand_gaps);
void demand_free(struct demand *, size_t count);

/* Closes the weekdays without a line, if the lines span four weeks or more. */
void demand_weekdays(const struct demand_line *, size_t n, struct slots *);

/* Replaces the values of closed slots by the open ones a season before or, failing that, after. */
void demand_fill(struct demand *, size_t season, bool (*opens)(void *ctx, int32_t slot), void *ctx);

#endif
