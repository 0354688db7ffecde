/* cohort: four customers worked by hand, days after the end, costs, and sums that do not fit. */
#include "lib/value/cohort.h"

#include <string.h>

#include "lib/base/date.h"
#include "tests/unit/tap.h"

static int32_t
day(int month, int d)
{
	return date_of(2025, month, d);
}

static const struct cohort_early none;	/* no refund before any purchase */

/* Adds it without costs. */
static bool
add(struct cohorts *c, size_t group, const struct fold_day *day, size_t n)
{
	return cohort_add(c, group, day, NULL, n, &none) == NULL;
}

static bool
is(const struct cohort_cell *c, int64_t customers, int64_t orders, int64_t spend)
{
	return c->customers == customers && c->orders == orders && c->spend == spend;
}

/* u1 buys twice in April. */
static void
test_four(void)
{
	struct cohorts *c = cohort_new(PERIOD_MONTH, day(1, 5), day(4, 30), 2);
	const struct fold_day u1[] = { { 10, day(1, 5), 1 }, { 20, day(2, 10), 2 },
	    { 5, day(4, 1), 1 }, { -7, day(4, 2), 1 } },
	    u2[] = { { 1, day(1, 20), 1 }, { 2, day(2, 1), 1 } },
	    u3[] = { { 3, day(2, 14), 1 }, { 4, day(4, 30), 3 } }, u4[] = { { 8, day(2, 28), 1 } };

	ok(add(c, 0, u1, 4) && add(c, 0, u2, 2) && add(c, 0, u3, 2) &&
	    add(c, 0, u4, 1), "four customers");
	ok(cohort_count(c) == 4 && cohort_start(c, 0) == day(1, 1) && cohort_start(c, 3) ==
	    day(4, 1), "four months");
	ok(cohort_offsets(c, 0) == 4 && cohort_offsets(c, 3) == 1, "the offsets up to April");
	const struct cohort_cell *jan = cohort_cells(c, 0, 0), *feb = cohort_cells(c, 0, 1);

	ok(is(jan, 2, 2, 11) && is(jan + 1, 2, 3, 22) && is(jan + 2, 0, 0, 0) &&
	    is(jan + 3, 1, 2, -2), "January");
	ok(is(feb, 2, 2, 11) && is(feb + 1, 0, 0, 0) && is(feb + 2, 1, 3, 4), "February");
	ok(cohort_cells(c, 0, 2) == NULL && cohort_cells(c, 1, 0) == NULL, "nobody");
	cohort_free(c);
}

static void
test_ends(void)
{
	struct cohorts *c = cohort_new(PERIOD_WEEK, day(1, 1), day(1, 5), 1);
	const struct fold_day late[] = { { 1, day(1, 5), 1 }, { 1, day(1, 6), 1 } },
	    after[] = { { 1, day(1, 6), 1 } };

	ok(cohort_count(c) == 1 && cohort_start(c, 0) == date_of(2024, 12, 30), "a week");
	ok(add(c, 0, late, 2) && add(c, 0, after, 1) &&
	    is(cohort_cells(c, 0, 0), 1, 1, 1), "days after the last are left out");
	cohort_free(c);
}

static void
test_early(void)
{
	struct cohorts *c = cohort_new(PERIOD_MONTH, day(1, 1), day(3, 1), 1);
	const struct fold_day days[] = { { 10, day(1, 5), 1 }, { 20, day(2, 10), 1 } };

	ok(cohort_add(c, 0, days, NULL, 2,
	    &(struct cohort_early){ .day = { .amount = -4, .orders = 2 } }) == NULL &&
	    is(cohort_cells(c, 0, 0), 1, 3, 6) && is(cohort_cells(c, 0, 0) + 1, 1, 1, 20),
	    "refunds before any purchase count at offset 0");
	cohort_free(c);
}

static void
test_overflow(void)
{
	struct cohorts *c = cohort_new(PERIOD_YEAR, day(1, 1), day(12, 31), 1);
	const struct fold_day much[] = { { INT64_MAX, day(1, 5), 1 } },
	    less[] = { { -1, day(1, 6), 1 } }, two[] = { { 2, day(2, 1), 1 } };

	ok(add(c, 0, much, 1) && add(c, 0, less, 1), "the largest sum");
	const char *large = cohort_add(c, 0, two, NULL, 1, &none);

	ok(large && strcmp(large, "amount") == 0, "a sum larger than 64 bits");
	cohort_free(c);
}

/* Two customers: 10 - 6 in January and 20 without a cost in March; 5 - 9 in January. */
static void
test_costs(void)
{
	struct cohorts *c = cohort_new(PERIOD_MONTH, day(1, 1), day(3, 31), 1);
	const struct fold_day a[] = { { 10, day(1, 5), 1 }, { 20, day(3, 2), 1 } },
	    b[] = { { 5, day(1, 9), 1 } }, nil[] = { { 0, day(1, 9), 1 } };
	const struct costs of_a[] = { { 6, 10, 1, 0 }, { 0, 0, 0, 1 } },
	    of_b[] = { { 9, 5, 1, 0 } }, much[] = { { INT64_MAX, 0, 1, 0 } };

	ok(cohort_add(c, 0, a, of_a, 2, &none) == NULL &&
	    cohort_add(c, 0, b, of_b, 1, &none) == NULL,
	    "two customers with costs");
	const struct cohort_cell *cell = cohort_cells(c, 0, 0);

	ok(cell->costs.cost == 15 && cell->costs.costed == 15 && cell->costs.with == 2 &&
	    cell->costs.without == 0, "their costs at offset 0");
	ok(cell[1].costs.with == 0 && cell[1].costs.without == 0, "no purchase");
	ok(cell[2].spend == 20 && cell[2].costs.costed == 0 && cell[2].costs.without == 1,
	    "an order without a cost");
	const char *large = cohort_add(c, 0, nil, much, 1, &none);

	ok(large && strcmp(large, "cost") == 0, "costs larger than 64 bits");
	cohort_free(c);
}

int
main(void)
{
	test_four();
	test_ends();
	test_early();
	test_overflow();
	test_costs();
	return done();
}
