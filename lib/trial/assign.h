/*
 * assign - assigns the customers of a list to the arms of a trial (pure).
 *
 * Without strata a customer is held out if the draw (arm.h) is less than the share; that depends on
 * nobody else. With strata the number of held-out customers is exact: the strata are ordered by
 * their names, and after the Kth of them floor(share * n + u) customers are held out, where n is
 * the number of customers in the first K strata, and u a draw from the name of the trial. So a
 * stratum of m customers has share * m of them rounded up or down, all strata together have
 * share * n rounded up or down, and each customer is held out with a probability of exactly the
 * share, also in a stratum of one. In a stratum the lowest draws are held out.
 */
#ifndef ASSIGN_H
#define ASSIGN_H
#include <stddef.h>
#include <stdint.h>

#include "lib/trial/arm.h"

struct assign_case {
	const char *id;
	size_t stratum;		/* the place of its name among those of all strata, from 0 */
	enum arm arm;		/* is set */
};

/* STRATA 0: there are none. The result does not depend on the order of the cases. */
void assign(struct assign_case *, size_t n, const char *trial, double share, size_t strata);

#endif
