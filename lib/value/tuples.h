/*
 * tuples - the histories as data of the models of repeat buying (program).
 *
 * Customers with the same x, tx and T are the same for a model. So a model is fitted to the
 * distinct tuples, and each tuple is scored only once.
 */
#ifndef TUPLES_H
#define TUPLES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/history/history.h"
#include "lib/value/btyd.h"

struct tuples {
	/* of all customers that can be scored, sorted; .n counts only the customers to fit on */
	struct btyd_tuple *tuple;
	size_t n;
	uint32_t *of;			/* per history_index: the index of its tuple */
};

struct tuples *tuples_new(const struct histories *);
void tuples_free(struct tuples *);

/* The same as btyd_fit, for the customers to fit on. */
bool tuples_fit(const struct tuples *, enum btyd_model, unsigned threads, struct btyd_fit *to);

#endif
