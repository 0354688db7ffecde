/*
 * association - how much more often two things occur together than by chance (pure).
 *
 * A 2x2 table of N cases: BOTH have both things, A and B of them have the first and the second.
 */
#ifndef ASSOCIATION_H
#define ASSOCIATION_H
#include <stdbool.h>
#include <stdint.h>

struct association {
	int64_t both, a, b, n;	/* 0 <= both <= a, b <= n; a + b - both <= n */
};

/* Whether both occur together more often than if they were independent: both * n > a * b. */
bool association_positive(const struct association *);

/* Cosine of the two columns of 0 and 1 (Ochiai 1957), 0 to 1; 0 if a or b is 0. */
double association_cosine(const struct association *);

/* both * n / (a * b): 1 if independent (Brin et al. 1997); 0 if a or b is 0. */
double association_lift(const struct association *);

/*
 * The log-likelihood ratio G^2 of independence (Dunning, Computational Linguistics 19(1), 1993),
 * from 0. It has no sign: association_positive tells.
 */
double association_llr(const struct association *);

#endif
