/*
 * bgnbd - the BG/NBD model of repeat buying (pure).
 *
 * Fader, Hardie, Lee: "Counting Your Customers" the Easy Way, Marketing Science 24(2), 2005.
 * x repeat purchase days, the last tx after the first, observed for T since the first.
 * The unit of time is the week: days/7, unrounded.
 */
#ifndef BGNBD_H
#define BGNBD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where the likelihood has no finite maximum, the model it tends to is reported instead. */
enum bgnbd_limit {
	BGNBD_REGULAR,		/* all four parameters are finite */
	BGNBD_NO_DROPOUT,	/* a -> 0: nobody leaves, the NBD; only r and alpha count */
	BGNBD_EQUAL_DROPOUT,	/* a, b -> infinity: all leave alike, with probability a/(a+b) after a
				   purchase; then a is that probability and b is 1 - a */
};

struct bgnbd {
	double r, alpha, a, b;
	enum bgnbd_limit limit;
};

/* A history as the model sees it, in whole days, and how many customers share it. */
struct bgnbd_tuple {
	int64_t x;
	int32_t recency, age;
	int64_t n;
};

struct bgnbd_fit {
	struct bgnbd par;
	double se[4];		/* of r alpha a b from the observed information; NAN at a limit, and
				   where a and b tend to 0 together: some leave after the first
				   repeat purchase, the others never; a/(a+b) is their share */
	double loglik;
	int64_t customers;
	size_t tuples;
};

double bgnbd_loglik(const struct bgnbd *, double x, double tx, double T);

/* P(alive at T): 1 where x = 0. */
double bgnbd_alive(const struct bgnbd *, double x, double tx, double T);

/* Expected purchases in (T, T+t]. */
double bgnbd_expected(const struct bgnbd *, double x, double tx, double T, double t);

/* P(no purchase in (T, T+t]). */
double bgnbd_none(const struct bgnbd *, double x, double tx, double T, double t);

/* Expected purchases of a new customer in the first t after the first purchase. */
double bgnbd_new(const struct bgnbd *, double t);

/*
 * Present value of the purchases expected in (T, T+t]: what is expected in each week is
 * discounted at the week's end by (1+rate)^-(week/52); a last partial week at its own end.
 */
double bgnbd_discounted(const struct bgnbd *, double x, double tx, double T, double t, double rate);

/*
 * The same for many customers of one age T: the weeks are not visited one by one.  What is expected
 * is a smooth function of log(1 + t/(alpha+T)), so its values at a few Chebyshev points give all
 * weeks, and the discounted sum over the weeks is a weighted sum of those values.
 */
enum { BGNBD_NODES = 40 };
struct bgnbd_horizon {
	double t, rate;
	size_t n;				/* points used; the last is t */
	double week[BGNBD_NODES], weight[BGNBD_NODES];
	double last[BGNBD_NODES], last_but_one[BGNBD_NODES];	/* coefficients: have they died out? */
};
void bgnbd_horizon(const struct bgnbd *, double T, double t, double rate, struct bgnbd_horizon *to);

struct bgnbd_value {
	double alive, expected, discounted;	/* as the functions of these names */
};
struct bgnbd_value bgnbd_value(const struct bgnbd *, double x, double tx, double T, const struct bgnbd_horizon *);

/*
 * Maximum likelihood over N collapsed tuples, sorted and unique, on THREADS threads (the result
 * does not depend on how many).  False where there is nothing to fit: no tuple, no customer with
 * x > 0, or no finite maximum in the limit models either; *to then holds what was tried last.
 */
bool bgnbd_fit(const struct bgnbd_tuple *, size_t n, unsigned threads, struct bgnbd_fit *to);

#endif
