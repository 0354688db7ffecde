/*
 * erlang: published and worked numbers of Erlang C and A, both against a simulation of their own
 * and against the balance equations solved term by term, and the limits.
 */
#include "lib/visit/erlang.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { AGENTS_MAX = 64, CALLERS = 400000, BATCHES = 40, STATES = 4000 };

static const struct erlang calls = { 100. / 1800, 180, INFINITY, 20 };

/* A. Ferrer's R package ErlangC: 100 calls in half an hour, 180 s each, 80 % in 20 s. */
static void
test_published(void)
{
	static const struct {
		int64_t agents;
		double waits, level, wait;
	} known[] = {
		{ 11, .6821182, .389614, 122.781 }, { 12, .449388, .640158, 40.445 },
		{ 13, .285270, .795595, 17.116 }, { 14, .1741319, .888350, 7.835937 },
	};

	near(erlang_load(&calls), 10, 1e-15, "100 calls of 3 minutes in half an hour: 10 erlangs");
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		const struct erlang_result r = erlang_of(&calls, known[i].agents);

		near(r.waits, known[i].waits, 2e-6, "the share who wait");
		near(r.level, known[i].level, 2e-6, "the service level");
		near(r.wait, known[i].wait, 2e-5, "the mean wait");
		near(r.leaves, 0, 0, "nobody leaves");
	}
	near(erlang_of(&calls, 14).occupancy, .714286, 1e-6, "the occupancy");
	ok(erlang_agents(&calls, &(struct erlang_aim){ .8, 1, 1 }) == 14, "for 80 %: 14 agents");
	const struct erlang few = { 12. / 3600, 600, INFINITY, 300 };
	const struct erlang_result r = erlang_of(&few, 4);

	near(r.waits, .173913, 1e-6, "12 an hour: the share who wait");
	near(r.level, .936021, 1e-6, "   the service level");
	near(r.wait, 52.1739, 1e-6, "   the mean wait");
	near(r.occupancy, .5, 1e-15, "   the occupancy");
}

/* Garnett, Mandelbaum and Reiman (2002): 50 agents, 48 calls a minute, patience of 2 minutes. */
static void
test_abandonment(void)
{
	struct erlang e = { 48, 1, 2, .5 };
	const struct erlang_result a = erlang_of(&e, 50);

	ok(fabs(a.leaves - .031) < 5e-4, "3.1 % leave");
	ok(fabs(a.wait * 60 - 3.7) < .05, "the mean wait is 3.7 s");
	ok(fabs(a.occupancy - .93) < .005, "the agents work 93 % of the time");
	e.patience = INFINITY;
	const struct erlang_result c = erlang_of(&e, 50);

	ok(fabs(c.wait * 60 - 20.8) < .05, "without leaving it is 20.8 s");
	ok(fabs(c.occupancy - .96) < .005, "and they work 96 % of the time");
}

/* Erlang A by the probability of each number of callers, from the balance equations. */
static void
test_balance(void)
{
	const struct erlang all[] = { { 10, .9, 3, 0 }, { 2, 5, 1, 0 }, { 30, 1, .2, 0 } };
	const int agents[] = { 8, 3, 40 };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		const struct erlang *e = &all[i];
		const struct erlang_result r = erlang_of(e, agents[i]);
		double p = 1, sum = 0, waits = 0, queue = 0;

		for (int j = 0; j < STATES; j++) {
			const double over = fmax(j + 1 - agents[i], 0);

			sum += p;
			waits += j >= agents[i] ? p : 0;
			queue += p * fmax(j - agents[i], 0);
			p *= e->rate / (fmin(j + 1, agents[i]) / e->service + over / e->patience);
		}
		near(r.waits, waits / sum, 1e-10, "the share who wait");
		near(r.wait, queue / sum / e->rate, 1e-10, "the mean wait");
		near(r.leaves, queue / sum / e->rate / e->patience, 1e-10, "who leave");
		near(r.level, 1 - waits / sum, 1e-9, "a target of 0: who does not wait");
	}
}

static double
exponential(double mean)
{
	return -mean * log((double)((random_next() >> 12) + 1) / 0x1p52);
}

/* A queue with the rules as words: when the first agent is free, is the caller still there? */
struct line {
	double free_at[AGENTS_MAX], now;
};

static void
serve(struct line *l, const struct erlang *e, int agents, struct erlang_result *sum)
{
	int first = 0;

	l->now += exponential(1 / e->rate);
	for (int i = 1; i < agents; i++)
		if (l->free_at[i] < l->free_at[first])
			first = i;
	const double wait = fmax(l->free_at[first] - l->now, 0);
	const double stays = isinf(e->patience) ? INFINITY : exponential(e->patience);

	sum->waits += wait > 0;
	sum->wait += fmin(wait, stays);
	sum->leaves += wait > stays;
	sum->level += wait <= stays && wait <= e->target;
	if (wait <= stays)
		l->free_at[first] = l->now + wait + exponential(e->service);
}

/* Is the computed share within 4 standard errors of the means of batches? */
static void
compare(double computed, const double *batch, const char *name)
{
	double mean = 0, square = 0;

	for (int i = 0; i < BATCHES; i++)
		mean += batch[i] / BATCHES;
	for (int i = 0; i < BATCHES; i++)
		square += (batch[i] - mean) * (batch[i] - mean) / (BATCHES - 1);
	const double se = sqrt(square / BATCHES);

	ok(fabs(computed - mean) <= 4 * se + 1e-12, name);
	printf("# computed %.6f, simulated %.6f (standard error %.6f)\n", computed, mean, se);
}

static void
test_simulated(const struct erlang *e, int agents)
{
	const struct erlang_result r = erlang_of(e, agents);
	const int n = CALLERS / BATCHES;
	double waits[BATCHES], level[BATCHES], wait[BATCHES], leaves[BATCHES];
	struct line l = { 0 };

	for (int i = -1; i < BATCHES; i++) {	/* the first batch fills the queue */
		struct erlang_result sum = { 0 };

		for (int k = 0; k < n; k++)
			serve(&l, e, agents, &sum);
		if (i < 0)
			continue;
		waits[i] = sum.waits / n;
		level[i] = sum.level / n;
		wait[i] = sum.wait / n;
		leaves[i] = sum.leaves / n;
	}
	compare(r.waits, waits, "simulated: the share who wait");
	compare(r.level, level, "simulated: the service level");
	compare(r.wait, wait, "simulated: the mean wait");
	compare(r.leaves, leaves, "simulated: the share who leave");
}

static void
test_limits(void)
{
	struct erlang e = calls;
	const struct erlang_result full = erlang_of(&e, 10);

	ok(full.waits == 1 && full.level == 0 && isinf(full.wait) && full.occupancy == 1,
	    "as many erlangs as agents: the queue grows for ever");
	e.patience = 60;
	const struct erlang_result left = erlang_of(&e, 5);

	ok(isfinite(left.wait) && left.leaves > .5 && left.leaves < .55 && left.occupancy > .9,
	    "with patience, too few agents lose half of the callers");
	e.patience = 1e9;
	near(erlang_of(&e, 14).level, erlang_of(&calls, 14).level, 1e-6,
	    "great patience is Erlang C");
	e.rate = 0;
	const struct erlang_result none = erlang_of(&e, 1);

	ok(none.waits == 0 && none.level == 1 && none.wait == 0 && none.occupancy == 0,
	    "no callers");
	ok(erlang_agents(&e, &(struct erlang_aim){ .8, 1, 1 }) == 1, "no callers: one agent");
	const struct erlang many = { 2000, 25, INFINITY, .1 };	/* 50,000 erlangs */
	const int64_t agents = erlang_agents(&many, &(struct erlang_aim){ .8, 1, 1 });

	ok(agents > 50000 && agents < 50400 && erlang_of(&many, agents).level >= .8 &&
	    erlang_of(&many, agents - 1).level < .8, "50,000 erlangs");
	const struct erlang huge = { 20000, 25, INFINITY, .1 };

	ok(erlang_agents(&huge, &(struct erlang_aim){ .8, 1, 1 }) == ERLANG_AGENTS + 1,
	    "more than there can be");
	ok(erlang_agents(&calls, &(struct erlang_aim){ .8, .65, 1 }) == 16,
	    "10 erlangs at most 65 % of the time: 16 agents");
	e = (struct erlang){ 100. / 1800, 180, 60, 1e6 };
	near(erlang_of(&e, 9).level, 1 - erlang_of(&e, 9).leaves, 1e-9,
	    "a late target: who does not leave is answered");
}

int
main(void)
{
	test_published();
	test_abandonment();
	test_balance();
	test_simulated(&calls, 12);
	test_simulated(&(struct erlang){ 48. / 60, 60, 120, 10 }, 50);
	test_simulated(&(struct erlang){ .1, 100, 30, 20 }, 7);
	test_limits();
	return done();
}
