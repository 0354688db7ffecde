/*
 * trial_rows - reads the customers of a trial and their outcomes, and compares the arms (program).
 */
#ifndef TRIAL_ROWS_H
#define TRIAL_ROWS_H
#include <stdint.h>

#include "lib/base/duration.h"
#include "lib/io/put.h"
#include "lib/io/reading.h"
#include "lib/stat/looks.h"
#include "lib/trial/purchases.h"

struct trial_opts {
	const char *trial, *by, *measures, *value, *past, *looks;
	struct duration horizon, before;	/* before: DURATION_NONE: as long as the horizon */
	int32_t assigned;
	struct purchases_opts facts;
	struct reading reading;
};

#define TRIAL_OPTS_DEFAULTS { .measures = "spend,orders,bought", .horizon = { 90, 'd' }, \
	.before = DURATION_NONE, .assigned = DATE_NONE, .facts = PURCHASES_DEFAULTS }

/* Misuse if the options are not valid. */
void trial_rows_check(const struct trial_opts *, char **operands);

/* Reads everything, and prints a row per measure and group. */
void trial_rows_compare(struct trial_opts *, char **operands, const struct put_opts *);

#endif
