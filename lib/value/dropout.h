/*
 * dropout - what tells the models of btyd.h apart: how customers leave (pure).
 *
 * The purchases are the same in all of them (rates.h).  What btyd.c and likelihood.c ask of a
 * model, or of one of its limits, is how probable it is that a customer is still there, or has
 * left unseen.
 */
#ifndef DROPOUT_H
#define DROPOUT_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/value/btyd.h"

enum {
	DROPOUT_LANES = 8,
	DROPOUT_DIM = 4,
	/* a value, its gradient, and by rows the upper triangle of its Hessian */
	DROPOUT_SUMS = 1 + DROPOUT_DIM + DROPOUT_DIM * DROPOUT_DIM
};

/*
 * While fitting: N customers of x repeat purchases; k is the model's, what it keeps for their
 * histories; far has rates_far of each day (gamma rates);
 * NULL: compute it.
 */
struct dropout_group {
	double x, n;
	double k, ka, kaa, kb, kbb;
	const double *far;
};

struct dropout {
	/*
	 * P(there at T after x purchases), and the odds of having left in (tx, T], as logarithms.
	 */
	double (*log_stayed)(const struct btyd *, double x, double T);
	double (*log_left)(const struct btyd *, double x, double tx, double T);

	/*
	 * Of one who is there at T: P(no purchase in (T, T+t]); NULL: one leaves at a purchase
	 * only.
	 */
	double (*none)(const struct btyd *, double x, double T, double t);

	/*
	 * The purchases to expect there, a smooth function of log(1 + t/base) (NULL: alpha + T);
	 * and of many t, N of them ascending, a multiple of DROPOUT_LANES (NULL: one by one).
	 */
	double (*expected)(const struct btyd *, double x, double T, double t);
	void (*expected_at)(const struct btyd *, double x, double T, const double *t, size_t n,
	    double *to);
	double (*base)(const struct btyd *, double T);

	/*
	 * Fitting: DIM parameters of dropout; in place of a and b the limits have the odds a/b, or
	 * s in Pareto/NBD. add_group (NULL: nothing) adds to SUM what the likelihood of the
	 * group's customers has from x alone; add adds the rest of it of N histories of the group.
	 * What the rates have from x alone, (r)_x alpha^-x or lambda^x, is not theirs. add is NULL
	 * where likelihood.c has another model of the same likelihood to fit.
	 */
	size_t dim;
	void (*add_group)(const struct btyd *, struct dropout_group *, bool derive, double *sum);
	void (*add)(const struct btyd *, const struct dropout_group *, const struct btyd_tuple *,
	    size_t n, bool derive,
	    double *sum);
};

/* BG/NBD and MBG/NBD (bgnbd.c), Pareto/NBD (pnbd.c), and the limits of either (btyd_limits.c). */
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
 * N times the log of the rising factorial (par)_x to SUM, and its derivatives by the parameters
 * that are marked.
 */
void dropout_add_rise(double n, double par, double x, const bool which[static DROPOUT_DIM],
    bool derive, double *sum);

#endif
