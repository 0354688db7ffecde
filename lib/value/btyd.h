/*
 * btyd - the models of repeat buying in which customers "buy till they die" (pure).
 *
 * All models use the same data per customer: x, the number of repeat purchase days; tx, the time
 * from the first to the last purchase; T, the time from the first purchase to the as-of date. In
 * all models the rates of purchase are gamma distributed with r and alpha. The models differ in how
 * customers leave, and in how regularly they buy:
 *
 * BG/NBD	after a repeat purchase, with a probability that is beta distributed with a and b.
 *		Fader, Hardie, Lee: "Counting Your Customers" the Easy Way,
 *		Marketing Science 24(2), 2005.
 * MBG/NBD	as in BG/NBD, but also after the first purchase.
 *		Batislam, Denizel, Filiztekin: Empirical validation and comparison of models for
 *		customer base analysis, International Journal of Research in Marketing 24(3), 2007.
 * Pareto/NBD	at any time, at a rate that is gamma distributed with s and beta.
 *		Schmittlein, Morrison, Colombo: Counting Your Customers,
 *		Management Science 33(1), 1987.
 * BG/CNBD-k, MBG/CNBD-k
 *		as in BG/NBD and MBG/NBD, but the time between two purchases has k stages, and the
 *		rates are those of the stages (stages.h). The larger k, the more regularly they buy.
 *		Platzer, Reutterer: Ticking Away the Moments, Marketing Science 35(5), 2016.
 * NBD		never.
 *		Ehrenberg: The Pattern of Consumer Purchases, Applied Statistics 8(1), 1959.
 *
 * The unit of time is the week: days/7, unrounded.
 */
#ifndef BTYD_H
#define BTYD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/stat/uncertain.h"

enum btyd_model {
	BTYD_BGNBD,
	BTYD_MBGNBD,
	BTYD_PARETONBD,
	BTYD_BGCNBD,
	BTYD_MBGCNBD,
	BTYD_NBD,
	BTYD_MODELS
};
enum { BTYD_STAGES = 4 };	/* the largest k of a fit */

/*
 * The likelihood of a model can have its supremum where parameters tend to 0 or infinity. There it
 * tends to the likelihood of a simpler model with fewer parameters, which is called a limit of the
 * model. Rates have one limit and dropout has three. So a model has an interior, with finite
 * parameters, and seven limits.
 */
enum btyd_rates {
	BTYD_GAMMA_RATES,	/* r and alpha */
	/* r, alpha -> infinity: all customers buy at the rate lambda = r/alpha */
	BTYD_EQUAL_RATES,
	BTYD_RATES
};

enum btyd_limit {
	/* dropout varies among customers: a and b, or s and beta */
	BTYD_REGULAR,

	/* a or s/beta -> 0: no customer leaves; a is 0, b is 1 */
	BTYD_NO_DROPOUT,

	/*
	 * a, b or s, beta -> infinity: all customers leave with the same probability a at each
	 * chance (b is 1 - a), or at the same rate s (beta is 1)
	 */
	BTYD_EQUAL_DROPOUT,

	/*
	 * a, b or s, beta -> 0: the share a of the customers leaves at the first chance, the others
	 * never leave; b is 1 - a. In Pareto/NBD the first chance is the first purchase
	 */
	BTYD_ONCE_OR_NEVER,
	BTYD_LIMITS
};

struct btyd {
	enum btyd_model model;
	enum btyd_limit limit;
	double r, alpha;	/* not used if the rates are equal */
	union {
		double a, s;
	};
	union {
		double b, beta;
	};
	enum btyd_rates rates;
	double lambda;		/* only used if the rates are equal */
	int stages;		/* k of the models with -k; 0 in all others */
};

/* Whether the model has a k. */
bool btyd_has_stages(enum btyd_model);

/* The dropout of the interior: BTYD_NO_DROPOUT for the NBD, whose customers never leave. */
enum btyd_limit btyd_interior(enum btyd_model);

/* The number of free parameters, without k: 1 to 4. */
int btyd_parameters(enum btyd_rates, enum btyd_limit);

/* The data of a model, with tx (recency) and T (age) in whole days. */
struct btyd_tuple {
	int64_t x;
	int32_t recency, age;
	int64_t n;	/* number of customers with these data */
};

/* The fit of the interior or of a limit. */
struct btyd_candidate {
	struct btyd par;
	double loglik;		/* NAN: not fitted, because it is clearly worse than the best */
	double se[4];		/* of an interior with a finite maximum; else NAN */
	bool inside;		/* the maximum is finite, and well conditioned */
	struct uncertain uncertain;	/* of the free parameters; see likelihood_moved */
};
enum { BTYD_CANDIDATES = BTYD_RATES * BTYD_LIMITS };	/* index: rates * BTYD_LIMITS + limit */

struct btyd_fit {
	/* the candidate with the fewest parameters within 1e-6 of the best log-likelihood */
	struct btyd par;

	/* of r, alpha and the others, from the observed information; NAN at a limit */
	double se[4];
	struct uncertain uncertain;	/* of the free parameters, at a limit as well */
	double loglik;
	int64_t customers;
	size_t tuples;
	struct btyd_candidate candidate[BTYD_CANDIDATES];

	/* of a model with a k: the log-likelihood for k = 1, 2, ...; NAN as in btyd_candidate */
	double loglik_of[BTYD_STAGES];
};

/*
 * Akaike's information criterion. The model with the lowest value is the best. k counts as a
 * parameter.
 */
double btyd_aic(const struct btyd_fit *);

/*
 * The log-likelihood with all constants. The order of the purchases counts: there is no x!. With
 * stages, the caller adds k-1 times the sum of the logarithms of the times between purchases, which
 * is the same for all parameters.
 */
double btyd_loglik(const struct btyd *, double x, double tx, double T);

/* P(alive at T), and P(left by T) without cancellation. */
double btyd_alive(const struct btyd *, double x, double tx, double T);
double btyd_left(const struct btyd *, double x, double tx, double T);

/* Expected purchases in (T, T+t]. */
double btyd_expected(const struct btyd *, double x, double tx, double T, double t);

/* P(no purchase in (T, T+t]). */
double btyd_none(const struct btyd *, double x, double tx, double T, double t);

/* Expected purchases of a new customer in the first t after the first purchase. */
double btyd_new(const struct btyd *, double t);

/*
 * Present value of the expected purchases in (T, T+t]. Those of each week are discounted at the end
 * of the week by (1+rate)^-(week/52); those of a last partial week at its end.
 */
double btyd_discounted(const struct btyd *, double x, double tx, double T, double t, double rate);

/*
 * The same for many customers with the same age T, without a sum over the weeks. The number of
 * expected purchases is a smooth function of a logarithm of t. So its values at a few Chebyshev
 * points determine those at all weeks, and the discounted sum over the weeks is a weighted sum of
 * the values at these points.
 */
enum { BTYD_NODES = 40 };
struct btyd_horizon {
	double t, rate;
	size_t n;				/* number of points; the last one is t */
	double week[BTYD_NODES], weight[BTYD_NODES];
	/* weights for the last two Chebyshev coefficients, which must be near 0 */
	double last[BTYD_NODES], last_but_one[BTYD_NODES];
};
void btyd_horizon(const struct btyd *, double T, double t, double rate, struct btyd_horizon *to);

/*
 * The time that log(1 + t/base) is counted in for customers with the age T; and the points for this
 * base. A base that is a little smaller is good too, so that many ages can share it (horizons.h).
 */
double btyd_base(const struct btyd *, double T);
void btyd_horizon_of(const struct btyd *, double base, double t, double rate,
    struct btyd_horizon *to);

struct btyd_value {
	double alive, expected, discounted;	/* the results of the functions of these names */
};
struct btyd_value btyd_value(const struct btyd *, double x, double tx, double T,
    const struct btyd_horizon *);
/* The same of a customer who is there at T; without stages it does not depend on tx. */
struct btyd_value btyd_value_there(const struct btyd *, double x, double tx, double T,
    const struct btyd_horizon *);

/*
 * Fits a model without a k by maximum likelihood to N tuples, sorted and unique, on THREADS
 * threads. The result does not depend on the number of threads. False only if there is nothing to
 * fit: no tuple, or no customer with x > 0. Of the interior and the limits, chooses the simplest
 * one that is as likely as the best.
 */
bool btyd_fit(enum btyd_model, const struct btyd_tuple *, size_t n, unsigned threads,
    struct btyd_fit *to);

/*
 * The same for a model with a k. LOG_GAPS is the sum of the logarithms of all times between
 * purchases, in weeks. STAGES is k; 0: the k from 1 to BTYD_STAGES that is the most likely.
 */
bool btyd_fit_stages(enum btyd_model, int stages, const struct btyd_tuple *, size_t n,
    double log_gaps, unsigned threads, struct btyd_fit *to);

#endif
