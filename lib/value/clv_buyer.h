/* clv_buyer - clv-calc with a purchase model of btyd.h (program). */
#ifndef CLV_BUYER_H
#define CLV_BUYER_H
#include "lib/value/clv_by.h"
#include "lib/value/clv_opts.h"

/*
 * Before the histories are read: opens the file of --params, and says what is needed of the
 * histories. The caller frees .in.covariates with covariates_rows_free.
 */
void clv_buyer_begin(struct clv_opts *);

/*
 * Prints what the options ask for. --top counts only customers whom CONSENT does not bar
 * (consent.h; NULL: nobody).
 */
void clv_buyer_print(const struct clv_opts *, const struct histories *, const struct clv_by *,
    struct consent *, const char *tool, struct put *out);

/* Fits the models to the statistics in the operands, and prints or saves them. */
void clv_buyer_merge(const struct clv_opts *, const char *tool, char **operands, struct put *out);

#endif
