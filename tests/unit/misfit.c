/* misfit: when answers are a sign of another scale, by the probabilities of the header. */
#include <math.h>

#include "lib/stat/misfit.h"
#include "tests/unit/tap.h"

static const struct rating_scale eleven = { 0, 10 }, seven = { 1, 7 }, five = { 1, 5 };

/* The sign of N answers, all SCORE, and what it says of their end. */
static enum misfit
all_are(int score, int64_t n, struct rating_scale s, int *high)
{
	int64_t count[RATING_COUNTS] = { 0 };

	count[score] = n;
	return misfit(count, s, high);
}

/* The fewest answers that have a probability of at most 5 % if each has SHARE. */
static int64_t
fewest(double share)
{
	return (int64_t)ceil(log(.05) / log(share));
}

static void
test_short(void)
{
	const double unhappy = (1 + .48) / 2;	/* the most detractors of an NPS of -48 */
	int high = 0;

	ok(fewest(unhappy) == 10 && fewest(.86) == 20, "10 and 20 answers have 5 %");
	ok(all_are(5, 9, eleven, &high) == MISFIT_NONE, "9 answers up to 5: none");
	ok(all_are(5, 10, eleven, &high) == MISFIT_LIKELY && high == 5, "10: likely");
	ok(all_are(1, 29, eleven, &high) == MISFIT_LIKELY && high == 5, "29: likely");
	ok(all_are(1, 30, eleven, &high) == MISFIT_SURE && high == 5, "30: sure");
	ok(all_are(7, 19, eleven, &high) == MISFIT_NONE, "19 answers up to 7: none");
	ok(all_are(6, 20, eleven, &high) == MISFIT_LIKELY && high == 7, "20: likely");
	ok(all_are(7, 30, eleven, &high) == MISFIT_SURE && high == 7, "30: sure");
	ok(all_are(5, 10, seven, &high) == MISFIT_LIKELY && high == 5, "1 to 7: up to 5");
	ok(all_are(7, 99, seven, &high) == MISFIT_NONE, "a scale that fits");
	ok(all_are(3, 99, five, &high) == MISFIT_NONE, "another");
	ok(all_are(0, 99, eleven, &high) == MISFIT_NONE, "0 is on no other scale");
	ok(all_are(8, 99, eleven, &high) == MISFIT_NONE, "nor is 8 on a short one");
}

static void
test_one(void)
{
	int64_t count[RATING_COUNTS] = { [1] = 4, [9] = 1000 };
	int high = 0;

	ok(pow(.5, 5) <= .05 && pow(.5, 4) > .05, "5 ones without a zero have less than 5 %");
	ok(misfit(count, eleven, &high) == MISFIT_NONE, "4 ones: none, however many the answers");
	count[1] = 5;
	ok(misfit(count, eleven, &high) == MISFIT_ONE, "5 ones");
	count[0] = 1;
	ok(misfit(count, eleven, &high) == MISFIT_NONE, "and a zero");
	count[0] = count[9] = 0;
	count[7] = 1;
	ok(misfit(count, seven, &high) == MISFIT_NONE, "a scale from 1");
}

static void
test_nobody(void)
{
	const int64_t count[RATING_COUNTS] = { 0 };
	int high = 0;

	ok(misfit(count, eleven, &high) == MISFIT_NONE, "nobody answered");
}

int
main(void)
{
	test_short();
	test_one();
	test_nobody();
	return done();
}
