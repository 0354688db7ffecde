/* moments: the peak-end rule and journeys, all worked by hand. */
#include "lib/service/moments.h"

#include <string.h>

#include "tests/unit/tap.h"

enum { DELIVERY, SUPPORT, SEARCH, TOUCHPOINTS };

static struct moments_memory
memory(const char *scores)
{
	struct moments_contact c[16];
	size_t n = 0;

	for (; scores[n]; n++)
		c[n] = (struct moments_contact){ MOMENTS_NOWHERE, scores[n] - '0' };
	return moments_memory(c, n);
}

static void
test_peak_end(void)
{
	static const struct {
		const char *scores;
		int peak, end;
		double peak_end, mean;
	} table[] = {
		{ "3524", 5, 4, 4.5, 3.5 }, { "3144", 1, 4, 2.5, 3 }, { "513", 1, 3, 2, 3 },
		{ "4", 4, 4, 4, 4 }, { "333", 3, 3, 3, 3 },
		/* ties: the lower score, whichever comes first; 2 and 4 are equally far from 3 */
		{ "153", 1, 3, 2, 3 }, { "4233", 2, 3, 2.5, 3 }, { "2433", 2, 3, 2.5, 3 },
		{ "425", 5, 5, 5, 11. / 3 }, { "5551", 1, 1, 1, 4 },
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const struct moments_memory m = memory(table[i].scores);

		ok(m.peak == table[i].peak && m.end == table[i].end &&
		    m.peak_end == table[i].peak_end && m.mean == table[i].mean,
		    table[i].scores);
	}
}

/* A journey: "d2 s4" is a score of 2 at d, then 4 at s. */
static void
add(struct moments *m, const char *journey)
{
	struct moments_contact c[16];
	size_t n = 0;

	for (const char *p = journey; *p; p += p[2] ? 3 : 2)
		c[n++] = (struct moments_contact){
			*p == 'd' ? DELIVERY : *p == 's' ? SUPPORT : *p == 'f' ? SEARCH :
			    MOMENTS_NOWHERE, p[1] - '0' };
	if (n == 1 && journey[2] == '!')
		moments_alone(m, c);
	else
		moments_journey(m, c, n);
}

/*
 * delivery: x y of four journeys are 2 4, 3 3, 5 5 and, where it is also the end, 3 3: squares 4.75
 * and 2.75, products 2.25. Scores 2 4 2 5 1 3 3 1, mean 2.625. Three of six journeys met it before
 * an end elsewhere, three ended there.
 *
 * support: only two pairs; scores 4 3 5 1 2; three of six ended there.
 */
static struct moments *
six(void)
{
	static const char *const journeys[] = { "d2 s4", "d4 d2 s3", "d5 s5", "s1 d1", "d3 s2 d3",
	    "d1" };
	struct moments *m = moments_new(TOUCHPOINTS);

	for (size_t i = 0; i < sizeof journeys / sizeof *journeys; i++)
		add(m, journeys[i]);
	return m;
}

static void
test_delivery(void)
{
	struct moments *m = six();
	const struct moments_truth t = moments_truth(m, DELIVERY, 4);
	/* t of 2 */
	const double se = sqrt((2.75 - 2.25 * 2.25 / 4.75) / 2 / 4.75),
	    margin = .95 / sqrt(2 * .975 * .025) * se;

	ok(t.n == 8 && t.mean.value == 2.625 && t.journeys == 4, "delivery: n, mean, journeys");
	/* squares 13.875; t of 7 degrees of freedom 2.364624 */
	near(t.mean.high, 2.625 + 2.364624251592785 * sqrt(13.875 / 7 / 8), 1e-12,
	    "the mean's interval");
	near(t.mean.low, 2.625 - 2.364624251592785 * sqrt(13.875 / 7 / 8), 1e-12, "its lower end");
	ok(t.bottom == .5 && t.bottom_range.low < .5 && t.bottom_range.high > .5,
	    "half of the scores are 1 or 2");
	near(t.to_end.r, 2.25 / sqrt(4.75 * 2.75), 1e-12, "the correlation");
	near(t.to_end.slope, 9. / 19, 1e-12, "the slope");
	ok(t.before == .5 && t.end == .5,
	    "a journey that is there before and at its end counts as an end");
	ok(t.gap == 1.375, "the gap");
	near(t.gain, 1.375 * (9. / 19 * .5 + .5), 1e-12, "the gain");
	near(t.gain_low, 1.375 * ((9. / 19 - margin) * .5 + .5), 1e-12, "its lower end");
	near(t.gain_high, 1.375 * ((9. / 19 + margin) * .5 + .5), 1e-12, "its upper end");
	moments_free(m);
}

static void
test_support(void)
{
	struct moments *m = six();
	const struct moments_truth t = moments_truth(m, SUPPORT, 4),
	    at = moments_truth(m, SUPPORT, 3), over = moments_truth(m, SUPPORT, 2.5);

	ok(t.n == 5 && t.mean.value == 3 && t.bottom == .4 && t.journeys == 2,
	    "support: n, mean, bottom, journeys");
	ok(isnan(t.to_end.r) && isnan(t.to_end.slope), "no correlation of two");
	ok(t.before == 2. / 6 && t.end == .5, "shares");
	ok(t.gain == .5 && isnan(t.gain_low) && isnan(t.gain_high),
	    "without a slope the ends count");
	ok(at.gap == 0 && at.gain == 0 && isnan(at.gain_low) && over.gap == -.5 && over.gain == 0,
	    "at the target, and above, there is nothing to gain");
	moments_free(m);
}

static void
test_nowhere(void)
{
	struct moments *m = six();

	add(m, "f1!");
	add(m, "f2!");
	struct moments_truth t = moments_truth(m, SEARCH, 4);

	ok(t.n == 2 && t.mean.value == 1.5 && t.journeys == 0 && t.before == 0 && t.end == 0,
	    "scores of no journey");
	ok(isnan(t.gain), "what they would bring is not known");
	ok(moments_truth(m, SEARCH, 1.5).gain == 0, "but nothing at the target");
	ok(moments_truth(m, DELIVERY, 4).before == .5, "they are no journeys");
	add(m, "f3 -5");
	add(m, "-1 f4");
	t = moments_truth(m, SEARCH, 4);
	ok(t.n == 4 && t.journeys == 1 && t.before == 1. / 8 && t.end == 1. / 8,
	    "a contact at no touchpoint is the end, or before it");
	moments_free(m);
}

static void
test_alike(void)
{
	struct moments *m = moments_new(TOUCHPOINTS);
	struct moments_truth t;

	for (int i = 0; i < 5; i++)
		add(m, i % 2 ? "d2 s3" : "d4 s3");
	t = moments_truth(m, DELIVERY, 5);
	ok(t.journeys == 5 && isnan(t.to_end.r) && isnan(t.gain),
	    "ends that are all alike tell nothing");
	t = moments_truth(m, SUPPORT, 5);
	ok(t.mean.value == 3 && isnan(t.mean.low) && t.gain == 2,
	    "nor do scores that are all alike, of the mean's interval");
	t = moments_truth(m, SEARCH, 5);
	ok(t.n == 0 && isnan(t.mean.value) && isnan(t.bottom) && isnan(t.gain) && t.end == 0,
	    "nothing of nothing");
	add(m, "d5 s5");
	t = moments_truth(m, DELIVERY, 5);
	ok(t.to_end.r > 0 && t.to_end.slope > 0, "until one is not");
	moments_free(m);
	m = moments_new(1);
	t = moments_truth(m, 0, 4);
	ok(t.n == 0 && isnan(t.before) && isnan(t.end) && isnan(t.gain), "without a journey");
	moments_free(m);
}

static bool
same_relation(const struct relation *a, const struct relation *b)
{
	return memcmp(a, b, sizeof *a) == 0;
}

/* Journeys in another order, and in two halves that are added up: the same bits. */
static void
test_merge(void)
{
	static const char *const journeys[] = { "d2 s4", "d4 d2 s3", "d5 s5", "s1 d1", "d3 s2 d3",
	    "d1 d2 d2 s1", "d5 d4 s4", "d1 d1 s2" };
	enum { N = sizeof journeys / sizeof *journeys };
	struct moments *a = moments_new(TOUCHPOINTS), *b = moments_new(TOUCHPOINTS),
	    *half = moments_new(TOUCHPOINTS), *sum = moments_new(TOUCHPOINTS);

	for (size_t i = 0; i < N; i++) {
		add(a, journeys[i]);
		add(b, journeys[N - 1 - i]);
		add(i % 2 ? half : sum, journeys[i]);
	}
	for (size_t t = 0; t < TOUCHPOINTS; t++) {
		const struct moments_counts c = moments_counts(half, t);

		moments_add(sum, t, &c);
	}
	moments_add_journeys(sum, moments_journeys(half));
	for (size_t t = 0; t < TOUCHPOINTS; t++) {
		const struct moments_truth x = moments_truth(a, t, 4), y = moments_truth(b, t, 4),
		    z = moments_truth(sum, t, 4);

		ok(same_relation(&x.to_end, &y.to_end) && same_relation(&x.to_end, &z.to_end) &&
		    x.n == z.n && x.journeys == z.journeys, "the order does not matter");
		ok(isnan(x.before) || (x.before == z.before && x.end == z.end), "nor do halves");
	}
	moments_add_pair(sum, SEARCH, (struct moments_pair){ 3, 2, 4 }, 5);
	ok(moments_counts(sum, SEARCH).pairs == 5 && moments_journeys(sum) == N,
	    "a pair of five journeys");
	moments_free(a);
	moments_free(b);
	moments_free(half);
	moments_free(sum);
}

int
main(void)
{
	test_peak_end();
	test_delivery();
	test_support();
	test_nowhere();
	test_alike();
	test_merge();
	return done();
}
