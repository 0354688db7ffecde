/*
 * btyd - the models of repeat buying in which customers "buy till they die" (pure).
 *
 * All see the same of a customer: x repeat purchase days, the last tx after the first, observed for
 * T since the first; and all have the same rates of purchase, gamma distributed with r and alpha.
 * They differ in how customers leave:
 *
 * BG/NBD	after a repeat purchase, with a probability that is beta distributed with a and b.
 *		Fader, Hardie, Lee: "Counting Your Customers" the Easy Way,
 *		Marketing Science 24(2), 2005.
 * MBG/NBD	likewise, and after the first purchase too.
 *		Batislam, Denizel, Filiztekin: Empirical validation and comparison of models for
 *		customer base analysis, International Journal of Research in Marketing 24(3), 2007.
 * Pareto/NBD	at any time, at a rate that is gamma distributed with s and beta.
 *		Schmittlein, Morrison, Colombo: Counting Your Customers,
 *		Management Science 33(1), 1987.
 *
 * The unit of time is the week: days/7, unrounded.
 */
#ifndef BTYD_H
#define BTYD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum btyd_model {
	BTYD_BGNBD,
	BTYD_MBGNBD,
	BTYD_PARETONBD,
	BTYD_MODELS
};

/*
 * The likelihood of a model can have its supremum where parameters tend to 0 or infinity.  The
 * model that it tends to there is a limit of the model, with fewer parameters.  Rates and dropout
 * have limits of their own: with two kinds of rates and four of dropout a model has an interior
 * and seven limits.
 */
enum btyd_rates {
	BTYD_GAMMA_RATES,	/* r and alpha */
	BTYD_EQUAL_RATES,	/* r, alpha -> infinity: everybody buys at the rate lambda =
				   r/alpha */
	BTYD_RATES
};

enum btyd_limit {
	BTYD_REGULAR,		/* dropout varies over the customers: a and b, or s and beta */
	BTYD_NO_DROPOUT,	/* a or s/beta -> 0: nobody leaves; a is 0, b is 1 */
	BTYD_EQUAL_DROPOUT,	/* a, b or s, beta -> infinity: all leave alike, with the
				   probability a at each chance, then b is 1 - a; or at the
				   rate s, then beta is 1 */
	BTYD_ONCE_OR_NEVER,	/* a, b or s, beta -> 0: the share a leaves at the first chance,
				   the others never; b is 1 - a.  In Pareto/NBD the first chance
				   is the first purchase */
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
};

/* Free parameters: 1 to 4. */
int btyd_parameters(enum btyd_rates, enum btyd_limit);

/* A history as the models see it, in whole days, and how many customers share it. */
struct btyd_tuple {
	int64_t x;
	int32_t recency, age;
	int64_t n;
};

/* The interior, and each limit: what became of its fit. */
struct btyd_candidate {
	struct btyd par;
	double loglik;		/* NAN: not fitted, because the chosen one is clearly better */
	double se[4];		/* of the interior, if its maximum is finite; else NAN */
	bool inside;		/* the maximum is finite, and well conditioned */
};
enum { BTYD_CANDIDATES = BTYD_RATES * BTYD_LIMITS };	/* at rates * BTYD_LIMITS + limit */

struct btyd_fit {
	struct btyd par;	/* the candidate with the fewest parameters within 1e-6 of the best
				   likelihood */
	double se[4];		/* of r, alpha and the others, from the observed information; NAN
				   at a limit */
	double loglik;
	int64_t customers;
	size_t tuples;
	struct btyd_candidate candidate[BTYD_CANDIDATES];
};

/* Akaike's information criterion: the least is the best. */
double btyd_aic(const struct btyd_fit *);

/* Full, of ordered purchases: without x!. */
double btyd_loglik(const struct btyd *, double x, double tx, double T);

/* P(alive at T). */
double btyd_alive(const struct btyd *, double x, double tx, double T);

/* Expected purchases in (T, T+t]. */
double btyd_expected(const struct btyd *, double x, double tx, double T, double t);

/* P(no purchase in (T, T+t]). */
double btyd_none(const struct btyd *, double x, double tx, double T, double t);

/* Expected purchases of a new customer in the first t after the first purchase. */
double btyd_new(const struct btyd *, double t);

/*
 * Present value of the purchases expected in (T, T+t]: what is expected in each week is
 * discounted at the week's end by (1+rate)^-(week/52); a last partial week at its own end.
 */
double btyd_discounted(const struct btyd *, double x, double tx, double T, double t, double rate);

/*
 * The same for many customers of one age T: the weeks are not visited one by one.  What is expected
 * is a smooth function of a logarithm of t, so its values at a few Chebyshev points give all weeks,
 * and the discounted sum over the weeks is a weighted sum of those values.
 */
enum { BTYD_NODES = 40 };
struct btyd_horizon {
	double t, rate;
	size_t n;				/* points used; the last is t */
	double week[BTYD_NODES], weight[BTYD_NODES];
	double last[BTYD_NODES], last_but_one[BTYD_NODES];	/* coefficients: have they died
								   out? */
};
void btyd_horizon(const struct btyd *, double T, double t, double rate, struct btyd_horizon *to);

struct btyd_value {
	double alive, expected, discounted;	/* as the functions of these names */
};
struct btyd_value btyd_value(const struct btyd *, double x, double tx, double T,
    const struct btyd_horizon *);

/*
 * Maximum likelihood over N collapsed tuples, sorted and unique, on THREADS threads (the result
 * does not depend on how many).  False only if there is nothing to fit: no tuple, or no customer
 * with x > 0.  Among the interior and the limits the simplest that the data cannot tell from the
 * best is taken.
 */
bool btyd_fit(enum btyd_model, const struct btyd_tuple *, size_t n, unsigned threads,
    struct btyd_fit *to);

#endif
