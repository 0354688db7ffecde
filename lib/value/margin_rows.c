#include "lib/value/margin_rows.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/io/model.h"
#include "lib/io/opt.h"
#include "lib/value/btyd_rows.h"

static const char name[] = PARAMS_MARGIN;

struct margin_row *
margin_rows_of_histories(const struct histories *hs, size_t *n)
{
	struct margin_row *row = mem_new(history_count(hs), sizeof *row);

	*n = 0;
	for (size_t i = 0; i < history_count(hs); i++) {
		const struct history *h = history_at(hs, i);

		if (h->has_profit)
			row[(*n)++] = (struct margin_row){ h->frequency + 1, h->spend, h->profit };
	}
	return row;
}

struct margin
margin_rows_estimate(double given, bool costs, struct margin_row *row, size_t n)
{
	struct margin m;

	if (!isnan(given))
		return margin_fixed(given);
	if (!costs)
		return margin_fixed(1);
	margin_fit(row, n, &m);
	return m;
}

struct margin
margin_rows_fit(const struct histories *hs)
{
	const bool costs = history_has_profit(hs) && isnan(history_margin(hs));
	size_t n = 0;
	struct margin_row *row = costs ? margin_rows_of_histories(hs, &n) : NULL;
	const struct margin m = margin_rows_estimate(history_margin(hs), costs, row, n);

	free(row);
	return m;
}

double
margin_rows_of(const struct margin *m, const struct history *h)
{
	return h->has_profit && m->n > 0 ? margin_of(m, (double)h->spend / MONEY_ONE,
	    (double)h->profit / MONEY_ONE) : m->mean;
}

void
margin_rows_note(const struct margin *m)
{
	if (isnan(m->mean))
		opt_note("no customer has a cost for every order; clv is empty"
		    " (use --margin=RATE)");
	else if (m->n > 0 && isfinite(m->purchases))
		opt_note("margin of %jd customer%s with costs: %.3f; that of a customer counts"
		    " half after %.1f purchases", (intmax_t)m->n, TEXT_PLURAL(m->n), m->mean,
		    m->purchases);
	else if (m->n > 0)
		opt_note("margin of %jd customer%s with costs: %.3f, for each customer, because"
		    " lasting differences do not show", (intmax_t)m->n, TEXT_PLURAL(m->n),
		    m->mean);
}

void
margin_rows_put(struct put *p, const struct margin *m)
{
	if (m->n == 0)
		return;
	model_count(p, name, "n", m->n);
	model_number(p, name, "mean", m->mean, m->se);
	if (!isfinite(m->purchases))
		return;
	model_number(p, name, "purchases", m->purchases, NAN);
	model_number(p, name, "amount", m->amount, NAN);
}

bool
margin_rows_read(struct model *m, const char *path, struct margin *to)
{
	const struct params rows = btyd_rows_params(m);
	char why[PARAMS_WHY];

	if (!model_has(m, name))
		return false;
	if (!params_margin(&rows, to, why))
		fail("%s: %s", path, why);
	return true;
}
