/* lifecycle_rows - labels customers by the stage of their lifecycle (program). */
#ifndef LIFECYCLE_ROWS_H
#define LIFECYCLE_ROWS_H
#include <stdbool.h>

#include "lib/io/opt.h"
#include "lib/segment/labels.h"
#include "lib/segment/lifecycle.h"

struct lifecycle_rows_opts {
	bool on, no_won_back;
	struct lifecycle_limits limits;
};

#define LIFECYCLE_ROWS_DEFAULTS { .limits = { { 90, 'd' }, { 180, 'd' }, { 365, 'd' } } }

#define LIFECYCLE_ROWS_OPTS(o) \
	{ OPT_FLAG, 0, "lifecycle", NULL, \
	    "add the stage: prospect, new, active, dormant, churned, won-back", &(o)->on }, \
	{ OPT_DURATION, 0, "new-days", "DURATION", \
	    "new: one purchase, at most DURATION ago (90d)", &(o)->limits.new }, \
	{ OPT_DURATION, 0, "active-days", "DURATION", \
	    "active: bought at most DURATION ago (180d)", &(o)->limits.active }, \
	{ OPT_DURATION, 0, "dormant-days", "DURATION", \
	    "dormant: bought at most DURATION ago (365d)", &(o)->limits.dormant }, \
	{ OPT_FLAG, 0, "no-won-back", NULL, \
	    "count customers who came back as active", &(o)->no_won_back }

/* Whether it needs all purchase days (history_opts.days). */
bool lifecycle_rows_needs_days(const struct lifecycle_rows_opts *);

/* Ends the tool if it needs the purchase days, and the input is a history table. */
struct labelling lifecycle_rows(const struct lifecycle_rows_opts *, const struct labels *);

#endif
