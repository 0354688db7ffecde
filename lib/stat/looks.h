/*
 * looks - at which level to test at each of several looks at a trial that goes on (pure).
 *
 * The alpha-spending function of Lan and DeMets (Biometrika 70, 1983) of the O'Brien-Fleming type:
 * up to the share t of the information, each side spends 2 - 2 Phi(z / sqrt t) of its alpha / 2,
 * where z is the normal quantile that leaves alpha / 4 above it. The looks are equally spaced. The
 * bounds follow from the recursion of Armitage, McPherson and Rowe (Journal of the Royal
 * Statistical Society A 132, 1969), integrated numerically.
 */
#ifndef LOOKS_H
#define LOOKS_H
#include <stdbool.h>
#include <stdint.h>

enum { LOOKS_MOST = 20 };

struct looks {
	int64_t look, of;	/* look 1 to OF; OF 1: the only one */
};

/* Reads "2/5"; false if this is not a look of 1 to LOOKS_MOST. */
bool looks_parse(const char *, struct looks *);

/* The two-sided bound of z at this look, and the level of a single test with that bound. */
double looks_bound(struct looks, double alpha);
double looks_level(struct looks, double alpha);

#endif
