/* lots: which lot is taken first, what is left, debts, and entries of an earlier date. */
#include "lib/points/lots.h"

#include <stdlib.h>

#include "tests/unit/tap.h"

#define NEVER LOTS_NEVER

static struct lot *
open_lot(struct lots *l, int64_t id, int32_t day, int32_t expires, int64_t points)
{
	return lots_open(l, &(struct lot){ .id = id, .day = day, .usable = day,
	    .expires = expires }, points);
}

/* Takes the points, and returns what is missing. */
static int64_t
take(struct lots *l, int32_t day, int64_t points)
{
	int64_t *part;
	const int64_t missing = lots_take(l, day, points, &part);

	for (size_t i = 0; i < l->n && missing == 0; i++)
		if (part[i] > 0)
			lots_add(&l->lot[i], day, -part[i]);
	free(part);
	return missing;
}

static bool
left(const struct lots *l, int64_t id, int32_t day, int64_t points)
{
	return lots_left(lots_find(l, id), day) == points;
}

/* The days are those of January, and then of the year, from 1. */
static void
test_collapse(void)
{
	struct lots l = { 0 };

	open_lot(&l, 1, 1, 32, 100);
	open_lot(&l, 2, 5, 91, 50);
	lots_sort(&l);
	ok(lots_sum(&l, 6).usable == 150 && lots_sum(&l, 4).usable == 100, "before");
	ok(take(&l, 10, 80) == 0 && left(&l, 1, 10, 20) && left(&l, 2, 10, 50), "the first first");
	ok(lots_sum(&l, 31).usable == 70 && lots_sum(&l, 32).usable == 50,
	    "what was spent does not expire, too");
	ok(take(&l, 32, 60) == 10 && left(&l, 2, 32, 50), "too few: nothing changes");
	ok(take(&l, 33, 50) == 0 && lots_sum(&l, 33).usable == 0, "all of it");
	lots_free(&l);
}

static void
test_order(void)
{
	struct lots l = { 0 };

	open_lot(&l, 1, 1, 365, 30);
	open_lot(&l, 2, 1, 181, 30);
	open_lot(&l, 3, 1, NEVER, 30);
	open_lot(&l, 4, 1, NEVER, 30);
	lots_sort(&l);
	ok(take(&l, 60, 70) == 0 && left(&l, 1, 60, 0) && left(&l, 2, 60, 0) &&
	    left(&l, 3, 60, 20) && left(&l, 4, 60, 30), "the earliest expiry first, none last");
	ok(lots_find(&l, 5) == NULL, "no such lot");
	lots_free(&l);
}

static void
test_earlier(void)
{
	struct lots l = { 0 };
	struct lot *lot = open_lot(&l, 1, 10, 100, 50);

	lots_add(lot, 30, -40);
	lots_add(lot, 50, 20);
	lots_add(lot, 20, -5);
	ok(lots_left(lot, 9) == 0 && lots_left(lot, 10) == 50 && lots_left(lot, 20) == 45 &&
	    lots_left(lot, 30) == 5 && lots_left(lot, 50) == 25, "by day, however recorded");
	ok(lots_spare(lot, 9) == 0 && lots_spare(lot, 10) == 5 && lots_spare(lot, 30) == 5 &&
	    lots_spare(lot, 50) == 25, "only what is left on all later days");
	ok(lots_is_usable(lot, 10) && lots_is_usable(lot, 99) && !lots_is_usable(lot, 100) &&
	    !lots_is_usable(lot, 9), "not usable on the day of expiry");
	lots_free(&l);
}

static void
test_debt(void)
{
	struct lots l = { 0 };
	struct lot *debt = open_lot(&l, 1, 10, NEVER, -30);

	ok(lots_is_debt(debt) && lots_spare(debt, 10) == 30 && lots_spare(debt, 9) == 0, "a debt");
	lots_add(debt, 20, 20);
	ok(lots_spare(debt, 10) == 10 && lots_sum(&l, 20).owed == 10 &&
	    lots_sum(&l, 19).owed == 30 && lots_sum(&l, 20).usable == 0, "paid in part");
	ok(take(&l, 20, 1) == 1, "nothing to take from a debt");
	lots_free(&l);
}

static void
test_pending(void)
{
	struct lots l = { 0 };
	struct lot *lot = open_lot(&l, 1, 1, 100, 10);

	lot->usable = NEVER;
	ok(lots_sum(&l, 50).pending == 10 && lots_sum(&l, 50).usable == 0 &&
	    lots_sum(&l, 100).pending == 0 && take(&l, 50, 1) == 1, "until it is confirmed");
	lot->usable = 50;
	ok(lots_sum(&l, 49).pending == 10 && lots_sum(&l, 50).usable == 10, "from then on");
	lots_free(&l);
}

int
main(void)
{
	test_collapse();
	test_order();
	test_earlier();
	test_debt();
	test_pending();
	return done();
}
