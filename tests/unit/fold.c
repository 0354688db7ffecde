/*
 * fold: the purchase days of a customer, compared with the definition: spend and orders by day,
 * without refunds before the first purchase.
 */
#include "lib/history/fold.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "tests/unit/tap.h"

enum { LOGS = 3000, ROWS = 12, DAYS = 8, IDS = 4 };

/* A small random generator, so that a failure can be repeated. */
static unsigned
draw(unsigned n)
{
	static uint64_t state = 20251121;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % n;
}

static bool
is_first_of_order(const struct fold_row *r, size_t n, size_t i)
{
	for (size_t k = 0; k < n; k++)
		if (r[k].order == r[i].order &&
		    (r[k].day < r[i].day || (r[k].day == r[i].day && k < i)))
			return false;
	return true;
}

/* A purchase without an order_id is an order; an order_id is one, on its first day. */
static bool
is_order(const struct fold_row *r, size_t n, size_t i)
{
	return r[i].order == 0 ? r[i].amount >= 0 : is_first_of_order(r, n, i);
}

/*
 * The definition, computed slowly: the days with an amount of 0 or more; each amount counts on the
 * latest such day up to its own.
 */
static size_t
expected(const struct fold_row *r, size_t n, struct fold_day to[DAYS])
{
	size_t days = 0;

	for (int32_t day = 0; day < DAYS; day++) {
		bool is_day = false;

		for (size_t i = 0; i < n; i++)
			is_day = is_day || (r[i].day == day && r[i].amount >= 0);
		if (is_day)
			to[days++] = (struct fold_day){ .day = day };
	}
	for (size_t i = 0; i < n; i++)
		for (size_t d = days; d-- > 0;)
			if (to[d].day <= r[i].day) {
				to[d].amount += r[i].amount;
				to[d].orders += is_order(r, n, i);
				break;
			}
	return days;
}

static bool
agrees(void)
{
	struct fold *f = fold_new(1);
	struct fold_part *p = fold_part(f, 0);
	struct fold_row r[ROWS];
	struct fold_day want[DAYS], got[ROWS];
	const size_t n = draw(ROWS) + 1;
	const bool in_order = draw(2);
	const unsigned ids = draw(2) * IDS;

	for (size_t i = 0; i < n; i++) {
		r[i] = (struct fold_row){ .id = "a", .n = 1, .hash = fold_hash("a", 1),
		    .amount = (int64_t)draw(20) - 6, .order = draw(ids + 1),
			.day = in_order && i > 0 ? r[i - 1].day + (int32_t)draw(2) :
			    (int32_t)draw(DAYS) };
		r[i].day = r[i].day < DAYS ? r[i].day : DAYS - 1;
		fold_add(p, fold_customer(p, &r[i], NULL), &r[i]);
	}
	const size_t have = fold_days(p, 0, got), should = expected(r, n, want);
	bool same = have == should && have <= fold_most_days(p) && n >= fold_most_days(p);

	for (size_t i = 0; same && i < have; i++)
		same = got[i].day == want[i].day && got[i].amount == want[i].amount &&
		    got[i].orders == want[i].orders;
	fold_free(f);
	return same;
}

/* More rows of a day than an event counts. */
static bool
is_counted(unsigned rows)
{
	struct fold *f = fold_new(1);
	struct fold_row r = { .id = "a", .n = 1, .hash = fold_hash("a", 1), .amount = 1, .day = 3 };
	struct fold_day *got = mem_new(rows, sizeof *got);

	for (unsigned i = 0; i < rows; i++)
		fold_add(fold_part(f, 0), fold_customer(fold_part(f, 0), &r, NULL), &r);
	const bool good = fold_days(fold_part(f, 0), 0, got) == 1 && got->orders == rows &&
	    got->amount == rows && fold_sum(fold_part(f, 0), 0).orders == rows;

	free(got);
	fold_free(f);
	return good;
}

int
main(void)
{
	int wrong = 0;

	for (int i = 0; i < LOGS; i++)
		wrong += !agrees();
	ok(is_counted(255) && is_counted(256) && is_counted(1000), "many orders on one day");
	ok(wrong == 0, "the purchase days of 3000 random logs");
	return done();
}
