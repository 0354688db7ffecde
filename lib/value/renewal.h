/*
 * renewal - how many purchases come, if the times between them have stages (pure).
 *
 * The functions are for a customer with x, tx and T who is there at T, in a model of btyd.h whose
 * customers leave only at a purchase (chances.h). k may be 1, which is the model without stages.
 * Platzer and Reutterer (stages.h) approximate the expected purchases. Here they are exact: the sum
 * over n of P(n-th purchase comes before T+t) P(the customer is still there for it).
 */
#ifndef RENEWAL_H
#define RENEWAL_H
#include "lib/value/dropout.h"

/* P(no purchase in (T, T+t]). */
double renewal_none(const struct btyd *, double x, double tx, double T, double t);

/*
 * P(at least N purchases in (T, T+t]), for n = 1, 2, ... Times P(alive) this is the tail of the
 * distribution of the count.
 */
double renewal_at_least(const struct btyd *, double x, double tx, double T, double t, double n);

/*
 * The sum over j < k of C(n, j) ago^j, where ago is (T-tx)/t: times P(n stages end in a time t) and
 * divided by S (stages.h), it is P(n stages end in (tx, T+t]).
 */
double renewal_share(int k, double ago, double n);

/* The expected purchases in (T, T+t]. */
double renewal_expected(const struct btyd *, double x, double tx, double T, double t);

/*
 * The same at each of N ascending t. N is a multiple of DROPOUT_LANES. The rates are not equal.
 */
void renewal_expected_at(const struct btyd *, double x, double tx, double T, const double *t,
    size_t n, double *to);

#endif
