/*
 * chances - what BG/NBD, MBG/NBD and their limits have in common: customers leave at a purchase
 * only (pure).
 *
 * After x repeat purchases a customer has had x chances to leave in BG/NBD, and x + 1 in MBG/NBD.
 * Who left did so at the last purchase, and the odds of that grow with the silence since.
 */
#ifndef CHANCES_H
#define CHANCES_H
#include "lib/value/dropout.h"

double chances_of(const struct btyd *, double x);

/*
 * The log odds of having left in (tx, T]; AT: the log odds of having left at the last purchase;
 * -INFINITY: nobody did.
 */
double chances_log_left(const struct btyd *, double x, double tx, double T, double at);

/*
 * For fitting, struct dropout's add: g->k has AT, and ka to kbb its derivatives by the third and
 * the fourth parameter.
 */
void chances_add(const struct btyd *, const struct dropout_group *, const struct btyd_tuple *,
    size_t n, bool derive,
    double *sum);

/*
 * Sets g->k and its derivatives where the third parameter is the odds a/b of having left at the
 * last purchase.
 */
void chances_set_odds(const struct btyd *, bool could_leave, struct dropout_group *);

#endif
