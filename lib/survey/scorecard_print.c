#include "lib/survey/scorecard_print.h"

#include <math.h>

#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/stat/scorecard.h"
#include "lib/survey/instrument.h"

#define COMPARISONS \
	{ "previous", PUT_REAL }, { "change", PUT_REAL }, \
	{ "benchmark", PUT_REAL }, { "difference", PUT_REAL }

static const struct put_head of_scores[] = {
	{ "subject", PUT_TEXT }, { "wave", PUT_TEXT }, { "n", PUT_INT },
	{ "score", PUT_REAL }, { "coverage", PUT_REAL }, COMPARISONS, { 0 },
}, of_items[] = {
	{ "subject", PUT_TEXT }, { "wave", PUT_TEXT }, { "item", PUT_TEXT },
	{ "weight", PUT_REAL }, { "score", PUT_REAL }, COMPARISONS, { 0 },
}, of_balances[] = {
	{ "subject", PUT_TEXT }, { "wave", PUT_TEXT }, { "n", PUT_INT },
	{ "total_value", PUT_REAL }, { "total_cost", PUT_REAL },
	{ "delivered", PUT_REAL },
	{ "ratio", PUT_REAL }, { "previous", PUT_REAL }, { "change", PUT_REAL }, { 0 },
};

static void
put_score(struct put *out, const struct scorecard_rows *c, const struct scorecard_row *k)
{
	const struct scorecard now = scorecard(c->weight, k->points, c->n);
	const struct scorecard before = scorecard(c->weight, k->before, c->n);
	const double other = scorecard_rows_benchmark(c, k);
	const struct value cells[] = {
		{ .s = k->subject }, { .s = k->wave }, { .i = (int64_t)now.n },
		{ .x = now.score }, { .x = now.coverage },
		{ .x = before.score }, { .x = now.score - before.score },
		{ .x = isnan(now.score) ? NAN : other }, { .x = now.score - other },
	};

	put_cells(out, cells, sizeof cells / sizeof *cells);
	put_end(out);
}

static void
put_items(struct put *out, const struct scorecard_rows *c, const struct scorecard_row *k)
{
	for (size_t i = 0; i < c->n; i++) {
		const double score = k->points[i], before = k->before[i];
		const double other = c->benchmark ? c->benchmark[i] : NAN;
		const struct value cells[] = {
			{ .s = k->subject }, { .s = k->wave },
			{ .s = instrument_name(c->items, i) }, { .x = c->weight[i] },
			{ .x = score }, { .x = before }, { .x = score - before },
			{ .x = isnan(score) ? NAN : other }, { .x = score - other },
		};

		put_cells(out, cells, sizeof cells / sizeof *cells);
		put_end(out);
	}
}

static void
put_balance(struct put *out, const struct scorecard_rows *c, const struct scorecard_row *k)
{
	const struct scorecard_balance now = scorecard_balance(c->weight, k->points, c->is_cost,
	    c->n), before = scorecard_balance(c->weight, k->before, c->is_cost, c->n);
	const double delivered = now.value - now.cost, previous = before.value - before.cost;
	const struct value cells[] = {
		{ .s = k->subject }, { .s = k->wave },
		{ .i = (int64_t)scorecard(c->weight, k->points, c->n).n },
		{ .x = now.value }, { .x = now.cost }, { .x = delivered },
		{ .x = now.cost > 0 ? now.value / now.cost : NAN }, { .x = previous },
		{ .x = delivered - previous },
	};

	put_cells(out, cells, sizeof cells / sizeof *cells);
	put_end(out);
}

void
scorecard_print(struct scorecard_rows *c, bool items, struct put *out)
{
	const bool balance = c->is_cost && !items;
	size_t uneven = 0;

	put_columns(out, items ? of_items : balance ? of_balances : of_scores);
	for (const struct scorecard_row *k; (k = scorecard_rows_next(c)) != NULL;) {
		uneven += k->uneven;
		(items ? put_items : balance ? put_balance : put_score)(out, c, k);
	}
	if (uneven > 0 && !items && !balance)
		opt_note("%zu change%s between waves in which different items have marks", uneven,
		    TEXT_PLURAL(uneven));
}
