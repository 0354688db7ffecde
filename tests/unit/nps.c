/*
 * nps, sample, binomial, rating, period: numbers computed from the formulas independently of
 * custkit (tests/nps-calc.bats has the same), and published numbers.
 */
#include "lib/stat/nps.h"

#include <math.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/period.h"
#include "lib/stat/binomial.h"
#include "lib/stat/rating.h"
#include "tests/unit/tap.h"

static const double TOL = 1e-6;

/* WANT is printed with this many decimals. */
static bool
prints(double got, double want, double half)
{
	return fabs(got - want) <= half * 1.0000001;
}

/*
 * By the formulas of Wald and of Rocks (2016), to four decimals; 10, 5, 5 is an example of
 * Delighted.
 */
static const struct {
	struct nps n;
	double nps, variance, se, low, high, centre, adjusted_se, adjusted_low, adjusted_high;
} worked[] = {
	{ { 10, 5, 5 }, 25, .6875, 18.5405, -11.3387, 61.3387, 21.7391, 17.0693, -11.7161,
	    55.1944 },
	{ { 60, 25, 15 }, 45, .5475, 7.3993, 30.4976, 59.5024, 43.6893, 7.3196, 29.3431, 58.0355 },
	{ { 52, 30, 18 }, 34, .5844, 7.6446, 19.0168, 48.9832, 33.0097, 7.5377, 18.2361, 47.7833 },
	{ { 100, 30, 80 }, 9.5238, .8481, 6.3549, -2.9315, 21.9791, 9.3897, 6.2922, -2.9427,
	    21.7221 },
	{ { 5, 0, 0 }, 100, 0, 0, 100, 100, 62.5, 22.9640, 17.4915, 100 },
	{ { 1, 0, 0 }, 100, 0, 0, 100, 100, 25, 37.5, -48.4986, 98.4986 },
	{ { 3, 1, 4 }, -12.5, .8594, 32.7753, -76.7384, 51.7384, -9.0909, 26.3622, -60.7599,
	    42.5781 },
	{ { 0, 0, 7 }, -100, 0, 0, -100, -100, -70, 18.9737, -100, -32.8123 },
};

static void
test_worked(void)
{
	const double half = .00005;
	char name[80];

	for (size_t i = 0; i < sizeof worked / sizeof *worked; i++) {
		const struct sample_estimate w = nps_wald(&worked[i].n, 1),
		    a = nps_adjusted(&worked[i].n, 1);

		snprintf(name, sizeof name, "NPS of %jd,%jd,%jd", (intmax_t)worked[i].n.promoters,
		    (intmax_t)worked[i].n.passives,
		    (intmax_t)worked[i].n.detractors);
		ok(prints(w.value, worked[i].nps, half) &&
		    prints(w.variance, worked[i].variance, half) &&
		    prints(w.se, worked[i].se, half) &&
		    prints(w.low, worked[i].low, half) && prints(w.high, worked[i].high, half),
		    name);
		ok(prints(a.value, worked[i].nps, half) &&
		    prints(a.centre, worked[i].centre, half) &&
		    prints(a.se, worked[i].adjusted_se, half) &&
		    prints(a.low, worked[i].adjusted_low, half) &&
		    prints(a.high, worked[i].adjusted_high, half), "   adjusted");
		ok(nps_score(&worked[i].n) == w.value, "   the score");
	}
	/* all digits: the formulas, with fractions that can be computed by hand */
	const struct nps n = { 60, 25, 15 };
	const struct sample_estimate w = nps_wald(&n, 1), a = nps_adjusted(&n, 1);

	near(w.se, 100 * sqrt(.5475 / 100), TOL, "se = 100 sqrt(var / n)");
	near(a.centre, 4500. / 103, TOL, "centre = 100 (60.75 - 15.75) / 103");
	near(a.se, 100 * sqrt((76.5 / 103 - 45. / 103 * 45 / 103) / 103), TOL, "its se");
	near(a.high, 4500. / 103 + 1.959963985 * a.se, TOL, "its upper limit");
}

/* brendan-r/NPS: counts in the order detractors, passives, promoters. */
static void
test_published(void)
{
	const struct nps a = { 3, 2, 1 }, b = { 1, 0, 1 }, c = { 1, 1, 0 }, d = { 1, 1, 1 };
	const int64_t scores[NPS_SCORES] = { [0] = 1, [7] = 2, [9] = 3 };
	const struct nps e = nps_count(scores);

	near(nps_score(&a), 100. / 3, TOL, "(1,2,3): 1/3");
	near(nps_wald(&a, 1).variance, 5. / 9, TOL, "   variance 5/9");
	ok(prints(nps_wald(&a, 1).se / 100, .304, .0005), "   se .304");
	near(nps_wald(&b, 1).variance, 1, TOL, "(1,0,1): variance 1");
	ok(prints(nps_wald(&b, 1).se / 100, .707, .0005), "   se .707");
	near(nps_wald(&c, 1).variance, .25, TOL, "(0,1,1): variance .25");
	near(nps_wald(&d, 1).variance, 2. / 3, TOL, "(1,1,1): variance 2/3");
	near(nps_score(&e), 100. / 3, TOL, "scores 0, 7, 7, 9, 9, 9: 1/3");
	near(nps_wald(&e, 1).variance, 5. / 9, TOL, "   variance 5/9");
}

static void
test_counts(void)
{
	int64_t scores[NPS_SCORES];

	for (int i = 0; i < NPS_SCORES; i++)
		scores[i] = INT64_C(1) << i;
	const struct nps n = nps_count(scores);

	ok(n.promoters == (1 << 9 | 1 << 10) && n.passives == (1 << 7 | 1 << 8) &&
	    n.detractors == (1 << 7) - 1,
	    "9 and 10, 7 and 8, 0 to 6");
	ok(nps_answers(&n) == (1 << 11) - 1, "all of them answered");
	/* rounded half away from zero, once, and only the score: -33, not 33 - 67 */
	const struct nps low = { 1, 0, 2 }, high = { 2, 0, 1 };

	ok(round(nps_score(&low)) == -33 && round(nps_score(&high)) == 33, "the rounding trap");
}

static void
test_nobody(void)
{
	const struct nps none = { 0 };
	const int64_t count[RATING_COUNTS] = { 0 };
	const struct rating_scale five = { 1, 5 };
	const struct sample_estimate all[] = {
		nps_wald(&none, 1), nps_adjusted(&none, 1), rating_share(0, 0, 1),
		    rating_mean(count, five, 1),
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		ok(isnan(all[i].value) && isnan(all[i].low) && isnan(all[i].high) &&
		    isnan(all[i].se), "nobody: not a number");
	ok(isnan(sample_compare(&all[0], &all[1]).p), "   nor a difference");
}

static void
test_population(void)
{
	const struct nps n = { 60, 25, 15 };
	const struct sample_estimate w = nps_wald(&n, sample_rest(100, 400)),
	    a = nps_adjusted(&n, sample_rest(100, 100));

	near(sqrt(sample_rest(100, 400)), 0.867110, TOL, "the correction for 100 of 400");
	ok(prints((w.high - w.low) / 2, 12.5752, .00005) && w.centre == 45, "   margin 12.5752");
	ok(a.low == 45 && a.high == 45, "all were asked: the score itself, adjusted too");
	ok(sample_rest(1, 1) == 0 && sample_rest(0, 1) == 1 && sample_rest(7, 0) == 1,
	    "one, none, no limit");
	const struct binomial_range all = binomial_wilson(3, 20, 0),
	    most = binomial_wilson(3, 20, .25),
	    as = binomial_wilson(12, 80, 1);

	near(all.low, .15, TOL, "Wilson where all were asked");
	near(all.high, .15, TOL, "   to the share itself");
	near(most.low, as.low, TOL, "a quarter left counts as four times as many");
	near(most.high, as.high, TOL, "   above too");
}

static void
test_need(void)
{
	ok(sample_need(1, .1, 0) == 385, "+-10 at worst: 385");
	ok(sample_need(.6, .1, 0) == 231, "   variance .6: 231");
	ok(sample_need(.6, .05, 0) == 922, "   +-5: 922");
	/* n N / (n + N - 1), n = 1.96^2 / .01 */
	ok(sample_need(1, .1, 400) == 197 && sample_need(1, .1, 1) == 1, "   of 400: 197, of 1: 1");
	ok(sample_need(1, 1e-12, 0) == INT64_MAX, "more than there are numbers");
}

static void
test_two_periods(void)
{
	const struct nps a = { 52, 30, 18 }, b = { 60, 25, 15 }, c = { 520, 300, 180 },
	    d = { 600, 250, 150 };
	const struct sample_estimate ea = nps_adjusted(&a, 1), eb = nps_adjusted(&b, 1),
	    ec = nps_adjusted(&c, 1),
	    ed = nps_adjusted(&d, 1), wc = nps_wald(&c, 1), wd = nps_wald(&d, 1);
	const struct sample_difference s = sample_compare(&ea, &eb), t = sample_compare(&ec, &ed),
	    w = sample_compare(&wc, &wd);

	ok(prints(s.difference, 10.6796, .00005) && prints(s.test, 1.0164, .00005) &&
	    prints(s.p, .3094, .00005) &&
	    prints(s.low, -9.9134, .00005) && prints(s.high, 31.2726, .00005),
	    "11 points of 100 answers are noise");
	ok(prints(t.difference, 10.9671, .00005) && prints(t.test, 3.2639, .00005) &&
	    prints(t.p, .0011, .00005) &&
	    prints(t.low, 4.3813, .00005) && prints(t.high, 17.5529, .00005),
	    "     of 1000 they are not");
	ok(prints(s.difference / s.test, 10.5068, .00005) &&
	    prints(t.difference / t.test, 3.3602, .00005), "     their se");
	ok(prints(w.difference, 11, .00005) && prints(w.difference / w.test, 3.3644, .00005) &&
	    prints(w.test, 3.2696, .00005),
	    "     plain Wald");
}

static void
test_v2(void)
{
	const int64_t count[RATING_COUNTS] = { 0, 2, 3, 5, 20, 20 };
	const struct rating_scale five = { 1, 5 };
	const struct sample_estimate e = rating_share(rating_between(count, 4, 5),
	    rating_between(count, 1, 5), 1);
	const struct binomial_range none = binomial_wilson(0, 10, 1),
	    all = binomial_wilson(10, 10, 1),
	    few = binomial_wilson(3, 20, 1), one = binomial_wilson(1, 1, 1);

	ok(e.value == 80, "CSAT: 80");
	near(rating_mean(count, five, 1).value, 4.06, TOL, "    mean 4.06");
	ok(prints(e.low, 66.9629, .00005) && prints(e.high, 88.7562, .00005), "    Wilson");
	ok(none.low == 0 && prints(none.high, .277533, 5e-7), "    0 of 10");
	ok(prints(all.low, .722467, 5e-7) && all.high == 1, "    10 of 10");
	ok(prints(few.low, .052369, 5e-7) && prints(few.high, .360419, 5e-7), "    3 of 20");
	bool ends = true;
	for (int64_t n = 1; n <= 1000; n++)
		ends = ends && binomial_wilson(0, n, 1).low == 0 &&
		    binomial_wilson(n, n, 1).high == 1;
	ok(ends, "    none and all of any number: 0 and 1, not nearly");
	ok(prints(one.low, .206549, 5e-7), "1 of 1, after Wilson");
	/* Agresti and Caffo: 41/52 */
	near(e.centre, 4100. / 52, TOL, "for differences one yes and one no more");
	near(e.se, 100 * sqrt(41. / 52 * 11 / 52 / 52), TOL, "   and their se");
}

static void
test_v3(void)
{
	const int64_t count[RATING_COUNTS] = { 0, 1, 1, 2, 4, 6, 10, 6 },
	    alike[RATING_COUNTS] = { [7] = 9 },
	    one[RATING_COUNTS] = { [3] = 1 }, top[RATING_COUNTS] = { [6] = 1, [7] = 2 };
	const struct rating_scale seven = { 1, 7 }, five = { 1, 5 }, eleven = { 0, 10 };
	const struct sample_estimate e = rating_mean(count, seven, 1);

	near(e.value, 157. / 30, TOL, "CES: mean 5.2333");
	ok(rating_above(count, seven) == 22 && rating_below(count, seven) == 4,
	    "    5 to 7: 22, 1 to 3: 4");
	near(rating_share(22, 30, 1).value, 73.3333333, TOL, "    73.3333 %");
	/* the sum of squares is 891 - 157^2 / 30; t of 29 degrees 2.045230 (any table) */
	near(e.variance, (891 - 157. * 157 / 30) / 29, TOL, "    variance");
	near(e.se, sqrt(e.variance / 30), TOL, "    se");
	near(e.high - e.value, 2.0452296 * e.se, TOL, "    Student's interval");
	ok(isnan(rating_mean(alike, seven, 1).low) && rating_mean(alike, seven, 1).value == 7,
	    "all alike: no interval");
	ok(isnan(rating_mean(one, seven, 1).se) && rating_mean(one, seven, 1).value == 3,
	    "one answer: none");
	ok(rating_mean(top, seven, 1).high == 7, "not beyond the scale");
	ok(rating_above(count, five) == 10 && rating_below(count, five) == 2,
	    "the middle of 1 to 5 is 3");
	ok(rating_above(count, eleven) == 16 && rating_below(count, eleven) == 8,
	    "of 0 to 10 it is 5");
	ok(rating_above(count, (struct rating_scale){ 1, 4 }) == 6 &&
	    rating_below(count, (struct rating_scale){ 1, 4 }) == 2,
	    "1 to 4 has none");
}

/* Welch: 2, 4, 4, 6 and 5, 7, 9: means 4 and 7, variances 8/3 and 4, so t = 3 / sqrt(2/3 + 4/3). */
static void
test_welch(void)
{
	const int64_t a[RATING_COUNTS] = { [2] = 1, [4] = 2, [6] = 1 },
	    b[RATING_COUNTS] = { [5] = 1, [7] = 1, [9] = 1 };
	const struct rating_scale s = { 0, 10 };
	const struct sample_estimate ea = rating_mean(a, s, 1), eb = rating_mean(b, s, 1);
	const struct sample_difference d = sample_compare(&ea, &eb);

	near(d.test, 3 / sqrt(2), TOL, "Welch: t");
	/*
	 * df = (2/3 + 4/3)^2 / ((2/3)^2 / 3 + (4/3)^2 / 2) = 27/7; so p is between that of 3 and
	 * that of 4 degrees of freedom
	 */
	ok(d.p > .1012 && d.p < .1241, "   p between those of 3 and 4 degrees of freedom");
	near((d.high + d.low) / 2, 3, TOL, "   the interval is around the difference");
	/* t of 3 degrees 3.182446, of 4 2.776445 */
	ok((d.high - d.low) / 2 / sqrt(2) < 3.182446 && (d.high - d.low) / 2 / sqrt(2) > 2.776445,
	    "   and as wide as they say");
}

static void
test_scale(void)
{
	static const char *const bad[] = { "", "5", "1-", "-5", "5-1", "3-3", "0-11", "01-5",
	    "1-05", "1-5 ", "a-b", "1--5", "0-100", "1-7x" };
	struct rating_scale s = { 8, 9 };

	ok(rating_scale_parse("0-10", &s) && s.low == 0 && s.high == 10, "0-10");
	ok(rating_scale_parse("1-7", &s) && s.low == 1 && s.high == 7, "1-7");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ok(!rating_scale_parse(bad[i], &s) && s.low == 1 && s.high == 7, bad[i]);
}

/* The examples of ISO 8601 (date -d DAY +%G-W%V agrees). */
static const struct {
	const char *day, *name[5];
} days[] = {
	{ "2025-06-30", { "2025-06-30", "2025-W27", "2025-06", "2025-Q2", "2025" } },
	{ "2025-07-01", { "2025-07-01", "2025-W27", "2025-07", "2025-Q3", "2025" } },
	{ "2024-12-29", { "2024-12-29", "2024-W52", "2024-12", "2024-Q4", "2024" } },
	{ "2024-12-30", { "2024-12-30", "2025-W01", "2024-12", "2024-Q4", "2024" } },
	{ "2021-01-03", { "2021-01-03", "2020-W53", "2021-01", "2021-Q1", "2021" } },
	{ "1969-12-29", { "1969-12-29", "1970-W01", "1969-12", "1969-Q4", "1969" } },
	{ "1969-12-28", { "1969-12-28", "1969-W52", "1969-12", "1969-Q4", "1969" } },
	{ "0001-01-01", { "0001-01-01", "0001-W01", "0001-01", "0001-Q1", "0001" } },
	{ "9999-12-31", { "9999-12-31", "9999-W52", "9999-12", "9999-Q4", "9999" } },
};

static void
test_periods(void)
{
	char name[PERIOD_SIZE];

	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		bool good = true;

		for (int p = PERIOD_DAY; p <= PERIOD_YEAR; p++) {
			const int32_t start = period_start((enum period)p, date_parse(days[i].day));

			good = good && strcmp(period_name((enum period)p, start, name),
			    days[i].name[p]) == 0 &&
			    start <= date_parse(days[i].day) &&
			    period_start((enum period)p, start) == start &&
			    (p == PERIOD_DAY || period_start((enum period)p, start - 1) != start);
		}
		ok(good, days[i].day);
	}
	ok(period_start(PERIOD_WEEK, date_parse("2025-07-06")) == date_parse("2025-06-30"),
	    "a week begins on Monday");
}

int
main(void)
{
	test_worked();
	test_published();
	test_counts();
	test_nobody();
	test_population();
	test_need();
	test_two_periods();
	test_v2();
	test_v3();
	test_welch();
	test_scale();
	test_periods();
	return done();
}
