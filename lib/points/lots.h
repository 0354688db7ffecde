/*
 * lots - the lots of points of one customer: what is left, what can be used, and in which order
 * (pure).
 *
 * A lot is opened by an entry of the ledger, and other entries add to it or take from it. What is
 * left on a day is the sum of all entries up to that day. A lot opened with less than 0 points is a
 * debt: points that were taken back after the customer had redeemed them.
 *
 * An entry can be dated before others that are already there. So what can be taken on a day is the
 * least that is left on that day or later.
 */
#ifndef LOTS_H
#define LOTS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LOTS_NEVER INT32_MAX	/* a day that does not come */

struct lots_entry {
	int32_t day;
	int64_t points;
};

struct lot {
	int64_t id;
	int32_t day;			/* on which it was opened */
	int32_t usable;			/* from this day; LOTS_NEVER: not before it is confirmed */
	int32_t expires;		/* the first day on which it is not usable; or LOTS_NEVER */
	struct lots_entry *entry;	/* by day; the first one opened it */
	size_t n, room;
	int64_t expired;		/* taken by entries that expire it */
};

struct lots {		/* zeroed: none */
	struct lot *lot;
	size_t n, room;
};

/* Adds a lot of POINTS, or an entry to a lot. Entries of the same day stay in this order. */
struct lot *lots_open(struct lots *, const struct lot *, int64_t points);
void lots_add(struct lot *, int32_t day, int64_t points);
void lots_free(struct lots *);

/* The lot with this id; NULL: there is none. */
struct lot *lots_find(const struct lots *, int64_t id);

bool lots_is_debt(const struct lot *);
bool lots_is_usable(const struct lot *, int32_t day);	/* on that day */

/* What is left at the end of the day; for a debt 0 or less. */
int64_t lots_left(const struct lot *, int32_t day);

/* How much can be taken from a lot on DAY; how much of a debt can be paid. Never below 0. */
int64_t lots_spare(const struct lot *, int32_t day);

/* Sorts the lots: the one that expires first comes first, then the older one. */
void lots_sort(struct lots *);

struct lots_sums {
	int64_t usable;		/* in lots that are usable */
	int64_t pending;	/* in lots that are not usable yet */
	int64_t owed;		/* 0 or more */
};

/* What is left on a day. The balance is what is usable, less what is owed. */
struct lots_sums lots_sum(const struct lots *, int32_t day);

/*
 * Takes POINTS on DAY from the usable lots in their order (lots_sort). *part receives per lot what
 * is to be taken from it; the caller frees it. Returns what is missing; 0: it is enough.
 */
int64_t lots_take(const struct lots *, int32_t day, int64_t points, int64_t **part);

#endif
