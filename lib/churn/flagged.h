/*
 * flagged - prints customers with risk, flag and reasons, or alerts about changes (program).
 */
#ifndef FLAGGED_H
#define FLAGGED_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/churn/alert_rows.h"
#include "lib/churn/facts.h"
#include "lib/churn/indicators.h"
#include "lib/churn/risk.h"
#include "lib/history/history.h"
#include "lib/io/put.h"
#include "lib/learn/flag.h"

enum { FLAGGED_PROM = PUT_PROM };	/* a format of alerts only: gauges instead of rows */

enum flagged_stale { FLAGGED_HOLD, FLAGGED_ALERT };	/* in the order of --stale */

struct buyer;
struct consent;

struct flagged {
	const struct histories *hs;
	const struct facts *facts;
	const struct risk *risk;
	const struct indicators_rules *rules;
	struct buyer *buyer;	/* for --top, while printing rows; NULL: not needed or not known */
	struct consent *consent;	/* bars customers from the list; NULL: nobody */
	struct flag_limits limits;
	int stale;		/* enum flagged_stale: what to do if the orders have stopped */
	bool only;		/* print only customers flagged watch or alert */
	bool explain;		/* also print the indicators */
	int64_t top;		/* number of them with the highest stake to print; -1: all */
};

#define FLAGGED_DEFAULTS { .limits = FLAG_DEFAULTS, .top = -1 }

/* For the option tables: the limits of the flags, and which customers to print. */
#define FLAGGED_OPTS(o) \
	FLAG_OPTS(&(o)->limits), \
	{ OPT_FLAG, 0, "flagged", NULL, \
	    "print only customers flagged watch or alert", &(o)->only }, \
	{ OPT_COUNT, 0, "top", "N", \
	    "print only the N flagged customers with the highest risk times clv", \
	    &(o)->top }, \
	{ OPT_FLAG, 0, "explain", NULL, "also print the indicators", &(o)->explain }

void flagged_print(struct flagged *, struct put *);

/* Compares the scores with the states in the store, and prints the alerts (alert_rows.h). */
void flagged_tell(const struct flagged *, struct store *,
    const struct alert_rows_opts *, const struct put_opts *);

#endif
