/*
 * dert - discounted expected residual transactions: the present value of all purchases that are
 * expected after T, in Pareto/NBD and its limits (pure).
 *
 * Fader, Hardie, Lee: RFM and CLV: Using Iso-Value Curves for Customer Base Analysis, Journal of
 * Marketing Research 42(4), 2005. BG/NBD and MBG/NBD have no such closed form.
 */
#ifndef DERT_H
#define DERT_H
#include <stdbool.h>

#include "lib/value/btyd.h"

/* Whether the model has the formula. */
bool dert_has(const struct btyd *);

/* The continuous rate per week of a yearly rate; a year has 52 weeks. */
double dert_rate(double yearly);

/* Whether the value is finite. It may be infinite if DELTA is 0. */
bool dert_finite(const struct btyd *, double delta);

/*
 * Purchases after T, discounted at the rate DELTA per week to T; with DELTA 0, the number of
 * expected purchases. Requires dert_has and dert_finite.
 */
double dert(const struct btyd *, double x, double tx, double T, double delta);

#endif
