#include "lib/extension/sql_survey.h"

#include "lib/extension/arguments.h"
#include "lib/stat/binomial.h"
#include "lib/stat/nps.h"
SQLITE_EXTENSION_INIT3

struct scores {
	int64_t of[NPS_SCORES];
};

/* Adds BY answers with the score of a row. */
static void
count(sqlite3_context *ctx, sqlite3_value **v, int by)
{
	struct arguments a = { ctx, "nps", v, false, false };
	struct scores *s = sqlite3_aggregate_context(ctx, sizeof *s);
	const int64_t score = arguments_whole(&a, 0, "the score", 0, NPS_SCORES - 1);

	if (s == NULL)
		sqlite3_result_error_nomem(ctx);
	else if (!a.null && !a.bad)
		s->of[score] += by;
}

static void
step(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	(void)n;
	count(ctx, v, 1);
}

static void
inverse(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	(void)n;
	count(ctx, v, -1);
}

static struct sample_estimate
estimate(sqlite3_context *ctx)
{
	const struct scores *s = sqlite3_aggregate_context(ctx, 0);
	const struct nps counts = s ? nps_count(s->of) : (struct nps){ 0 };

	return nps_adjusted(&counts, 1);
}

static void
result(sqlite3_context *ctx, double x)
{
	arguments_result(&(struct arguments){ .ctx = ctx }, x);
}

static void
nps(sqlite3_context *ctx)
{
	result(ctx, estimate(ctx).value);
}

static void
nps_low(sqlite3_context *ctx)
{
	result(ctx, estimate(ctx).low);
}

static void
nps_high(sqlite3_context *ctx)
{
	result(ctx, estimate(ctx).high);
}

/* Of YES among N; there is none of no answers. */
static struct binomial_range
wilson(struct arguments *a)
{
	const int64_t most = INT64_C(1) << 53;
	const int64_t yes = arguments_whole(a, 0, "yes", 0, most);
	const int64_t n = arguments_whole(a, 1, "n", 0, most);

	if (!a->null && !a->bad && yes > n)
		arguments_wrong(a, "yes is larger than n");
	return binomial_wilson(yes, n, 1);
}

static void
wilson_low(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	struct arguments a = { ctx, "wilson_low", v, false, false };
	const struct binomial_range r = wilson(&a);

	(void)n;
	if (arguments_good(&a))
		arguments_result(&a, r.low);
}

static void
wilson_high(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	struct arguments a = { ctx, "wilson_high", v, false, false };
	const struct binomial_range r = wilson(&a);

	(void)n;
	if (arguments_good(&a))
		arguments_result(&a, r.high);
}

const struct function sql_survey_functions[] = {
	{ .name = "nps", .arguments = 1, .step = step, .inverse = inverse, .value = nps,
	    .final = nps },
	{ .name = "nps_low", .arguments = 1, .step = step, .inverse = inverse, .value = nps_low,
	    .final = nps_low },
	{ .name = "nps_high", .arguments = 1, .step = step, .inverse = inverse,
	    .value = nps_high, .final = nps_high },
	{ .name = "wilson_low", .arguments = 2, .scalar = wilson_low },
	{ .name = "wilson_high", .arguments = 2, .scalar = wilson_high },
	{ 0 },
};
