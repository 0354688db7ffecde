/*
 * churn_opts - the options of churn-flag, and which of them cannot be combined (program).
 */
#ifndef CHURN_OPTS_H
#define CHURN_OPTS_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/churn/alert_rows.h"
#include "lib/churn/flagged.h"
#include "lib/churn/risk.h"
#include "lib/history/history.h"
#include "lib/io/put.h"
#include "lib/store/consent.h"

struct churn_opts {
	struct history_opts in;
	struct risk_opts how;
	struct flagged of;	/* only the fields of its options are set */
	struct alert_rows_opts alerts;
	struct consent_opts may;
	struct put_opts form;
	const char *save, *rules;
	int32_t evaluate;	/* DATE_NONE: no */
	bool alert;
};

#define CHURN_OPTS_DEFAULTS { .in = HISTORY_DEFAULTS, .how = RISK_DEFAULTS, \
	.of = FLAGGED_DEFAULTS, .alerts = ALERT_ROWS_DEFAULTS, .evaluate = DATE_NONE }

#define CHURN_OPTS_LEARN(name) \
	{ OPT_GONE, 0, name, NULL, "learn with churn-train --label=COLUMN", NULL }

/* For the option table: options that there were once. */
#define CHURN_OPTS_GONE \
	CHURN_OPTS_LEARN("train"), CHURN_OPTS_LEARN("yes"), CHURN_OPTS_LEARN("without"), \
	CHURN_OPTS_LEARN("ridge"), CHURN_OPTS_LEARN("cv"), CHURN_OPTS_LEARN("seed"), \
	{ OPT_GONE, 0, "overdue", NULL, "use --calm=TIME, the time without a purchase" \
	    " before which no case begins", NULL }

bool churn_opts_evaluates(const struct churn_opts *);
bool churn_opts_gauges(const struct churn_opts *);	/* --format=prom */

/*
 * Opens the store that the options name, after the operands were read: to write if alerts are to
 * be recorded. NULL: they name none.
 */
struct store *churn_opts_store(const struct churn_opts *);

/*
 * Misuse if options contradict each other, or the operands; OPERANDS: some are given. Set the limit
 * of --raise in the limits of the alerts first.
 */
void churn_opts_check(const struct churn_opts *, bool operands);

/* The same for a table of features, which --params scores: it has no purchases. */
void churn_opts_check_features(const struct churn_opts *);

#endif
