/*
 * alert_rows - what changed in the risk of customers, told once (program).
 *
 * An evaluation compares the scores of a day with the states that the store keeps, and writes the
 * new states and the words to tell in one transaction: the table alert is an outbox.  Then what
 * is not marked as printed is printed, flushed, and marked.  Killed at any moment it loses
 * nothing: what was not marked is printed by the next run, with the same number.  Runs at the
 * same time print one after the other, behind a lock that ends with the process.
 *
 * The first evaluation of a store is a baseline: who is at risk is known from then on, and one
 * row, BASELINE, says how many they are.  So is the first one by a new rule (ALERT_RULE), which
 * closes the cases of the rule before.
 *
 * Where the orders have stopped to come in, everybody looks as if they had left: one row, HELD,
 * says so, and nothing is evaluated until there are orders again.
 */
#ifndef ALERT_ROWS_H
#define ALERT_ROWS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/duration.h"
#include "lib/churn/alert.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/learn/flag.h"
#include "lib/store/store.h"

struct alert_rows_case {		/* a customer who was scored */
	const char *id;
	double risk;		/* 0 to 100; NAN: no score, and nothing is evaluated */
	double clv;		/* NAN: not known */
	int32_t bought;		/* the last purchase day */
	enum flag flag;
};

struct stale;

struct alert_rows_scores {		/* all of them, each once */
	int32_t as_of, horizon;	/* days */
	const struct alert_rows_case *at;
	size_t n;
	const struct stale *stale;	/* NULL: the orders come in, or it does not matter */

	/*
	 * Why the I-th is at risk, valid until the next call; called for those only who are told
	 * of.
	 */
	const char *(*reasons)(const void *ctx, size_t i);
	const void *ctx;
};

struct alert_rows_opts {
	struct alert_limits limits;	/* its days follow from the horizon, the as-of date and: */
	struct duration calm, give_up;
	bool all;		/* the first evaluation tells of everybody at risk too */
	bool dry_run;		/* print what there is to tell, and remember nothing */
};

#define ALERT_ROWS_DEFAULTS { \
	.limits = ALERT_DEFAULTS, .calm = DURATION_NONE, .give_up = DURATION_NONE }

#define ALERT_ROWS_OPTS(o) \
	{ OPT_NUMBER, 0, "raise-late", "RISK", \
	    "open a case at this risk after 1.5 horizons without a purchase (55)", \
	    &(o)->limits.raise_late }, \
	{ OPT_TIME, 0, "calm", "TIME", \
	    "no case before this time without a purchase (one horizon; 0: off)", &(o)->calm }, \
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
	{ OPT_FLAG, 'n', "dry-run", NULL, \
	    "print the alerts, but change nothing", &(o)->dry_run }

/* Misuse where the limits contradict each other. */
void alert_rows_check(const struct alert_rows_opts *);

/*
 * Evaluates, and prints what there is to tell, the oldest first, within a day what is most at
 * stake: risk times clv, where there is one.  With nothing to tell it prints nothing, not even a
 * header.  A day at or before that of the last evaluation is not evaluated; what was not printed
 * yet is.  A day in the future is refused.  The night that says HELD leaves with status 1.  Opened
 * with STORE_UPDATE; with dry_run STORE_READ will do.
 */
void alert_rows_tell(struct store *, const struct alert_rows_scores *,
    const struct alert_rows_opts *, const struct put_opts *);

/*
 * The last evaluation and the states of the cases, as gauges in the text format of Prometheus,
 * for the textfile collector of its node exporter.  Changes nothing.
 */
void alert_gauges(struct store *);

#endif
