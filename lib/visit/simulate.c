#include "lib/visit/simulate.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/visit/agents.h"

enum { BATCHES = 20 };

/* Splitmix64: S. Vigna, after Steele, Lea and Flood, OOPSLA 2014. */
static uint64_t
next(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static double
exponential(uint64_t *state, double mean)
{
	return -mean * log(((double)(next(state) >> 11) + .5) / 0x1p53);
}

struct line {
	const struct erlang *e;
	double *free_at, now;	/* agents.h */
	size_t agents;
	uint64_t state;
};

/* Is the next caller answered within the target? */
static bool
call(struct line *l)
{
	const struct erlang *e = l->e;

	l->now += exponential(&l->state, 1 / e->rate);
	const double wait = fmax(l->free_at[0] - l->now, 0);

	if (!isinf(e->patience) && wait > exponential(&l->state, e->patience))
		return false;
	agents_occupy(l->free_at, l->agents,
	    l->now + wait + exponential(&l->state, e->service));
	return wait <= e->target;
}

static double
batch(struct line *l, int64_t callers)
{
	int64_t soon = 0;

	for (int64_t i = 0; i < callers; i++)
		soon += call(l);
	return (double)soon / (double)callers;
}

struct simulate_level
simulate_level(const struct erlang *e, int64_t agents, int64_t callers, uint64_t seed)
{
	struct line l = { e, mem_new((size_t)agents, sizeof *l.free_at), 0, (size_t)agents, seed };
	double sum = 0, squares = 0;

	if (e->rate <= 0) {
		free(l.free_at);
		return (struct simulate_level){ 1, 0 };
	}
	batch(&l, callers / BATCHES);
	for (int i = 0; i < BATCHES; i++) {
		const double level = batch(&l, callers / BATCHES);

		sum += level;
		squares += level * level;
	}
	free(l.free_at);
	const double mean = sum / BATCHES;

	return (struct simulate_level){ mean,
		sqrt(fmax(squares / BATCHES - mean * mean, 0) / (BATCHES - 1)) };
}
