/*
 * dropout - how customers leave, which is the difference between the models of btyd.h (pure).
 *
 * All models have the same rates of purchase (rates.h). A struct dropout computes, for a model or
 * one of its limits, the probability that a customer is still there, or has left after the last
 * purchase. btyd.c and likelihood.c use it.
 */
#ifndef DROPOUT_H
#define DROPOUT_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/value/btyd.h"

enum {
	DROPOUT_LANES = 8,
	DROPOUT_DIM = 4,
	/*
	 * a value, its gradient, and its Hessian by rows, of which only the upper triangle is set
	 */
	DROPOUT_SUMS = 1 + DROPOUT_DIM + DROPOUT_DIM * DROPOUT_DIM
};

/*
 * For fitting: N customers with x repeat purchases. k and its derivatives belong to the model,
 * which keeps values for the histories of the group there. far has rates_far per day, for gamma
 * rates; NULL: compute it.
 */
struct dropout_group {
	double x, n;
	double k, ka, kaa, kb, kbb;
	const double *far;
};

struct dropout {
	/*
	 * The logarithms of P(there at T after x purchases) and of the odds of having left in
	 * (tx, T].
	 */
	double (*log_stayed)(const struct btyd *, double x, double T);
	double (*log_left)(const struct btyd *, double x, double tx, double T);

	/*
	 * For a customer who is there at T: P(no purchase in (T, T+t]). NULL: customers leave only
	 * at a purchase.
	 */
	double (*none)(const struct btyd *, double x, double T, double t);

	/*
	 * For a customer who is there at T: the expected purchases in (T, T+t], a smooth function
	 * of log(1 + t/base). BASE NULL: alpha + T. expected_at computes them for N ascending t; N
	 * is a multiple of DROPOUT_LANES. NULL: call expected for each.
	 */
	double (*expected)(const struct btyd *, double x, double T, double t);
	void (*expected_at)(const struct btyd *, double x, double T, const double *t, size_t n,
	    double *to);
	double (*base)(const struct btyd *, double T);

	/*
	 * For a customer who has had C chances to leave: P(there after the next one), and the
	 * expected purchases if n would come without dropout. n need not be whole. NULL: customers
	 * leave at any time, and hazard is their rate of leaving at the time U since the first
	 * purchase.
	 */
	double (*stays)(const struct btyd *, double c);
	double (*lasts)(const struct btyd *, double c, double n);
	double (*hazard)(const struct btyd *, double u);

	/*
	 * For fitting. There are DIM parameters of dropout. The limits have the odds a/b instead of
	 * a and b, or s in Pareto/NBD. add_group adds to SUM the part of the log-likelihood of the
	 * group that depends on x alone; NULL: there is none. add adds the rest for N histories of
	 * the group. Neither adds the part of the rates that depends on x alone, (r)_x alpha^-x or
	 * lambda^x. add is NULL if likelihood.c fits another model with the same likelihood.
	 */
	size_t dim;
	void (*add_group)(const struct btyd *, struct dropout_group *, bool derive, double *sum);
	void (*add)(const struct btyd *, const struct dropout_group *, const struct btyd_tuple *,
	    size_t n, bool derive, double *sum);
};

/* BG/NBD and MBG/NBD (bgnbd.c), Pareto/NBD (pnbd.c), and their limits (btyd_limits.c). */
extern const struct dropout bgnbd_regular, pnbd_regular, pnbd_equal;
extern const struct dropout btyd_limits_none, btyd_limits_equal, btyd_limits_once;

const struct dropout *dropout_of(const struct btyd *);

static inline double
dropout_weeks(int32_t days)
{
	return days / 7.;
}

/* log(1 + e^z) */
double dropout_log1pexp(double z);

/*
 * Adds to SUM N times the log of the rising factorial (par)_x, and its derivatives by the
 * parameters that WHICH marks.
 */
void dropout_add_rise(double n, double par, double x, const bool which[static DROPOUT_DIM],
    bool derive, double *sum);

#endif
