/*
 * change: by hand, and compared with the jackknife, which leaves out one customer at a time: the
 * variances agree if there are many.
 */
#include "lib/report/change.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { MANY = 2000 };

static const double Z = 1.959963984540054;

/* Three customers spend 20 each, then 10, 30 and 50: the manual of figure-calc has the sum. */
static void
test_by_hand(void)
{
	struct change c = { 0 };
	const double before[CHANGE_SUMS] = { 20 };

	for (int i = 0; i < 3; i++)
		change_add(&c, (double[CHANGE_SUMS]){ 10 + 20 * i }, before);
	const struct change_estimate e = change_of(&c, 0, -1);
	const double half = exp(Z * sqrt(4 / 27.));

	ok(e.value == 90 && e.before == 60 && is_near(e.change, .5, 1e-12), "90 after 60");
	near(e.low, 1.5 / half - 1, 1e-12, "the lower limit");
	near(e.high, 1.5 * half - 1, 1e-12, "the upper limit");
	ok(strcmp(change_verdict(&e), "too few") == 0, "three customers are too few for a verdict");
}

/* A verdict needs CHANGE_CUSTOMERS, or CHANGE_EVENTS. */
static void
test_few(void)
{
	struct change c = { 0 };
	const double now[CHANGE_SUMS] = { 2 }, before[CHANGE_SUMS] = { 1 };

	for (int i = 0; i < 29; i++)
		change_add(&c, now, before);
	struct change_estimate e = change_of(&c, 0, -1);

	ok(strcmp(change_verdict(&e), "too few") == 0, "29 customers");
	change_add(&c, now, before);
	e = change_of(&c, 0, -1);
	ok(strcmp(change_verdict(&e), "more") == 0, "30 customers, all with twice as much");
	e = change_of_counts(5, 4);
	ok(strcmp(change_verdict(&e), "too few") == 0, "9 events");
	e = change_of_counts(5, 5);
	ok(strcmp(change_verdict(&e), "within noise") == 0, "10 events");
}

/* 20 after 45: log R = log(4/9), its variance 1/20 + 1/45 = 13/180. */
static void
test_counts(void)
{
	const struct change_estimate e = change_of_counts(20, 45);

	near(e.low, 4 / 9. * exp(-Z * sqrt(13 / 180.)) - 1, 1e-12, "the lower limit of counts");
	near(e.high, 4 / 9. * exp(Z * sqrt(13 / 180.)) - 1, 1e-12, "the upper limit of counts");
	ok(strcmp(change_verdict(&e), "less") == 0, "20 is less than 45");
}

/* Nothing is said where a ratio is not defined. */
static void
test_nothing(void)
{
	struct change c = { 0 };
	struct change_estimate e = change_of(&c, 0, -1);

	ok(e.value == 0 && e.before == 0 && isnan(e.change) && change_verdict(&e) == NULL,
	    "no customer");
	e = change_of(&c, 0, 1);
	ok(isnan(e.value) && isnan(e.change), "a mean of no customer is not 0");
	change_add(&c, (double[CHANGE_SUMS]){ 5, 1 }, (double[CHANGE_SUMS]){ 4, 1 });
	e = change_of(&c, 0, -1);
	ok(e.value == 5 && isnan(e.low) && is_near(e.change, .25, 1e-12),
	    "one customer has a change, but no interval");
	change_add(&c, (double[CHANGE_SUMS]){ 5, 1, 0 }, (double[CHANGE_SUMS]){ 0, 0, 3 });
	e = change_of(&c, 2, -1);
	ok(e.value == 0 && e.before == 3 && e.change == -1 && isnan(e.low),
	    "from 3 to 0 there is no logarithm");
	e = change_of_counts(0, 4);
	ok(e.change == -1 && change_verdict(&e) == NULL, "nor of counts");
	e = change_of_counts(4, 0);
	ok(isnan(e.change) && change_verdict(&e) == NULL, "from 0 there is no change");
}

/* A random customer: orders and spend of both periods, which depend on each other. */
static void
draw(double now[CHANGE_SUMS], double before[CHANGE_SUMS])
{
	const double pace = random_below(5), price = 1 + random_below(100);

	memset(now, 0, CHANGE_SUMS * sizeof *now);
	memset(before, 0, CHANGE_SUMS * sizeof *before);
	before[1] = pace + random_below(3);
	now[1] = pace + random_below(4);
	before[0] = price * before[1];
	now[0] = (price + random_below(10)) * now[1];
}

/* The logarithm of the ratio without customer OUT. */
static double
log_ratio(double (*now)[CHANGE_SUMS], double (*before)[CHANGE_SUMS], int out, int per)
{
	double a[2] = { 0 }, b[2] = { 0 };

	for (int i = 0; i < MANY; i++)
		for (int k = 0; k < 2 && i != out; k++) {
			a[k] += now[i][k];
			b[k] += before[i][k];
		}
	return per < 0 ? log(a[0] / b[0]) : log(a[0] / a[1] / (b[0] / b[1]));
}

static void
test_jackknife(int per, const char *name)
{
	static double now[MANY][CHANGE_SUMS], before[MANY][CHANGE_SUMS];
	struct change c = { 0 };
	double mean = 0, square = 0;

	for (int i = 0; i < MANY; i++) {
		draw(now[i], before[i]);
		change_add(&c, now[i], before[i]);
	}
	for (int i = 0; i < MANY; i++) {
		const double x = log_ratio(now, before, i, per);

		mean += x / MANY;
		square += x * x / MANY;
	}
	const struct change_estimate e = change_of(&c, 0, per);
	const double se = sqrt((MANY - 1.) * (square - mean * mean));

	near((log(1 + e.high) - log(1 + e.low)) / (2 * Z), se, .01, name);
}

int
main(void)
{
	test_by_hand();
	test_few();
	test_counts();
	test_nothing();
	test_jackknife(-1, "a sum, by the jackknife");
	test_jackknife(1, "a ratio, by the jackknife");
	return done();
}
