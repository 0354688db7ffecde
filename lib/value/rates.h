/*
 * rates - how often a customer buys, in the models of btyd.h (pure).
 *
 * Rates of purchase are gamma distributed over the customers, with r and alpha, or equal for all:
 * lambda per week, to which r and alpha tend if both grow without bound.  Everything that btyd.c
 * and the files of dropout need of the rates is here; x repeat purchases were seen.
 */
#ifndef RATES_H
#define RATES_H
#include <math.h>

#include "lib/value/btyd.h"

/* Log probability of these x purchases and no other by u, if the customer does not leave. */
double rates_loglik(const struct btyd *, double x, double u);

static inline bool
rates_equal(const struct btyd *m)
{
	return m->rates == BTYD_EQUAL_RATES;
}

/* Of gamma rates: log(1 + u/alpha). */
static inline double
rates_far(const struct btyd *m, double u)
{
	return log((m->alpha + u) / m->alpha);
}

/* -log P(no purchase in (T, T+t]) of a customer who has not left at T. */
static inline double
rates_silence(const struct btyd *m, double x, double T, double t)
{
	return rates_equal(m) ? m->lambda * t : (m->r + x) * log1p(t / (m->alpha + T));
}

/* Expected rate of a customer who has not left at T. */
static inline double
rates_mean(const struct btyd *m, double x, double T)
{
	return rates_equal(m) ? m->lambda : (m->r + x) / (m->alpha + T);
}

#endif
