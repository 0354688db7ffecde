/*
 * mixture - a probability q that differs between customers, and what follows from it (pure).
 *
 * q is the same for a customer at every trial, and beta distributed among the customers. bgbb.h
 * mixes two of them: the probability of buying and that of leaving. sbg.h has only that of leaving.
 */
#ifndef MIXTURE_H
#define MIXTURE_H

enum mixture_kind {
	MIXTURE_BETA,	/* q is beta distributed with a and b */
	/* the limit a, b -> infinity: q is a for all customers; b is 1 - a. a may be 0 or 1 */
	MIXTURE_EQUAL,
	/* the limit a, b -> 0: q is 1 for the share a of the customers and else 0; b is 1 - a */
	MIXTURE_SPLIT,
};

struct mixture {
	enum mixture_kind kind;
	double a, b;
};

/* PAR: a and b, or for a limit a alone. */
struct mixture mixture_of(enum mixture_kind, const double *par);

/* log E[q^x (1-q)^y]: the probability of x hits and y misses in a given order. */
double mixture_log(const struct mixture *, double x, double y);

/* P(a miss after x hits and y misses). */
double mixture_miss(const struct mixture *, double x, double y);

/*
 * The sum over k from 1 to N of P(k more misses and no hit, after y misses and no hit), each term
 * divided by (1+rate)^k. N may be INFINITY; the sum may then be INFINITY too, if RATE is 0.
 */
double mixture_annuity(const struct mixture *, double y, double n, double rate);

#endif
