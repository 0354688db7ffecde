/*
 * power - the effect that a trial can find, from what its customers did before it (program).
 */
#ifndef POWER_H
#define POWER_H
#include <stddef.h>
#include <stdint.h>

#include "lib/trial/arm.h"
#include "lib/trial/outcome.h"
#include "lib/trial/purchases.h"

/* A customer of the trial, for the functions below. */
struct power_case {
	const char *id;
	size_t stratum;		/* from 0 */
	enum arm arm;
};

#define POWER_ALPHA .05
#define POWER_OF .8

/*
 * The least effect that the trial finds with the probability POWER_OF, at the level POWER_ALPHA, if
 * the customers behave as in the DAYS days up to AS_OF; the DAYS days before those are the
 * covariate. Of spend and orders: effect_least. Of bought, where an effect changes the variance:
 * the normal approximation with the variances of both shares.
 */
struct effect_least power_of(const struct purchases *, const struct power_case *, size_t n,
    enum outcome, int32_t as_of, int32_t days);

#endif
