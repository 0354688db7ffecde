/* Prints the scores of all customers, or of those with the highest value. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/sort.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/consent.h"
#include "lib/value/buyer_own.h"

static const struct history_column scores[] = {
	{ "p_alive", PUT_REAL }, { "expected_orders", PUT_REAL }, { "expected_spend", PUT_REAL },
	{ "clv", PUT_REAL }, { "model", PUT_TEXT },
};
static const struct history_column residual[] = { { "dert", PUT_REAL } };
static const struct history_column intervals[] = {
	{ "orders_low", PUT_REAL }, { "orders_high", PUT_REAL }, { "clv_low", PUT_REAL },
	{ "clv_high", PUT_REAL }, { "interval", PUT_TEXT },
};
enum { SCORES = sizeof scores / sizeof *scores, NAME = 32 };

/* The groups of columns that follow the scores, if they are asked for, in this order. */

static void
fill_interval(const struct buyer *b, const struct history *h, struct value *cell)
{
	const struct buyer_interval i = buyer_interval(b, h);

	cell[0].x = i.orders_low;
	cell[1].x = i.orders_high;
	cell[2].x = i.clv_low;
	cell[3].x = i.clv_high;
	cell[4].s = buyer_predictive(b);
}

static void
fill(const void *ctx, const struct history *h, struct value *cell)
{
	const struct buyer *b = ctx;
	const struct buyer_score s = buyer_score(b, h);

	*cell++ = (struct value){ .x = s.alive };
	*cell++ = (struct value){ .x = s.orders };
	*cell++ = (struct value){ .x = s.spend };
	*cell++ = (struct value){ .x = s.clv };
	*cell++ = (struct value){ .s = buyer_model(b) };
	if (duration_is_infinite(b->opts.horizon))
		*cell++ = (struct value){ .x = buyer_dert(b, h) };
	for (int64_t k = 0; k <= b->opts.chances; k++)
		*cell++ = (struct value){ .x = buyer_chance(b, h, (size_t)k) };
	if (b->opts.confidence > 0)
		fill_interval(b, h, cell);
}

struct columns {
	struct history_column of[SCORES + BUYER_CHANCES + 1 + 1 +
	    sizeof intervals / sizeof *intervals];
	char name[BUYER_CHANCES + 1][NAME];
	size_t n;
};

static void
add_columns(struct columns *c, const struct history_column *more, size_t n)
{
	memcpy(c->of + c->n, more, n * sizeof *more);
	c->n += n;
}

static void
columns(const struct buyer *b, struct columns *to)
{
	to->n = 0;
	add_columns(to, scores, SCORES);
	if (duration_is_infinite(b->opts.horizon))
		add_columns(to, residual, 1);
	for (int64_t k = 0; k <= b->opts.chances; k++) {
		snprintf(to->name[k], NAME, "p_%jd", (intmax_t)k);
		to->of[to->n++] = (struct history_column){ to->name[k], PUT_SHARE };
	}
	if (b->opts.confidence > 0)
		add_columns(to, intervals, sizeof intervals / sizeof *intervals);
}

/*
 * The rows of customers who are not barred with the highest clv, highest first. *n is the greatest
 * number of them, then their number.
 */
static size_t *
highest(const struct histories *hs, const struct buyer *b, struct consent *consent, size_t *n)
{
	const size_t most = *n;
	struct sort_ranked *all = mem_new(history_rows(hs), sizeof *all);

	*n = 0;
	for (size_t i = 0; i < history_rows(hs); i++) {
		const struct history *h = history_row(hs, i);

		if (h && !consent_bars(consent, h->id))
			all[(*n)++] = (struct sort_ranked){ .by = buyer_score(b, h).clv, .row = i };
	}
	size_t *pick = sort_top(all, n, most);

	free(all);
	return pick;
}

void
buyer_print(const struct histories *hs, struct buyer *b, int64_t top, struct consent *consent,
    struct put *out)
{
	size_t n = top < 0 ? 0 : (size_t)top;
	struct columns c;

	if (top >= 0 && !buyer_has_spend(b))
		fail("no amounts; --top ranks by clv and requires them");
	if (top >= 0 && !buyer_has_margin(b))
		fail("no customer has a cost for every order; --top ranks by clv"
		    " and requires --margin=RATE");
	buyer_prepare(b);
	if (b->opts.chances >= 0)
		buyer_chances_prepare(b);
	if (b->opts.confidence > 0)
		buyer_interval_prepare(b);
	size_t *pick = top < 0 ? NULL : highest(hs, b, consent, &n);

	columns(b, &c);
	history_print(hs, out, &(struct history_scores){ .column = c.of, .n = c.n, .fill = fill,
	    .ctx = b, .pick = pick, .npick = n });
	free(pick);
}
