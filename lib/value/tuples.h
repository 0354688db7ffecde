/*
 * tuples - the histories as data of the models of repeat buying (program).
 *
 * Customers with the same x, tx and T are the same for a model. So a model is fitted to the
 * distinct tuples, and each tuple is scored only once. With covariates, customers are the same only
 * if their covariates are the same too: they are then of one class.
 */
#ifndef TUPLES_H
#define TUPLES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/history/history.h"
#include "lib/value/btyd.h"
#include "lib/value/covariates.h"

struct tuples {
	/* of all customers that can be scored, sorted; .n counts only the customers to fit on */
	struct btyd_tuple *tuple;
	size_t n;
	uint32_t *of;			/* per history_index: the index of its tuple */

	/* with covariates (else dim is 0): those of each class, by rows, distinct and sorted */
	size_t dim, classes;
	double *value;
	uint32_t *class;		/* per tuple */
	/*
	 * of the customers to fit on: the sum of the logarithms of the times between purchases, in
	 * weeks; NAN if the days of the purchases are not known
	 */
	double log_gaps;
};

struct tuples *tuples_new(const struct histories *);
struct tuples *tuples_with_covariates(const struct histories *);
void tuples_free(struct tuples *);

/* Of N tuples to fit on, sorted and distinct, which then belong to the result. */
struct tuples *tuples_of(struct btyd_tuple *, size_t n, double log_gaps);

/* A tuple as one number, in the order of the tuples. False if x, recency or age is too large. */
bool tuples_key(const struct btyd_tuple *, uint64_t *to);
struct btyd_tuple tuples_of_key(uint64_t);

/*
 * The number of times between purchases of each length, from 0 to *most days, of the customers to
 * fit on; NULL if the days are not known. The caller frees it. And the sum of their logarithms, in
 * weeks.
 */
int64_t *tuples_gaps(const struct histories *, int32_t *most);
double tuples_log_gaps(const int64_t *gaps, int32_t most);

/*
 * Ends the tool if the model has a k and the days of the purchases are not known. The message names
 * the next best model.
 */
void tuples_require(const struct histories *, enum btyd_model);

/*
 * The same as btyd_fit, for the customers to fit on. A model with a k requires log_gaps; its k is
 * estimated.
 */
bool tuples_fit(const struct tuples *, enum btyd_model, unsigned threads, struct btyd_fit *to);

/* The same as covariates_fit, for the customers to fit on. */
enum covariates_fault tuples_fit_covariates(const struct tuples *, const struct btyd_fit *without,
    unsigned threads, struct covariates_fit *to, bool which[static COVARIATES_MAX]);

#endif
