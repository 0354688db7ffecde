/* buyer_own - what the files of buyer.h share. */
#ifndef BUYER_OWN_H
#define BUYER_OWN_H
#include "lib/value/buyer.h"
#include "lib/value/covariates.h"
#include "lib/value/ggspend.h"
#include "lib/value/horizons.h"
#include "lib/value/margin.h"
#include "lib/value/tuples.h"

#define BUYER_WEEK 7.	/* days of the unit of time of the models */

/* The interval of a customer's purchases, and of the sum spent; see buyer_interval.c. */
struct buyer_bounds {
	double orders[2];
	double spent[2][2];	/* [at the share 0, 1][low, high] */
};

struct buyer {
	struct buyer_opts opts;
	struct btyd_fit purchases;	/* uncertain: with covariates, that of covariates_fit */
	double aic[BTYD_MODELS];	/* NAN: not compared */
	struct ggspend_fit spend;
	bool has_spend;
	struct margin margin;
	int32_t as_of, from;	/* the last and the first day of the data */
	double t;		/* the horizon in weeks */
	const struct histories *hs;	/* NULL: fitted to statistics; no customer can be scored */
	size_t customers;	/* to fit on */
	unsigned threads;
	struct tuples *tuples;
	struct btyd_value *value;	/* per tuple */
	struct horizons *horizons;
	struct covariates_fit covariates;	/* .model.dim 0: none */
	struct btyd *model;	/* with covariates: per class of the tuples */
	struct buyer_bounds *bounds;	/* per tuple, with --confidence */
	double *chance;		/* per tuple, opts.chances + 1 numbers */
};

/* The class of the customers of a tuple, and its model. Without covariates there is one class. */
static inline size_t
buyer_class(const struct buyer *b, size_t tuple)
{
	return b->tuples->dim > 0 ? b->tuples->class[tuple] : 0;
}

static inline const struct btyd *
buyer_model_of(const struct buyer *b, size_t class)
{
	return b->tuples->dim > 0 ? &b->model[class] : &b->purchases.par;
}

/* Sets the value of each tuple, and .horizons, for a horizon of .t weeks. */
void buyer_value_tuples(struct buyer *);

/* How uncertain the model of a class is. TURN is that of covariates_uncertain. */
struct uncertain buyer_uncertain_of(const struct buyer *, size_t class, double turn[4][FIT_DIM]);

/* Without models and data. */
struct buyer *buyer_bare(const struct buyer_opts *);

/* Fits the purchase model of opts to the tuples. Ends the tool if it cannot. */
void buyer_fit_purchases(struct buyer *);

/* The mean amounts of the customers with repeat purchases, for the spend model. */
struct buyer_repeats {
	uint64_t *x, *zbar;	/* per customer with a mean > 0; zbar has the bits of the double */
	size_t n;
	int64_t out;		/* the others, which the spend model ignores */
};
struct buyer_repeats buyer_repeats(const struct histories *);	/* sorted */
void buyer_repeats_sort(struct buyer_repeats *);
void buyer_repeats_free(struct buyer_repeats *);

/* Fits the spend model, and notes what is remarkable. */
void buyer_fit_spend(struct buyer *, const struct buyer_repeats *);

const struct btyd_horizon *buyer_horizon_of(const struct buyer *, size_t tuple);
double buyer_margin_of(const struct buyer *, const struct history *);
struct ggspend_row buyer_spent(const struct history *);

/* Sets the values for an infinite horizon. Ends the tool if the model has none. */
void buyer_residual(struct buyer *);
struct btyd_value buyer_residual_of(const struct btyd *, const struct btyd_tuple *,
    double discount);

/* Call it before buyer_interval or buyer_chance, after buyer_prepare. */
void buyer_interval_prepare(struct buyer *);
void buyer_chances_prepare(struct buyer *);

/* What is known about the spend of a customer, and the margin. */
struct buyer_amounts {
	struct ggspend_row spent;
	double margin;
};

/* The interval of a customer whose data are this tuple, of a class. */
struct buyer_interval buyer_interval_of(const struct buyer *, size_t class,
    const struct btyd_tuple *, const struct btyd_value *, struct buyer_amounts);

/* Notes, if so, that the parameters have no standard errors. */
void buyer_note_errors(const struct buyer *);

_Noreturn void buyer_too_many(void);	/* more purchases than predictive.h counts */

#endif
