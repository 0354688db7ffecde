/* clv_opts - the options of clv-calc, and which of them can be combined (program). */
#ifndef CLV_OPTS_H
#define CLV_OPTS_H
#include <math.h>

#include "lib/history/history.h"
#include "lib/io/put.h"
#include "lib/store/consent.h"
#include "lib/value/bgbb_rows.h"
#include "lib/value/buyer.h"
#include "lib/value/family.h"
#include "lib/value/retention_rows.h"
#include "lib/value/sbg_rows.h"

struct clv_opts {
	struct history_opts in;
	struct put_opts form;
	struct buyer_opts value;
	struct consent_opts may;
	struct model *model;	/* the file of --params */
	const char *save, *params, *covariates, *by;
	int64_t top, periods;
	double amount, confidence;
	int opportunity, when;
	int32_t evaluate;
	bool fit, verbose, tracking, total, with_all, new, from_statistics;
};

#define CLV_OPTS_DEFAULTS { .in = HISTORY_DEFAULTS, .value = BUYER_DEFAULTS, .top = BUYER_ALL, \
	.periods = -1, .amount = NAN, .confidence = NAN, .opportunity = -1, \
	.evaluate = DATE_NONE }

/* What the value is: rows of the option table. */
#define CLV_OPTS_VALUE(o) \
	{ OPT_CHOICE, 0, "model", FAMILY_MODELS, \
	    "model; auto: the lowest AIC (mbgnbd, or the one in --params)", &(o)->value.model }, \
	{ OPT_TEXT, 0, "covariates", "COLUMN,...", \
	    "numbers per customer that move the rates of purchase and dropout", \
	    &(o)->covariates }, \
	{ OPT_HORIZON, 0, "horizon", "DURATION", \
	    "period to predict: 365, 52w, 12m, 1y (365); paretonbd and bgbb: also inf", \
	    &(o)->value.horizon }, \
	{ OPT_RATE, 0, "discount", "RATE", \
	    "discount rate per year; in a table per period (.1)", &(o)->value.discount }

/* Of the models that count periods. */
#define CLV_OPTS_PERIODS(o) \
	{ OPT_CHOICE, 0, "opportunity", BGBB_ROWS_OPPORTUNITIES, \
	    "bgbb: read histories, with one opportunity to buy per calendar period", \
	    &(o)->opportunity }, \
	{ OPT_COUNT, 0, "periods", "N", \
	    "bgbb, sbg: predict N periods; retention: count N payments", &(o)->periods }, \
	{ OPT_NUMBER, 0, "amount", "AMOUNT", "sbg: what a customer pays per period", \
	    &(o)->amount }, \
	{ OPT_CHOICE, 0, "when", RETENTION_ROWS_WHEN, \
	    "retention: customers pay at the end or the start of a period (end)", &(o)->when }

/* How uncertain the value is. */
#define CLV_OPTS_INTERVALS(o) \
	{ OPT_RATE, 0, "confidence", "PERCENT", \
	    "also print intervals of the purchases and clv of this confidence: 95", \
	    &(o)->confidence }, \
	{ OPT_COUNT, 0, "pmf", "N", "also print the probabilities of 0, 1, ... N purchases", \
	    &(o)->value.chances }, \
	{ OPT_FLAG, 0, "total", NULL, \
	    "print the total of all customers instead, with its interval", &(o)->total }, \
	{ OPT_FLAG, 0, "new", NULL, "print what a new customer is expected to buy instead", \
	    &(o)->new }

/* The models themselves. */
#define CLV_OPTS_FIT(o) \
	{ OPT_FLAG, 0, "fit", NULL, "print the fitted models instead", &(o)->fit }, \
	{ OPT_FLAG, 'v', "verbose", NULL, \
	    "with --fit: also print the log-likelihoods of all candidates, and the AICs", \
	    &(o)->verbose }, \
	{ OPT_OUTPUT, 0, "save", "FILE", "also write the fitted models to FILE", &(o)->save }, \
	{ OPT_FILE, 0, "params", "FILE", \
	    "score with the models in FILE instead of fitting them", &(o)->params }

/* How well the model predicts. */
#define CLV_OPTS_EVALUATE(o) \
	{ OPT_DATE, 0, "evaluate", "DATE", \
	    "compare the purchases predicted on DATE with those of the horizon after it", \
	    &(o)->evaluate }, \
	{ OPT_FLAG, 0, "tracking", NULL, \
	    "with --evaluate: the cumulative purchases of each week instead", \
	    &(o)->tracking }

/*
 * The family of --model. Misuse if the options do not fit it, or each other. Sets the confidence of
 * VALUE.
 */
enum family clv_opts_check(struct clv_opts *, const char *tool);

/* The options of each family. */
struct bgbb_rows_opts clv_opts_bgbb(const struct clv_opts *, const char *tool);
struct sbg_rows_opts clv_opts_sbg(const struct clv_opts *, const char *tool);
struct retention_rows_opts clv_opts_retention(const struct clv_opts *);

#endif
