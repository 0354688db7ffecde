/* retention: worked values, and the closed form against the sum. */
#include "lib/value/retention.h"

#include "tests/unit/tap.h"

static double
sum(double margin, double retention, double discount, int from, int to)
{
	double all = 0;

	for (int t = from; t <= to; t++)
		all += margin * pow(retention / (1 + discount), t);
	return all;
}

int
main(void)
{
	/* 100 .8/(1.1 - .8) and 100 1.1/(1.1 - .8) */
	near(retention_value(100, .8, .1, false, INFINITY), 800 / 3., 1e-12, "no end");
	near(retention_value(100, .8, .1, true, INFINITY), 1100 / 3., 1e-12, "no end, from now");
	near(retention_value(100, .8, .1, false, 5), 212.409734, 1e-8, "five payments");
	near(retention_value(100, .8, .1, true, 5), 292.063384, 1e-8, "five payments from now");
	near(retention_value(7, .9, .02, false, 30), sum(7, .9, .02, 1, 30), 1e-12, "term by term");
	near(retention_value(7, .9, .02, true, 30), sum(7, .9, .02, 0, 29), 1e-12,
	    "term by term from now");
	ok(retention_value(3, 1, 0, false, 4) == 12 && retention_value(3, 1, 0, true, 4) == 12,
	    "nobody leaves, no discount");
	ok(isinf(retention_value(3, 1, 0, false, INFINITY)) &&
	    isinf(retention_value(3, 1.2, .1, true, INFINITY)), "no limit");
	near(retention_value(3, 1, .1, false, INFINITY), 30, 1e-12, "a perpetuity");
	ok(retention_value(3, 0, .1, false, INFINITY) == 0 &&
	    retention_value(3, 0, .1, true, 9) == 3, "nobody stays");
	near(retention_value(-3, .5, 0, false, INFINITY), -3, 1e-12, "a loss");
	return done();
}
