/* cohort_opts - the options of cohort-calc, and which of them can be combined (program). */
#ifndef COHORT_OPTS_H
#define COHORT_OPTS_H
#include <stdbool.h>

#include "lib/base/period.h"
#include "lib/history/history.h"
#include "lib/io/put.h"
#include "lib/value/cohort_rows.h"
#include "lib/value/survival_rows.h"

struct cohort_opts {
	struct history_opts in;
	struct put_opts form;
	struct cohort_rows_opts cohort;
	struct survival_rows_opts lasts;
	const char *by;			/* NULL: one group */
	bool survival, compare;
};

#define COHORT_OPTS_DEFAULTS { .in = HISTORY_DEFAULTS, \
	.cohort = { .period = PERIOD_NONE, .pivot = -1 }, .lasts.idle = DURATION_NONE }

/* Ends the tool if the options are misused; then completes them. */
void cohort_opts_check(struct cohort_opts *);

/* Whether how long customers stay is asked for, instead of cohorts. */
bool cohort_opts_survival(const struct cohort_opts *);

#endif
