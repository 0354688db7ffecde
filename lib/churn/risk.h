/*
 * risk - the risk of each customer: to buy nothing within the horizon (program).
 *
 * The method "learned" is churn.h; with too little past the dropout model replaces it. "model" is
 * the dropout model, which needs only histories. "rules" is indicators.h: points, not a
 * probability.
 */
#ifndef RISK_H
#define RISK_H
#include <stdbool.h>

#include "lib/base/date.h"
#include "lib/base/duration.h"
#include "lib/churn/facts.h"
#include "lib/churn/indicators.h"
#include "lib/history/history.h"
#include "lib/value/btyd.h"

enum risk_method { RISK_AUTO = -1, RISK_LEARNED, RISK_MODEL, RISK_RULES };
#define RISK_METHODS "learned|model|rules"
#define RISK_MODELS "mbgnbd|paretonbd|mbgcnbd"

struct risk_opts {
	int method;		/* enum risk_method */
	int model;		/* place in RISK_MODELS; -1: not given */
	struct duration horizon;
	const char *params;	/* a model file; NULL: fit */
	const struct indicators_rules *rules;
	bool compare;		/* also fit the purchase model if "rules" does not need it */
};

#define RISK_DEFAULTS { .method = RISK_AUTO, .model = -1, .horizon = { 90, 'd' } }

/* For the option tables. */
#define RISK_OPTS(o) \
	{ OPT_CHOICE, 0, "method", RISK_METHODS, \
	    "how to compute the risk (learned if single purchases are known, else model)", \
	    &(o)->method }, \
	{ OPT_CHOICE, 0, "model", RISK_MODELS, \
	    "purchase model for --method=model (mbgnbd)", &(o)->model }, \
	{ OPT_DURATION, 0, "horizon", "DURATION", \
	    "period without a purchase to predict: 90d, 12w, 3m (90d)", &(o)->horizon }, \
	{ OPT_FILE, 0, "params", "FILE", \
	    "score with the model in FILE instead of fitting one", &(o)->params }

/* Misuse if the options contradict each other. */
void risk_check(const struct risk_opts *);

struct risk;

/*
 * Scores all customers. If a method is not possible, uses the next one, and notes which and why:
 * learned, model, rules. Ends the tool if no customer can be scored, unless methods are compared.
 */
struct risk *risk_open(const struct histories *, const struct facts *, const struct risk_opts *);
void risk_free(struct risk *);

/* 0 to 100. NAN if no indicator is known, or if methods are compared and nothing can be fitted. */
double risk_of(const struct risk *, const struct history *);

/* The same by the purchase model; NAN if none is fitted. */
double risk_of_model(const struct risk *, const struct history *);

/* learned, rules, or as risk_model; idle if methods are compared and nothing can be fitted. */
const char *risk_method(const struct risk *);

int32_t risk_horizon(const struct risk *);	/* days */
enum risk_method risk_chosen(const struct risk *);
const struct btyd_fit *risk_purchases(const struct risk *);	/* the purchase model; NULL: none */
const char *risk_model(const struct risk *);	/* mbgnbd, paretonbd, ... */

/* Writes the fitted model, for risk_opts.params. Only for the methods learned and model. */
void risk_save(const struct risk *, const char *path, const char *tool);

#endif
