/*
 * fold: the purchase days of a customer, compared with the definition: spend, orders and costs by
 * day, without refunds before the first purchase.
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
		if (r[k].order == r[i].order && r[k].amount >= 0 &&
		    (r[k].day < r[i].day || (r[k].day == r[i].day && k < i)))
			return false;
	return true;
}

/* A purchase without an order_id is an order; those with the same are one, on its first day. */
static bool
is_order(const struct fold_row *r, size_t n, size_t i)
{
	return r[i].amount >= 0 && (r[i].order == 0 || is_first_of_order(r, n, i));
}

/*
 * The definition, computed slowly: the days with an amount of 0 or more; each amount counts on the
 * latest such day up to its own.
 */
static size_t
expected(const struct fold_row *r, size_t n, struct fold_day to[DAYS], struct costs costs[DAYS])
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
				costs[d].cost += r[i].has_cost ? r[i].cost : 0;
				costs[d].costed += r[i].has_cost ? r[i].amount : 0;
				costs[d].with += r[i].has_cost;
				costs[d].without += !r[i].has_cost;
				break;
			}
	return days;
}

static bool
are_equal(const struct costs *a, const struct costs *b)
{
	return a->cost == b->cost && a->costed == b->costed && a->with == b->with &&
	    a->without == b->without;
}

static bool
agrees(void)
{
	struct fold *f = fold_new(1);
	struct fold_part *p = fold_part(f, 0);
	struct fold_row r[ROWS];
	struct fold_day want[DAYS], got[ROWS];
	struct costs should_cost[DAYS] = { 0 }, costs[ROWS];
	const size_t n = draw(ROWS) + 1;
	const bool in_order = draw(2);
	const unsigned ids = draw(2) * IDS;

	fold_keep_costs(f, true);
	for (size_t i = 0; i < n; i++) {
		r[i] = (struct fold_row){ .id = "a", .n = 1, .hash = fold_hash("a", 1),
		    .amount = (int64_t)draw(20) - 6, .order = draw(ids + 1),
			.has_cost = draw(4) > 0, .cost = (int64_t)draw(20) - 3,
			.day = in_order && i > 0 ? r[i - 1].day + (int32_t)draw(2) :
			    (int32_t)draw(DAYS) };
		r[i].day = r[i].day < DAYS ? r[i].day : DAYS - 1;
		fold_add(p, fold_customer(p, &r[i], NULL), &r[i]);
	}
	const size_t have = fold_days(p, 0, got), should = expected(r, n, want, should_cost);
	bool same = have == should && have <= fold_most_days(p) && n >= fold_most_days(p);

	fold_day_costs(p, 0, got, have, costs);
	for (size_t i = 0; same && i < have; i++)
		same = got[i].day == want[i].day && got[i].amount == want[i].amount &&
		    got[i].orders == want[i].orders && are_equal(&costs[i], &should_cost[i]);
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

/* So many events that their costs need several chunks: a customer per day, and one for all days. */
static bool
has_costs(int32_t days)
{
	struct fold *f = fold_new(1);
	struct fold_part *p = fold_part(f, 0);
	struct fold_day *got = mem_new(2 * (size_t)days, sizeof *got);
	struct costs *costs = mem_new((size_t)days, sizeof *costs);
	bool good = true;

	fold_keep_costs(f, true);
	for (int32_t i = 0; i < days; i++)
		for (unsigned k = 0; k < 2; k++) {
			const uint64_t id = k == 0 ? 0 : (uint64_t)i + 1;
			const struct fold_row r = { .id = (const char *)&id, .n = sizeof id,
				.hash = fold_hash((const char *)&id, sizeof id), .amount = 5,
				.cost = i, .has_cost = true, .day = i };

			good = good && fold_add(p, fold_customer(p, &r, NULL), &r) == NULL;
		}
	good = good && fold_days(p, 0, got) == (size_t)days;
	fold_day_costs(p, 0, got, (size_t)days, costs);
	for (int32_t i = 0; good && i < days; i++)
		good = costs[i].cost == i && costs[i].costed == 5 && costs[i].with == 1;
	free(got);
	free(costs);
	fold_free(f);
	return good;
}

/* Numbers and sources that read the same if one follows the other, and bytes beyond the ends. */
static bool
are_told_apart(void)
{
	static const struct { const char *order, *source; } name[] = {
		{ "11", "x" }, { "1", "x1" }, { "x11", "" }, { "11x", "" }, { "11", "" },
		{ "", "x11" }, { "", "" }, { "x", "11" }, { "x1", "1" },
	};
	enum { N = sizeof name / sizeof *name };
	uint64_t hash[N];

	for (int i = 0; i < N; i++)
		hash[i] = fold_order(name[i].order, strlen(name[i].order), name[i].source,
		    strlen(name[i].source));
	for (int i = 0; i < N; i++)
		for (int k = 0; k < i; k++)
			if (hash[i] == hash[k] || hash[i] == 0)
				return false;
	return fold_order("12", 1, "xy", 1) == fold_order("1", 1, "x", 1) &&
	    fold_order("1", 1, "", 0) == fold_hash("1", 1);
}

int
main(void)
{
	int wrong = 0;

	for (int i = 0; i < LOGS; i++)
		wrong += !agrees();
	ok(are_told_apart(), "a number of two sources");
	ok(is_counted(255) && is_counted(256) && is_counted(1000), "many orders on one day");
	ok(has_costs(100000), "the costs of 200000 days");
	ok(wrong == 0, "the purchase days of 3000 random logs");
	return done();
}
