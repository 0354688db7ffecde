/*
 * fold: the purchase days of a customer, compared with the definition: spend by day, without
 * refunds before the first purchase.
 */
#include "lib/history/fold.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/tap.h"

enum { LOGS = 3000, ROWS = 12, DAYS = 8 };

/* A small random generator, so that a failure can be repeated. */
static unsigned
draw(unsigned n)
{
	static uint64_t state = 20251121;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % n;
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
			to[days++] = (struct fold_day){ 0, day };
	}
	for (size_t i = 0; i < n; i++)
		for (size_t d = days; d-- > 0;)
			if (to[d].day <= r[i].day) {
				to[d].amount += r[i].amount;
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

	for (size_t i = 0; i < n; i++) {
		r[i] = (struct fold_row){ .id = "a", .n = 1, .hash = fold_hash("a", 1),
		    .amount = (int64_t)draw(20) - 6,
			.day = in_order && i > 0 ? r[i - 1].day + (int32_t)draw(2) :
			    (int32_t)draw(DAYS) };
		r[i].day = r[i].day < DAYS ? r[i].day : DAYS - 1;
		fold_add(p, fold_customer(p, &r[i], NULL), &r[i]);
	}
	const size_t have = fold_days(p, 0, got), should = expected(r, n, want);
	bool same = have == should && have <= fold_most_days(p) && n >= fold_most_days(p);

	for (size_t i = 0; same && i < have; i++)
		same = got[i].day == want[i].day && got[i].amount == want[i].amount;
	fold_free(f);
	return same;
}

int
main(void)
{
	int wrong = 0;

	for (int i = 0; i < LOGS; i++)
		wrong += !agrees();
	ok(wrong == 0, "the purchase days of 3000 random logs");
	return done();
}
