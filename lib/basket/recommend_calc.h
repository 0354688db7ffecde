/* recommend_calc - the options of item-recommend, and what it prints for them (program). */
#ifndef RECOMMEND_CALC_H
#define RECOMMEND_CALC_H
#include <stdbool.h>

#include "lib/basket/recommend_rows.h"
#include "lib/io/put.h"
#include "lib/store/consent.h"

struct recommend_calc {
	struct baskets_opts in;
	struct put_opts form;
	struct recommend_opts recommend;
	struct consent_opts may;
	bool items, evaluates;
};

#define RECOMMEND_CALC_DEFAULTS { .in = BASKETS_DEFAULTS, \
	.recommend = { .near = { .support = 2, .most = 20 }, .top = 10 } }

/* Misuse if options contradict each other, or the operands; then completes them. */
void recommend_calc_check(struct recommend_calc *, char **operands);

/*
 * Reads the baskets of the operands or of the store, and prints recommendations, the neighbours of
 * items, or how good the recommendations are. With a store, the operands list the customers.
 */
void recommend_calc_print(struct recommend_calc *, char **operands);

#endif
