/*
 * tuples - the histories as the models of repeat buying see them (program).
 *
 * To a model customers of the same x, t_x and T are one: it is fitted on their different histories,
 * and need score each of them only once.
 */
#ifndef TUPLES_H
#define TUPLES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/history/history.h"
#include "lib/value/btyd.h"

struct tuples {
	struct btyd_tuple *tuple;	/* of all customers that may be scored, sorted; its n:
					   those to fit on */
	size_t n;
	uint32_t *of;			/* by history_index, the place of the customer's */
};

struct tuples *tuples_new(const struct histories *);
void tuples_free(struct tuples *);

/* As btyd_fit, on those that count for it. */
bool tuples_fit(const struct tuples *, enum btyd_model, unsigned threads, struct btyd_fit *to);

#endif
