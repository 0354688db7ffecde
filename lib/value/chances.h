/*
 * chances - the part that BG/NBD, MBG/NBD and their limits share: customers leave only at a
 * purchase (pure).
 *
 * After x repeat purchases a customer has had x chances to leave in BG/NBD, and x + 1 in MBG/NBD.
 * A customer who has left did so at the last purchase. The longer ago this was, the higher the
 * odds that the customer has left.
 */
#ifndef CHANCES_H
#define CHANCES_H
#include "lib/value/dropout.h"

/* The number of chances that a customer has had. */
double chances_of(const struct btyd *, double x);

/*
 * The log odds of having left in (tx, T]. AT is the log odds of having left at the last purchase;
 * -INFINITY: impossible.
 */
double chances_log_left(const struct btyd *, double x, double tx, double T, double at);

/*
 * The .add of struct dropout, for fitting. g->k is AT; ka to kbb are its derivatives by the third
 * and the fourth parameter.
 */
void chances_add(const struct btyd *, const struct dropout_group *, const struct btyd_tuple *,
    size_t n, bool derive, double *sum);

/*
 * Sets g->k and its derivatives for models whose third parameter is the odds a/b of having left at
 * the last purchase.
 */
void chances_set_odds(const struct btyd *, bool could_leave, struct dropout_group *);

#endif
