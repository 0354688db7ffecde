/*
 * looks: the bounds of 5 looks that ldbounds publishes (its second one is 3.3569; by quadrature in
 * SciPy, 3.35701), and a simulation of sums of normal increments, which must cross a bound in 5 %
 * of the trials.
 */
#include "lib/stat/looks.h"

#include "tests/unit/random.h"
#include "tests/unit/tap.h"

/* The sum of twelve uniform numbers less 6 is close to normal. */
static double
normal(void)
{
	double sum = -6;

	for (int i = 0; i < 12; i++)
		sum += (double)(random_next() >> 11) * 0x1p-53;
	return sum;
}

int
main(void)
{
	static const double five[] = { 4.8769, 3.3569, 2.6803, 2.2898, 2.0310 };
	struct looks l;
	enum { TRIALS = 40000 };
	int crossed = 0;

	ok(looks_parse("2/5", &l) && l.look == 2 && l.of == 5, "a look");
	ok(!looks_parse("0/5", &l) && !looks_parse("6/5", &l) && !looks_parse("1/21", &l) &&
	    !looks_parse("2", &l) && !looks_parse("a/5", &l) && !looks_parse("", &l), "no looks");
	for (int k = 0; k < 5; k++)
		near(looks_bound((struct looks){ k + 1, 5 }, .05), five[k], 5e-5, "published");
	near(looks_level((struct looks){ 1, 1 }, .05), .05, 1e-12, "a single look");
	for (int i = 0; i < TRIALS; i++) {
		double sum = 0;
		bool beyond = false;

		for (int k = 0; k < 5; k++) {
			sum += normal();
			beyond = beyond || fabs(sum) > five[k] * sqrt(k + 1);
		}
		crossed += beyond;
	}
	ok(crossed > .0465 * TRIALS && crossed < .0535 * TRIALS, "5 % cross one of the bounds");
	return done();
}
