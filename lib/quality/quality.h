/*
 * quality - how many rows of the store are complete, valid, unique, linked and fresh (program).
 *
 * A rule looks at the rows of a table and counts those that are bad, per source of the rows. The
 * counts are of all rows, so they are no estimates and have no interval.
 */
#ifndef QUALITY_H
#define QUALITY_H
#include <stddef.h>
#include <stdint.h>

struct store;

/* The words of --checks, in the order of the output. */
#define QUALITY_CHECKS "complete,valid,unique,linked,fresh"

/*
 * Rows after the as-of date are not known then: they are left out, unless they are after today. A
 * date after today is wrong, whenever one asks.
 */
struct quality_day {
	int32_t as_of, today;	/* as_of is not after today */
	int32_t stale;		/* a customer without a fact on or after this day is stale */
};

struct quality_row {
	const char *check, *table, *column;
	const char *source;	/* NULL: rows without a source */
	int64_t n, bad;		/* bad of n rows */
	const char *fix;	/* a command that lists the bad rows */
};

struct quality;

/*
 * Counts the rows of CHECKS, a list like QUALITY_CHECKS. A rule has a row per source; if there are
 * no rows that it could check, one with n = 0. The columns of an empty table have one such row
 * together, whose .column is "". The caller frees it.
 */
struct quality *quality_new(struct store *, const struct quality_day *, const char *checks);
void quality_free(struct quality *);

size_t quality_count(const struct quality *);
const struct quality_row *quality_at(const struct quality *, size_t);

#endif
