/*
 * waiting: closed forms for exponential service times; 200 simulated queues, whose true waiting
 * times lie in the 90 % intervals about as often as that; the limits.
 */
#include "lib/visit/waiting.h"

#include <math.h>
#include <stdlib.h>

#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { QUEUES = 200, PLACES = 12, HISTORY = 150, AGENTS_MAX = 8 };

static double
uniform(void)
{
	return ((double)(random_next() >> 12) + .5) / 0x1p52;
}

static double
normal(void)
{
	return sqrt(-2 * log(uniform())) * cos(2 * acos(-1) * uniform());
}

/* Service times of three shapes, in seconds. */
static double
service(int shape)
{
	switch (shape) {
	case 0:
		return -300 * log(uniform());
	case 1:
		return exp(5.5 + .6 * normal());
	default:
		return 240 + 120 * uniform();
	}
}

static int
compare(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* One agent, whose exponential service time has no memory: the first waits a whole one. */
static void
test_exponential(void)
{
	static double times[10000], working[] = { 100, 900 };
	struct waiting_time t[3];

	for (size_t i = 0; i < 10000; i++)	/* the quantiles of the distribution */
		times[i] = -300 * log(1 - ((double)i + .5) / 10000);
	waiting_times(&(struct waiting){ times, 10000, working, 1, 0 }, 3, 1, t);
	ok(fabs(t[0].median / (300 * log(2)) - 1) < .1, "the median of one service time");
	ok(fabs(t[0].high / (300 * log(20)) - 1) < .1, "   its upper limit");
	/* the sum of three has a gamma distribution: median 2.674, 95 % at 6.296 */
	ok(fabs(t[2].median / (300 * 2.674) - 1) < .07, "the third waits three service times");
	ok(fabs(t[2].high / (300 * 6.296) - 1) < .08, "   its upper limit");
	/* two agents: the first to be free needs half the time */
	waiting_times(&(struct waiting){ times, 10000, working, 2, 0 }, 1, 1, t);
	ok(fabs(t[0].median / (150 * log(2)) - 1) < .1, "two agents");
	waiting_times(&(struct waiting){ times, 10000, working, 1, 1 }, 2, 1, t);
	ok(t[0].median == 0 && t[0].high == 0 && t[1].median > 0, "a free agent takes the first");
}

/* Serves the queue by the rules; TO gets the waiting times. */
static void
serve(int shape, const double *left, int agents, double *to)
{
	double free_at[AGENTS_MAX];

	for (int i = 0; i < agents; i++)
		free_at[i] = left[i];
	for (int i = 0; i < PLACES; i++) {
		int first = 0;

		for (int k = 1; k < agents; k++)
			if (free_at[k] < free_at[first])
				first = k;
		to[i] = free_at[first];
		free_at[first] += service(shape);
	}
}

/* A queue with FROM to HISTORY measured service times: how many of the true times are covered? */
static int
covered(int shape, size_t n, uint64_t seed)
{
	double times[HISTORY], working[AGENTS_MAX], left[AGENTS_MAX], truth[PLACES];
	const int agents = 1 + (int)random_below(AGENTS_MAX);
	struct waiting_time t[PLACES];
	int inside = 0;

	for (size_t i = 0; i < n; i++)
		times[i] = service(shape);
	qsort(times, n, sizeof *times, compare);
	for (int i = 0; i < agents; i++) {	/* longer services are seen more often at work */
		double whole;

		do
			whole = service(shape);
		while (uniform() > whole / 3000);
		working[i] = whole * uniform();
		left[i] = whole - working[i];
	}
	serve(shape, left, agents, truth);
	waiting_times(&(struct waiting){ times, n, working, (size_t)agents, 0 }, PLACES, seed, t);
	for (int i = 0; i < PLACES; i++)
		inside += t[i].low <= truth[i] && truth[i] <= t[i].high;
	return inside;
}

static void
test_coverage(void)
{
	static const char *const name[] = { "exponential", "lognormal", "uniform" };

	for (int shape = 0; shape < 3; shape++) {
		int inside = 0;

		for (uint64_t i = 0; i < QUEUES; i++)
			inside += covered(shape, 40 + random_below(HISTORY - 40), i + 1);
		const double share = (double)inside / (QUEUES * PLACES);

		ok(share >= .86 && share <= .94, name[shape]);
		printf("# %.4f of the waiting times are in the 90 %% interval\n", share);
	}
	int inside = 0;

	for (uint64_t i = 0; i < QUEUES; i++)
		inside += covered(0, 5 + random_below(20), i + 1);
	const double share = (double)inside / (QUEUES * PLACES);

	ok(share >= .86 && share <= .94, "few exponential service times");
	printf("# %.4f of the waiting times are in the 90 %% interval\n", share);
}

static void
test_limits(void)
{
	const double one[] = { 60 }, none[] = { 0 };
	struct waiting_time a, b;

	waiting_times(&(struct waiting){ one, 1, none, 1, 0 }, 1, 3, &a);
	waiting_times(&(struct waiting){ one, 1, none, 1, 0 }, 1, 3, &b);
	ok(a.low > 0 && a.low < a.median && a.median < a.high && isfinite(a.high),
	    "one service time: a wide interval");
	ok(a.median == b.median && a.high == b.high, "the same seed gives the same");
	waiting_times(&(struct waiting){ one, 1, none, 1, 0 }, 0, 3, NULL);
	ok(true, "an empty queue");
}

int
main(void)
{
	test_exponential();
	test_coverage();
	test_limits();
	return done();
}
