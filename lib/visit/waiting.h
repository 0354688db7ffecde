/*
 * waiting - how long those in a queue still have to wait, with an interval (pure).
 *
 * The method is a simulation: the agents who work now end at a random time, and then serve the
 * queue in its order. Service times are drawn from those that were measured. If there are at least
 * WAITING_MANY, each simulation draws from a bootstrap sample of them (Efron 1979), so that the
 * interval also has the uncertainty of the sample; with fewer, service times are exponential with a
 * rate drawn from its posterior distribution (Gamma with the shape n and the rate of the sum).
 */
#ifndef WAITING_H
#define WAITING_H
#include <stddef.h>
#include <stdint.h>

enum { WAITING_MANY = 30, WAITING_RUNS = 2000 };

struct waiting {
	const double *service;	/* measured service times, > 0, in ascending order */
	size_t n;		/* at least 1 */
	const double *working;	/* how long each of the agents who work has been working */
	size_t busy, idle;	/* agents who work and who are free; at least one in all */
};

struct waiting_time {
	double median, low, high;	/* the interval holds 90 % of the simulated times */
};

/* The waiting times of the first PLACES in the queue. The same SEED gives the same result. */
void waiting_times(const struct waiting *, size_t places, uint64_t seed, struct waiting_time *to);

#endif
