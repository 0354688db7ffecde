/*
 * rates - how often a customer buys, in the models of btyd.h (pure).
 *
 * The rates of purchase are gamma distributed among the customers, with r and alpha, or equal for
 * all customers: lambda per week, the limit of r/alpha if both grow without bound. x is the number
 * of repeat purchases. btyd.c and the files of dropout use these functions.
 *
 * If the time between two purchases has several stages (stages.h), the rates are those of the
 * stages, and here "purchase" stands for the end of a stage.
 */
#ifndef RATES_H
#define RATES_H
#include <math.h>

#include "lib/value/btyd.h"

/* The log probability of these x purchases and no other up to u, if the customer does not leave. */
double rates_loglik(const struct btyd *, double x, double u);

static inline bool
rates_equal(const struct btyd *m)
{
	return m->rates == BTYD_EQUAL_RATES;
}

/* The number of stages of the time between two purchases: k, or 1. */
static inline int
rates_stages(const struct btyd *m)
{
	return m->stages > 1 ? m->stages : 1;
}

/* The shape of the gamma distribution of the rates of customers with x repeat purchases. */
static inline double
rates_shape(const struct btyd *m, double x)
{
	return m->r + rates_stages(m) * x;
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
	return rates_equal(m) ? m->lambda * t : rates_shape(m, x) * log1p(t / (m->alpha + T));
}

/* The expected rate of a customer who has not left by T. */
static inline double
rates_mean(const struct btyd *m, double x, double T)
{
	return rates_equal(m) ? m->lambda : rates_shape(m, x) / (m->alpha + T);
}

#endif
