/*
 * control: the purchase orders of Montgomery, Introduction to Statistical Quality Control, table
 * 7.4 (25 weeks). The book has the centre 0.0955 and finds week 11, with 20 of 110, above its
 * limit.
 */
#include "lib/stat/control.h"

#include <math.h>

#include "tests/unit/tap.h"

static const struct control_period orders[] = {
	{ 100, 12 }, { 80, 8 }, { 80, 6 }, { 100, 9 }, { 110, 10 }, { 110, 12 }, { 100, 11 },
	{ 100, 16 }, { 90, 10 }, { 90, 6 }, { 110, 20 }, { 120, 15 }, { 120, 9 }, { 120, 8 },
	{ 110, 6 }, { 80, 8 }, { 80, 10 }, { 80, 7 }, { 90, 5 }, { 100, 8 }, { 100, 5 },
	{ 100, 8 }, { 100, 10 }, { 90, 6 }, { 90, 9 } };
enum { WEEKS = sizeof orders / sizeof *orders, ELEVENTH = 10 };

static bool
close_to(double a, double b)
{
	return fabs(a - b) < 5e-4;
}

int
main(void)
{
	const double c = control_centre(orders, WEEKS);
	size_t outside = 0;

	ok(close_to(c, .0955), "the centre: 234 of 2450");
	/* by hand: s is sqrt(.09551 * .90449 / n), .02939 for 100, .03286 for 80, .02802 for 110 */
	ok(close_to(control_limits(c, 100).low, .0073) &&
	    close_to(control_limits(c, 100).high, .1837), "the limits of 100 orders");
	ok(control_limits(c, 80).low == 0 && close_to(control_limits(c, 80).high, .1941),
	    "the lower limit of 80 orders is not below 0");
	ok(close_to(control_limits(c, 110).high, .1796), "the upper limit of 110 orders");
	for (size_t i = 0; i < WEEKS; i++)
		outside += control_signal(c, &orders[i]) != CONTROL_NONE;
	ok(outside == 1 && control_signal(c, &orders[ELEVENTH]) == CONTROL_ABOVE,
	    "only week 11 is outside, above");
	/* 3 s is 3 * sqrt(.5 * .5 / 100) = .15 */
	ok(control_signal(.5, &(struct control_period){ 100, 35 }) == CONTROL_NONE &&
	    control_signal(.5, &(struct control_period){ 100, 34 }) == CONTROL_BELOW &&
	    control_signal(.5, &(struct control_period){ 100, 65 }) == CONTROL_NONE,
	    "a share on a limit is inside");
	ok(control_limits(1, 3).high == 1 && control_limits(1, 3).low == 1,
	    "all met: no room for chance");
	ok(isnan(control_centre(orders, 0)) && isnan(control_limits(c, 0).low) &&
	    control_signal(c, &(struct control_period){ 0, 0 }) == CONTROL_NONE, "no item");
	ok(control_is_small(.1, 49) && !control_is_small(.1, 50) && control_is_small(.9, 49) &&
	    control_is_small(NAN, 0), "fewer than 5 expected");
	return done();
}
