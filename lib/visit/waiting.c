#include "lib/visit/waiting.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/sort.h"
#include "lib/visit/agents.h"

static const double LOW = .05, HIGH = .95;

struct run {			/* one simulation after the other */
	const struct waiting *w;
	gsl_rng *random;
	double *service;	/* the service times to draw from, ascending */
	uint32_t *drawn;	/* how often each is in the sample */
	double mean;		/* of exponential service times; NAN: draw from .service */
	double *free_at;	/* agents.h */
	size_t agents;
};

/* A bootstrap sample, in ascending order because the measured times are. */
static void
draw_sample(struct run *r)
{
	const size_t n = r->w->n;
	size_t k = 0;

	memset(r->drawn, 0, n * sizeof *r->drawn);
	for (size_t i = 0; i < n; i++)
		r->drawn[gsl_rng_uniform_int(r->random, n)]++;
	for (size_t i = 0; i < n; i++)
		for (uint32_t j = 0; j < r->drawn[i]; j++)
			r->service[k++] = r->w->service[i];
}

/* Chooses what this simulation knows of the service times. */
static void
choose(struct run *r)
{
	const size_t n = r->w->n;
	double sum = 0;

	if (n >= WAITING_MANY) {
		draw_sample(r);
		r->mean = NAN;
		return;
	}
	for (size_t i = 0; i < n; i++)
		sum += r->w->service[i];
	r->mean = sum / gsl_ran_gamma(r->random, (double)n, 1);
}

/* How many of the chosen service times are at most X. */
static size_t
count_up_to(const struct run *r, double x)
{
	size_t low = 0, high = r->w->n;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (r->service[middle] <= x)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static double
average(const struct run *r)
{
	double sum = 0;

	for (size_t i = 0; i < r->w->n; i++)
		sum += r->service[i];
	return sum / (double)r->w->n;
}

/*
 * What is left of a service that has taken X so far: a longer one of those that were measured; if
 * none is longer, an exponential time.
 */
static double
rest(const struct run *r, double x)
{
	if (!isnan(r->mean))
		return gsl_ran_exponential(r->random, r->mean);
	const size_t from = count_up_to(r, x), n = r->w->n;

	if (from == n)
		return gsl_ran_exponential(r->random, average(r));
	return r->service[from + gsl_rng_uniform_int(r->random, n - from)] - x;
}

/* The waiting times of one simulation, each STEP apart. */
static void
simulate(struct run *r, size_t places, double *to, size_t step)
{
	const struct waiting *w = r->w;

	choose(r);
	for (size_t i = 0; i < r->agents; i++)
		r->free_at[i] = i < w->busy ? rest(r, w->working[i]) : 0;
	sort_doubles(r->free_at, r->agents);	/* which is a heap, too */
	for (size_t i = 0; i < places; i++) {
		const double start = r->free_at[0];

		to[i * step] = start;
		agents_occupy(r->free_at, r->agents, start + rest(r, 0));
	}
}

static double
quantile(const double *sorted, double p)
{
	const double at = p * (WAITING_RUNS - 1);
	const size_t below = (size_t)at;
	const double next = sorted[below + (below + 1 < WAITING_RUNS)];

	return sorted[below] + (at - (double)below) * (next - sorted[below]);
}

void
waiting_times(const struct waiting *w, size_t places, uint64_t seed, struct waiting_time *to)
{
	struct run r = { .w = w, .random = gsl_rng_alloc(gsl_rng_mt19937),
		.service = mem_new(w->n, sizeof *r.service), .agents = w->busy + w->idle };
	r.drawn = mem_new(w->n, sizeof *r.drawn);
	double *all = mem_new(places * WAITING_RUNS, sizeof *all);

	r.free_at = mem_new(r.agents, sizeof *r.free_at);
	gsl_rng_set(r.random, (unsigned long)seed);
	for (size_t i = 0; i < WAITING_RUNS; i++)
		simulate(&r, places, all + i, WAITING_RUNS);
	for (size_t i = 0; i < places; i++) {
		double *of = all + i * WAITING_RUNS;

		sort_doubles(of, WAITING_RUNS);
		to[i] = (struct waiting_time){ quantile(of, .5), quantile(of, LOW),
			quantile(of, HIGH) };
	}
	gsl_rng_free(r.random);
	free(r.service);
	free(r.drawn);
	free(r.free_at);
	free(all);
}
