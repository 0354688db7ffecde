/*
 * scorer - the models of a model file, given as its text, and the values of customers (program).
 *
 * The text that was read last is kept, and the points of its horizons (horizons_step.h), because
 * a query has the same model for all rows.
 */
#ifndef SCORER_H
#define SCORER_H
#include "lib/extension/arguments.h"
#include "lib/value/btyd.h"
#include "lib/value/ggspend.h"
#include "lib/value/margin.h"

struct scorer;

struct scorer_models {
	struct btyd purchases;
	bool has_spend;
	struct ggspend spend;
	struct margin margin;	/* 1 if the file has none */
};

struct scorer *scorer_new(void);	/* NULL: no memory */
void scorer_free(struct scorer *);

/*
 * The models of argument I, the text of a model file. NULL if there is none or if it is not valid;
 * the arguments know.
 */
const struct scorer_models *scorer_read(struct scorer *, struct arguments *, int i);

struct scorer_customer {
	double x, recency, age;	/* repeat purchase days, days, days */
};

/* The value of a customer for the next DAYS, discounted by RATE per year; as clv-calc has it. */
struct btyd_value scorer_value(struct scorer *, const struct btyd *, struct scorer_customer,
    double days, double rate);

#endif
