/*
 * relation: Anscombe's quartet (1973) and other data by numpy and scipy, and data without a
 * relation.
 */
#include "lib/stat/relation.h"

#include "tests/unit/tap.h"

enum { N = 11 };
static const double anscombe_x[N] = { 10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5 };
static const double anscombe_x4[N] = { 8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8 };

/* numpy.corrcoef; scipy.stats.pearsonr(...).confidence_interval(), linregress and t.ppf. */
static const struct {
	const char *name;
	size_t n;
	const double *x, *y;
	struct relation want;
} table[] = {
	{ "Anscombe's first", N, anscombe_x, (const double[]){ 8.04, 6.95, 7.58, 8.81, 8.33, 9.96,
	    7.24, 4.26, 10.84, 4.82, 5.68 },
	    { 0.81642051634484, 0.4243912133932152, 0.9506932537865604, 0.5000909090909091,
	    0.2333701363851875, 0.7668116817966308 } },
	{ "Anscombe's second, a curve", N, anscombe_x,
	    (const double[]){ 9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74 },
	    { 0.8162365060002428, 0.4239388739539876, 0.9506401739957724, 0.5000000000000001,
	    0.23314746710879375, 0.7668525328912065 } },
	{ "Anscombe's fourth, one point alone", N, anscombe_x4,
	    (const double[]){ 6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89 },
	    { 0.8165214368885028, 0.4246393822445127, 0.9507223620781418, 0.4999090909090909,
	    0.2333841279619785, 0.7664340538562033 } },
	{ "four, falling", 4, (const double[]){ 1, 2, 3, 4 }, (const double[]){ 5, 3, 4, 1 },
	    { -0.8315218406202999, -0.9963561001514174, 0.6451324587565247, -1.1,
	    -3.3357239405752974, 1.1357239405752972 } },
	{ "fractions", 5, (const double[]){ 1.5, 2, 10. / 3, 4, 5 },
	    (const double[]){ 2, 1, 4, 4, 5 },
	    { 0.9196987799523525, 0.1984952077131037, 0.9947808056551259, 1.0540540540540542,
	    0.22726380420559655, 1.8808443039025118 } },
};

static bool
same(const struct relation *a, const struct relation *b)
{
	return is_near(a->r, b->r, 1e-12) && is_near(a->low, b->low, 1e-12) &&
	    is_near(a->high, b->high, 1e-12) &&
	    is_near(a->slope, b->slope, 1e-12) && is_near(a->slope_low, b->slope_low, 1e-12) &&
	    is_near(a->slope_high, b->slope_high, 1e-12);
}

static bool
is_none(struct relation r)
{
	return isnan(r.r) && isnan(r.low) && isnan(r.high) && isnan(r.slope) &&
	    isnan(r.slope_low) && isnan(r.slope_high);
}

/* A perfect line, except that binary fractions cannot represent tenths. */
static bool
is_line(double slope)
{
	double x[30], y[30];
	bool good = true;

	for (size_t n = RELATION_LEAST; n <= 30; n++) {
		for (size_t i = 0; i < n; i++) {
			x[i] = (double)(i * i) * .1;
			y[i] = 3 + slope * x[i];
		}
		const struct relation r = relation_of(x, y, n);

		good = good && r.r == copysign(1, slope) && isnan(r.low) && isnan(r.high) &&
		    is_near(r.slope, slope, 1e-12) &&
		    isnan(r.slope_low) && isnan(r.slope_high);
	}
	return good;
}

int
main(void)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const struct relation r = relation_of(table[i].x, table[i].y, table[i].n);

		ok(same(&r, &table[i].want), table[i].name);
	}
	ok(is_none(relation_of(anscombe_x, anscombe_x4, 3)), "of three there is none");
	ok(is_none(relation_of(NULL, NULL, 0)), "of nothing there is none");
	ok(is_none(relation_of((const double[]){ 3, 3, 3, 3, 3 }, (const double[]){ 1, 2, 3, 4, 5 },
	    5)), "x does not vary");
	ok(is_none(relation_of((const double[]){ 1, 2, 3, 4, 5 },
	    (const double[]){ .1, .1, .1, .1, .1 }, 5)), "y does not vary");
	ok(is_line(.3) && is_line(-7), "a line has a slope and no interval");
	ok(relation_of((const double[]){ 1, 1, 5, 5 }, (const double[]){ 1, 5, 1, 5 }, 4).r == 0,
	    "none at all is 0");
	return done();
}
