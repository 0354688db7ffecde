/* clv_opts - the options of clv-calc, and which of them can be combined (program). */
#ifndef CLV_OPTS_H
#define CLV_OPTS_H
#include <math.h>

#include "lib/history/history.h"
#include "lib/io/put.h"
#include "lib/value/bgbb_rows.h"
#include "lib/value/buyer.h"
#include "lib/value/family.h"
#include "lib/value/retention_rows.h"
#include "lib/value/sbg_rows.h"

struct clv_opts {
	struct history_opts in;
	struct put_opts form;
	struct buyer_opts value;
	struct model *model;	/* the file of --params */
	const char *save, *params, *covariates, *by;
	int64_t top, periods;
	double amount;
	int opportunity, when, plot;
	int32_t evaluate;
	bool fit, verbose, tracking;
};

#define CLV_OPTS_DEFAULTS { .in = HISTORY_DEFAULTS, .value = BUYER_DEFAULTS, .top = BUYER_ALL, \
	.periods = -1, .amount = NAN, .opportunity = -1, .plot = -1, .evaluate = DATE_NONE }

/* The family of --model. Misuse if the options do not fit it, or each other. */
enum family clv_opts_check(const struct clv_opts *, const char *tool);

/* The options of each family. */
struct bgbb_rows_opts clv_opts_bgbb(const struct clv_opts *, const char *tool);
struct sbg_rows_opts clv_opts_sbg(const struct clv_opts *, const char *tool);
struct retention_rows_opts clv_opts_retention(const struct clv_opts *);

#endif
