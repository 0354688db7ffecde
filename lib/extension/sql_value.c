#include "lib/extension/sql_value.h"

#include <math.h>

#include "lib/base/date.h"
#include "lib/base/money.h"
#include "lib/extension/arguments.h"
#include "lib/extension/scorer.h"
#include "lib/value/params.h"
SQLITE_EXTENSION_INIT3

enum { MOST_DAYS = 3652058, DIRECT = 4 };	/* the days of the years 1 to 9999 */

static const double MOST_AMOUNT = 1e15;

static struct scorer *
scorer_of(sqlite3_context *ctx)
{
	const struct function_shared *shared = sqlite3_user_data(ctx);

	return shared->scorer;
}

/* The first three arguments, which the rules of a history table hold for. */
static struct scorer_customer
customer(struct arguments *a)
{
	const struct scorer_customer c = {
		(double)arguments_whole(a, 0, "frequency", 0, MOST_DAYS),
		(double)arguments_whole(a, 1, "recency", 0, MOST_DAYS),
		(double)arguments_whole(a, 2, "age", 0, MOST_DAYS) };

	if (a->null || a->bad)
		return c;
	if (c.recency > c.age)
		arguments_wrong(a, "recency is larger than age");
	else if (c.x > c.recency || (c.x == 0 && c.recency > 0))
		arguments_wrong(a, "frequency does not match recency");
	return c;
}

/* r, alpha, a and b of MBG/NBD, from argument I. */
static struct btyd
direct(struct arguments *a, int i)
{
	const double least = 1e-300;

	return (struct btyd){ .model = BTYD_MBGNBD,
		.r = arguments_number(a, i, "r", least, PARAMS_MOST),
		.alpha = arguments_number(a, i + 1, "alpha", least, PARAMS_MOST),
		.a = arguments_number(a, i + 2, "a", least, PARAMS_MOST),
		.b = arguments_number(a, i + 3, "b", least, PARAMS_MOST) };
}

/* The purchase model from argument I to the last: of a text, or MBG/NBD with its parameters. */
static struct btyd
purchases(struct arguments *a, int i, int n)
{
	if (n - i == DIRECT)
		return direct(a, i);
	const struct scorer_models *m = scorer_read(scorer_of(a->ctx), a, i);

	return m ? m->purchases : (struct btyd){ 0 };
}

static void
p_alive(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	struct arguments a = { ctx, "p_alive", v, false, false };
	const struct scorer_customer c = customer(&a);
	const struct btyd m = purchases(&a, 3, n);

	if (arguments_good(&a))
		arguments_result(&a, scorer_value(scorer_of(ctx), &m, c, 0, 0).alive);
}

/* The discount does not matter; that of clv-calc lets clv() use the same points. */
static void
expected_orders(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	struct arguments a = { ctx, "expected_orders", v, false, false };
	const struct scorer_customer c = customer(&a);
	const double days = (double)arguments_whole(&a, 3, "days", 0, MOST_DAYS);
	const struct btyd m = purchases(&a, 4, n);

	if (arguments_good(&a))
		arguments_result(&a, scorer_value(scorer_of(ctx), &m, c, days, .1).expected);
}

/* A customer without a mean amount above 0 is expected to spend the mean of all. */
static double
spend_of(struct arguments *a, const struct scorer_models *m, double x, int i)
{
	const double zbar = arguments_empty(a, i) ? 0 :
	    arguments_number(a, i, "monetary", -MOST_AMOUNT, MOST_AMOUNT);
	const bool bought = x > 0 && zbar > 0;

	if (m && !m->has_spend)
		arguments_wrong(a, "the model has no rows of ggspend");
	return m && !a->bad ? ggspend_expected(&m->spend, bought ? x : 0, bought ? zbar : 0) : NAN;
}

static void
expected_spend(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	struct arguments a = { ctx, "expected_spend", v, false, false };
	const double x = (double)arguments_whole(&a, 0, "frequency", 0, MOST_DAYS);
	const struct scorer_models *m = scorer_read(scorer_of(ctx), &a, n - 1);
	const double spend = spend_of(&a, m, x, 1);

	if (arguments_good(&a))
		arguments_result(&a, spend);
}

/* The margin of the model; with SPEND and PROFIT, arguments 7 and 8, that of the customer. */
static double
margin_for(struct arguments *a, const struct scorer_models *m, int n)
{
	if (m == NULL)
		return NAN;
	if (n <= 7 || m->margin.n == 0 || arguments_empty(a, 8))
		return m->margin.mean;
	const double spend = arguments_number(a, 7, "spend", -MOST_AMOUNT, MOST_AMOUNT);

	return margin_of(&m->margin, spend,
	    arguments_number(a, 8, "profit", -MOST_AMOUNT, MOST_AMOUNT));
}

static void
clv(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	struct arguments a = { ctx, "clv", v, false, false };
	const struct scorer_customer c = customer(&a);
	const double days = (double)arguments_whole(&a, 4, "days", 0, MOST_DAYS);
	const double rate = arguments_number(&a, 5, "discount", 0, 1);
	const struct scorer_models *m = scorer_read(scorer_of(ctx), &a, 6);
	const double spend = spend_of(&a, m, c.x, 3), margin = margin_for(&a, m, n);

	if (arguments_good(&a))
		arguments_result(&a, spend * scorer_value(scorer_of(ctx), &m->purchases, c, days,
		    rate).discounted * margin);
}

const struct function sql_value_functions[] = {
	{ .name = "p_alive", .arguments = 4, .scalar = p_alive },
	{ .name = "p_alive", .arguments = 3 + DIRECT, .scalar = p_alive },
	{ .name = "expected_orders", .arguments = 5, .scalar = expected_orders },
	{ .name = "expected_orders", .arguments = 4 + DIRECT, .scalar = expected_orders },
	{ .name = "expected_spend", .arguments = 3, .scalar = expected_spend },
	{ .name = "clv", .arguments = 7, .scalar = clv },
	{ .name = "clv", .arguments = 9, .scalar = clv },
	{ 0 },
};
