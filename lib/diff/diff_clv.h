/*
 * diff_clv - reads the clv of the customers of a store on two days (program).
 *
 * The models are fitted on each day to all customers, as clv-calc -d does it without options. So
 * the value V of a customer who is there on both changes for two reasons: the purchases and the
 * time, and the parameters of the models,
 *
 *	V(B, fit of B) - V(A, fit of A) = [V(B, fit of A) - V(A, fit of A)]
 *	    + [V(B, fit of B) - V(B, fit of A)],
 *
 * and the second part is that of the model (diff_model).
 */
#ifndef DIFF_CLV_H
#define DIFF_CLV_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/diff/diff_labels.h"
#include "lib/diff/diff_rows.h"

/* Whether the measure is clv. */
bool diff_clv_wanted(const struct diff_opts *);

/*
 * Adds the facts of both sides; OPTS.store names the file of STORE. A customer without a clv has no
 * fact. LABELS: of each side, NULL for none.
 */
void diff_clv_read(struct diff *, const struct diff_opts *, struct store *,
    const int32_t day[static DIFF_SIDES], struct diff_labels *const *labels);

#endif
