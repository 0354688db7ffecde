/* The value of customers for an infinite horizon. */
#include <math.h>

#include "lib/base/fail.h"
#include "lib/io/opt.h"
#include "lib/value/buyer_own.h"
#include "lib/value/dert.h"

static void
check(const struct btyd *m, double delta)
{
	if (!dert_has(m))
		fail("--horizon=inf is not possible with '%s';"
		    " it requires --model=paretonbd or --model=bgbb", btyd_rows_name(m->model));
	if (!dert_finite(m, delta))
		fail("--horizon=inf with --discount=0: the expected purchases have"
		    " no finite sum in these data; use a --discount above 0");
	if (!dert_finite(m, 0))
		opt_note("without a discount the expected purchases have no finite sum;"
		    " expected_orders is empty, dert is discounted");
}

struct btyd_value
buyer_residual_of(const struct btyd *m, const struct btyd_tuple *t, double discount)
{
	const double x = (double)t->x, tx = t->recency / BUYER_WEEK, T = t->age / BUYER_WEEK;

	return (struct btyd_value){ btyd_alive(m, x, tx, T),
		dert_finite(m, 0) ? dert(m, x, tx, T, 0) : NAN,
		dert(m, x, tx, T, dert_rate(discount)) };
}

void
buyer_residual(struct buyer *b)
{
	check(&b->purchases.par, dert_rate(b->opts.discount));
	for (size_t i = 0; i < b->tuples->n; i++)
		b->value[i] = buyer_residual_of(buyer_model_of(b, buyer_class(b, i)),
		    &b->tuples->tuple[i], b->opts.discount);
}

double
buyer_dert(const struct buyer *b, const struct history *h)
{
	return b->value[b->tuples->of[history_index(b->hs, h)]].discounted;
}
