/*
 * alert_rows - reports changes of the risk of customers, each once (program).
 *
 * An evaluation compares the scores of a day with the states in the store. It writes the new states
 * and the alerts in one transaction: the table alert is an outbox. Then the alerts that are not
 * marked as printed are printed, flushed, and marked. If the tool is killed, no alert is lost: the
 * next run prints those without a mark, with the same number. Runs at the same time print one after
 * the other, because each takes a lock, which ends with the process.
 *
 * The first evaluation of a store is a baseline. It reports only the number of customers at risk,
 * in one row, BASELINE. The first evaluation by a new rule (ALERT_RULE) is also a baseline, and
 * closes the cases of the rule before.
 *
 * An alert of a customer who is held out of a trial (alert_trial.h) is recorded and marked, but not
 * printed.
 *
 * If orders are missing for too long (stale.h), all customers would seem to leave. Then one row,
 * HELD, says so, and nothing is evaluated until there are orders again.
 */
#ifndef ALERT_ROWS_H
#define ALERT_ROWS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/duration.h"
#include "lib/churn/alert.h"
#include "lib/churn/alert_trial.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/learn/flag.h"
#include "lib/store/store.h"

struct alert_rows_case {		/* a customer with a score */
	const char *id;
	double risk;		/* 0 to 100; NAN: no score, so the customer is not evaluated */
	double clv;		/* NAN: not known */
	int32_t bought;		/* the last purchase day */
	enum flag flag;
};

struct stale;
struct consent;

struct alert_rows_scores {		/* of all customers, each once */
	int32_t as_of, horizon;	/* days */
	const struct alert_rows_case *at;
	size_t n;
	const struct stale *stale;	/* the orders have stopped; NULL: not, or ignore it */

	/*
	 * Why customer I is at risk. The text is valid until the next call. Called only for
	 * customers that are reported.
	 */
	const char *(*reasons)(const void *ctx, size_t i);
	const void *ctx;

	/*
	 * Customers whom it bars are evaluated, and their alerts recorded and marked, but not
	 * printed. NULL: nobody.
	 */
	struct consent *consent;
};

struct alert_rows_opts {
	struct alert_limits limits;	/* the days are computed from the horizon and: */
	struct duration calm, give_up;
	bool all;		/* the first evaluation also reports each customer at risk */
	bool dry_run;		/* print the alerts, and store nothing */
	struct alert_trial_opts trial;
};

#define ALERT_ROWS_DEFAULTS { \
	.limits = ALERT_DEFAULTS, .calm = DURATION_NONE, .give_up = DURATION_NONE, \
	.trial = ALERT_TRIAL_DEFAULTS }

#define ALERT_ROWS_OPTS(o) \
	{ OPT_NUMBER, 0, "raise-late", "RISK", \
	    "open an alert case at this risk after 1.5 horizons without a purchase (55)", \
	    &(o)->limits.raise_late }, \
	{ OPT_TIME, 0, "calm", "TIME", \
	    "no alert case before this time without a purchase (one horizon; 0: off)", \
	    &(o)->calm }, \
	{ OPT_NUMBER, 0, "clear", "RISK", \
	    "report RESOLVED when risk falls below this (45)", &(o)->limits.clear }, \
	{ OPT_NUMBER, 0, "worse", "RISK", \
	    "report WORSE once when risk reaches this (85)", &(o)->limits.worse }, \
	{ OPT_COUNT, 0, "repeat", "DAYS", \
	    "report STILL after this many days without a report (0: off)", &(o)->limits.repeat }, \
	{ OPT_TIME, 0, "give-up", "TIME", \
	    "report LOST this long after NEW or WORSE (one horizon; 0: never)", &(o)->give_up }, \
	{ OPT_FLAG, 0, "all", NULL, \
	    "report every customer at risk in the first run too", &(o)->all }, \
	ALERT_TRIAL_OPTS(&(o)->trial), \
	{ OPT_FLAG, 'n', "dry-run", NULL, \
	    "print the alerts, but change nothing", &(o)->dry_run }

/* Misuse if the limits contradict each other. */
void alert_rows_check(const struct alert_rows_opts *);

/*
 * Evaluates, and prints the alerts: the oldest first, and within a day those with the highest stake
 * first, which is risk times clv (risk if no clv is known). Without alerts it prints nothing, also
 * no header. If the day is not after the last evaluation, evaluates nothing and prints only alerts
 * that are not yet printed. A day in the future is an error. A run that reports HELD exits with
 * status 1. The store must be open with STORE_UPDATE; with dry_run STORE_READ is enough.
 */
void alert_rows_tell(struct store *, const struct alert_rows_scores *,
    const struct alert_rows_opts *, const struct put_opts *);

/*
 * Prints the last evaluation and the numbers of cases as gauges in the text format of Prometheus,
 * for the textfile collector of its node exporter. Changes nothing.
 */
void alert_gauges(struct store *);

#endif
