/*
 * stages - purchases that are more regular than at random (pure).
 *
 * In BG/CNBD-k and MBG/CNBD-k (btyd.h) the time from a purchase to the next has k stages. Each ends
 * at random, at a rate that is gamma distributed among the customers (rates.h); the end of the last
 * one is the purchase. So the times between purchases have an Erlang-k distribution. x, tx, T and t
 * are those of btyd.h. k may be 1.
 *
 * Platzer, Reutterer: Ticking Away the Moments: Timing Regularity Helps to Better Predict Customer
 * Activity, Marketing Science 35(5), 2016.
 */
#ifndef STAGES_H
#define STAGES_H
#include "lib/value/dropout.h"

/*
 * log S: the ratio of the probabilities that fewer than k stages, and that none, have ended in (tx,
 * T], for a customer who is there at T.
 */
double stages_log_wait(const struct btyd *, double x, double tx, double T);

/*
 * The part of the log-likelihood that is the same for all parameters, for x repeat purchases in
 * total: (k-1) LOG_GAPS - x log (k-1)!.
 */
double stages_log_ways(const struct btyd *, double x, double log_gaps);

/*
 * The same as chances_add (chances.h), for k > 1. It does not add the part that depends on x alone,
 * (r)_kx alpha^-kx or lambda^kx.
 */
void stages_add(const struct btyd *, const struct dropout_group *, const struct btyd_tuple *,
    size_t n, bool derive, double *sum);

#endif
