/*
 * effect_own - the randomisation test of effect.h; only for the files of effect (pure).
 *
 *	effect_trial.c	the cases of both arms, and the sums of many shuffles
 *	effect.c	the estimate, and its interval
 *	effect_least.c	the smallest effect that will be found
 *
 * effect_trial_new prepares the cases: sort_cases puts the strata one after the other, and centre
 * makes residuals a of the outcome, and b of what an effect takes off: b[EFFECT_ADDED] of t,
 * b[EFFECT_TIMES] of y t. effect_shuffle draws arms again and again and keeps their sums;
 * effect_statistic computes the studentised difference from sums, for any effect; tail compares it;
 * bound searches where the tail crosses alpha / 2.
 */
#ifndef EFFECT_OWN_H
#define EFFECT_OWN_H
#include <math.h>

#include "lib/stat/effect.h"

enum effect_scale { EFFECT_ADDED, EFFECT_TIMES, EFFECT_SCALES };

struct effect_item {
	double a, b[EFFECT_SCALES];
};

/* Over the cases of the smaller arm, or over all. */
struct effect_sums {
	double a, aa, b[EFFECT_SCALES], ab[EFFECT_SCALES], bb[EFFECT_SCALES];
};

struct effect_stratum {
	size_t from, n, small;	/* the first case, how many, and how many in the smaller arm */
};

struct effect_trial {
	struct effect_item *item;	/* stratum by stratum, the smaller arm first */
	struct effect_stratum *stratum;
	size_t nstrata;
	double n[2];		/* cases of the smaller arm, of the other one */
	double per[2], weight[2];	/* see weigh */
	double sign;		/* 1: the smaller arm is the treatment, -1: the hold-out */
	struct effect_sums all, seen;
	struct effect_sums *shuffled;
	size_t shuffles;	/* 0: EFFECT_WELCH */
	double tail;		/* alpha / 2 */
};

size_t effect_count_held(const struct effect_case *, size_t n);
enum effect_why effect_why_not(const struct effect_case *, size_t n, size_t held);

/* SAVED: the share of the variance of the outcome that the covariate explains. */
struct effect_trial effect_trial_new(const struct effect_case *, size_t n, size_t held,
    double alpha, double *saved);
void effect_trial_free(struct effect_trial *);
void effect_shuffle(struct effect_trial *, uint64_t seed);

/* The difference of the arms, treatment less hold-out, and its standard error. */
struct effect_difference {
	double value, se;
};

/* An effect BY that is taken off, and what follows from it for all assignments. */
struct effect_taken {
	enum effect_scale k;
	double by, all;		/* the sum of the squares of all residuals */
};

static inline struct effect_taken
effect_take(const struct effect_trial *t, enum effect_scale k, double by)
{
	return (struct effect_taken){ k, by,
	    t->all.aa - by * (2 * t->all.ab[k] - by * t->all.bb[k]) };
}

static inline struct effect_difference
effect_difference(const struct effect_trial *t, const struct effect_sums *s,
    const struct effect_taken *e)
{
	const double sum = s->a - e->by * s->b[e->k];
	const double one = s->aa - e->by * (2 * s->ab[e->k] - e->by * s->bb[e->k]);
	const double q0 = fmax(0, one - sum * sum * t->per[0]);
	const double q1 = fmax(0, e->all - one - sum * sum * t->per[1]);
	const double v = q0 * t->weight[0] + q1 * t->weight[1];

	/* less than the rounding of the sums is nothing */
	return (struct effect_difference){ t->sign * sum * (t->per[0] + t->per[1]),
	    v > 1e-13 * e->all * t->per[0] ? sqrt(v) : 0 };
}

static inline double
effect_statistic(struct effect_difference d)
{
	if (d.se > 0)
		return d.value / d.se;
	return d.value == 0 ? 0 : copysign(INFINITY, d.value);
}

#endif
