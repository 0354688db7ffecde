#include "lib/segment/rfm.h"

#include <gsl/gsl_rng.h>
#include <string.h>

#include "tests/unit/tap.h"

/*
 * Ten customers with scores worked by hand from the midrank (lib/segment/rfm.h): the days between
 * the latest order and 2025-07-01, purchase days and spend; then R, F and M.
 */
static const struct {
	int64_t days, orders, spend;
	int r, f, m;
} ten[] = {
	{ 3, 1, 120, 5, 1, 3 }, { 11, 12, 4300, 5, 5, 5 }, { 11, 1, 80, 5, 1, 2 },
	{ 47, 5, 990, 4, 4, 4 },
	{ 122, 1, 60, 3, 1, 2 }, { 141, 9, 2500, 3, 4, 5 }, { 188, 2, 310, 2, 2, 3 },
	{ 232, 1, 45, 2, 1, 1 },
	{ 365, 1, 60, 1, 1, 2 }, { 548, 3, 700, 1, 3, 4 },
};

static void
test_ten(void)
{
	enum { N = sizeof ten / sizeof *ten };
	const int64_t as_of = 20270;
	int64_t last[N], orders[N], spend[N];
	char name[20];

	for (size_t i = 0; i < N; i++) {
		last[i] = as_of - ten[i].days;
		orders[i] = ten[i].orders;
		spend[i] = ten[i].spend * 10000;
	}
	struct rfm_cuts r = rfm_cuts(last, N, 5), f = rfm_cuts_of_purchases(orders, N, 5),
	    m = rfm_cuts(spend, N, 5);
	for (size_t i = 0; i < N; i++) {
		snprintf(name, sizeof name, "c%02zu", i + 1);
		ok(rfm_score(&r, as_of - ten[i].days) == ten[i].r &&
		    rfm_score(&f, ten[i].orders) == ten[i].f &&
		    rfm_score(&m, ten[i].spend * 10000) == ten[i].m, name);
	}
}

static int
by_formula(const int64_t *value, size_t n, int bins, int64_t v)
{
	size_t less = 0, equal = 0;

	for (size_t i = 0; i < n; i++) {
		less += value[i] < v;
		equal += value[i] == v;
	}
	size_t s = (size_t)bins * (2 * less + equal) / (2 * n) + 1;
	return s < (size_t)bins ? (int)s : bins;
}

/* The same cuts from distinct values and their numbers. The values are sorted. */
static bool
counted_agrees(const int64_t *sorted, size_t n, int bins, const struct rfm_cuts *want)
{
	static struct rfm_counted of[4000];
	size_t distinct = 0;

	for (size_t i = 0; i < n; i++) {
		if (i == 0 || sorted[i] != sorted[i - 1])
			of[distinct++] = (struct rfm_counted){ sorted[i], 0 };
		of[distinct - 1].n++;
	}
	const struct rfm_cuts c = rfm_cuts_counted(of, distinct, bins);

	return c.bins == want->bins && memcmp(c.from, want->from, sizeof c.from) == 0;
}

static void
test_purchases_counted(void)
{
	int64_t days[] = { 1, 1, 1, 2, 2, 3, 5, 9, 9 }, repeats[] = { 4, 4, 7 };
	const struct rfm_counted of[] = { { 1, 3 }, { 2, 2 }, { 3, 1 }, { 5, 1 }, { 9, 2 } },
	    all[] = { { 4, 2 }, { 7, 1 } };
	const struct rfm_cuts a = rfm_cuts_of_purchases(days, 9, 5),
	    b = rfm_cuts_of_purchases_counted(of, 5, 5),
	    c = rfm_cuts_of_purchases(repeats, 3, 5),
	    d = rfm_cuts_of_purchases_counted(all, 2, 5),
	    none = rfm_cuts_of_purchases_counted(NULL, 0, 5);

	ok(memcmp(a.from, b.from, sizeof a.from) == 0, "counted purchases");
	ok(memcmp(c.from, d.from, sizeof c.from) == 0, "of repeat customers only");
	ok(none.bins == 5 && none.from[0] == 2 && none.from[1] == INT64_MAX, "of nobody");
}

/* Every value, compared with the formula; and the order of the scores. */
static bool
agrees(const int64_t *value, size_t n, int bins)
{
	static int64_t sorted[4000];
	bool good = true;

	memcpy(sorted, value, n * sizeof *value);
	struct rfm_cuts c = rfm_cuts(sorted, n, bins);
	for (size_t i = 0; i < n; i++)
		good = good && rfm_score(&c, value[i]) == by_formula(value, n, bins, value[i]) &&
		    (i == 0 || sorted[i - 1] <= sorted[i]);
	return good && counted_agrees(sorted, n, bins, &c);
}

static void
test_random(void)
{
	static int64_t value[4000];
	const size_t sizes[] = { 1, 2, 3, 7, 100, 256, 257, 1000, 4000 };
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	char name[60];

	for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
		for (int shift = 0; shift < 63; shift += 9) {
			bool good = true;

			for (size_t i = 0; i < sizes[s]; i++) {
				uint64_t bits = (uint64_t)gsl_rng_get(rng) << 32 | gsl_rng_get(rng);
				value[i] = (int64_t)(bits >> shift) -
				    (shift > 9 ? INT64_C(1) << (62 - shift) : 0);
			}
			for (int bins = 2; bins <= RFM_BINS; bins++)
				good = good && agrees(value, sizes[s], bins);
			snprintf(name, sizeof name, "%zu values of %d bits, 2 to 9 bins", sizes[s],
			    64 - shift);
			ok(good, name);
		}
	gsl_rng_free(rng);
}

static void
test_edges(void)
{
	int64_t one[] = { 42 }, same[] = { 7, 7, 7, 7 },
	    wide[] = { INT64_MAX - 1, INT64_MIN, 0, -1, 1 };
	int64_t many[1000];
	struct rfm_cuts c = rfm_cuts(NULL, 0, 5);

	ok(c.from[0] == INT64_MAX && rfm_score(&c, 3) == 1, "no value");
	c = rfm_cuts(one, 1, 5);
	ok(rfm_score(&c, 42) == 3 && rfm_score(&c, 41) == 1, "one value is in the middle");
	c = rfm_cuts(same, 4, 4);
	ok(rfm_score(&c, 7) == 3, "all alike");
	c = rfm_cuts(wide, 5, 5);
	ok(wide[0] == INT64_MIN && wide[1] == -1 && wide[4] == INT64_MAX - 1,
	    "sorted from the least on");
	ok(rfm_score(&c, INT64_MIN) == 1 && rfm_score(&c, 0) == 3 &&
	    rfm_score(&c, INT64_MAX - 1) == 5, "the widest range");
	for (int i = 0; i < 1000; i++)
		many[i] = 999 - i < 990 ? 0 : 999 - i;
	c = rfm_cuts(many, 1000, 5);
	ok(rfm_score(&c, 0) == 3 && rfm_score(&c, 999) == 5, "a large tie shares one score");
	int64_t days[] = { 1, 1, 1 }, two[] = { 1, 2, 1, 3 };

	c = rfm_cuts_of_purchases(days, 3, 5);
	ok(rfm_score(&c, 1) == 1, "one purchase day is 1");
	c = rfm_cuts_of_purchases(two, 4, 2);
	ok(rfm_score(&c, 1) == 1 && rfm_score(&c, 2) == 2 && rfm_score(&c, 3) == 2,
	    "   with two bins, more are 2");
}

int
main(void)
{
	test_purchases_counted();
	test_ten();
	test_random();
	test_edges();
	return done();
}
