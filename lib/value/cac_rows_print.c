#include "lib/value/cac_rows_own.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"

static void
put_cell(const struct cac_rows *r, const struct cac_in *in, struct put *out)
{
	const struct cac c = cac_of(in, r->o->revenue, r->o->margin);
	const struct value v[] = {
		{ .i = in->cost, .none = !in->has_cost }, { .i = in->customers }, { .x = c.cac },
		{ .i = in->clv.n }, { .x = c.clv }, { .x = c.clv_low }, { .x = c.clv_high },
		{ .x = c.ratio }, { .x = c.ratio_low }, { .x = c.ratio_high }, { .x = c.revenue },
		{ .i = isnan(c.payback) ? 0 : (int64_t)fmin(c.payback, 1e15),
		    .none = isnan(c.payback) },
	};

	put_cells(out, v, sizeof v / sizeof *v);
	put_end(out);
}

static void
put_header(const struct cac_rows *r, struct put *out)
{
	static const struct put_head head[] = {
		{ "cost", PUT_AMOUNT }, { "customers", PUT_INT }, { "cac", PUT_REAL },
		{ "clv_n", PUT_INT }, { "clv_mean", PUT_REAL }, { "clv_mean_low", PUT_REAL },
		{ "clv_mean_high", PUT_REAL }, { "ltv_cac", PUT_REAL }, { "ltv_cac_low", PUT_REAL },
		{ "ltv_cac_high", PUT_REAL }, { "revenue_month", PUT_REAL },
		{ "payback_months", PUT_INT }, { 0 },
	};

	put_column(out, r->o->by, PUT_CELL);
	if (r->o->period != PERIOD_NONE)
		put_column(out, "period", PUT_TEXT);
	put_columns(out, head);
}

static void
note_unmatched(const struct cac_rows *r, const size_t *order)
{
	const char *no_customer = NULL, *no_cost = NULL;
	size_t no_customers = 0, no_costs = 0;

	for (size_t k = map_count(r->channels); k-- > 0;) {
		const struct cac_in *cell = r->cells[order[k]];
		bool cost = false, customers = false;

		for (size_t i = 0; i < r->periods; i++) {
			cost = cost || cell[i].has_cost;
			customers = customers || cell[i].customers > 0;
		}
		no_customers += !customers;
		no_costs += !cost;
		no_customer = customers ? no_customer : map_key(r->channels, order[k]);
		no_cost = cost ? no_cost : map_key(r->channels, order[k]);
	}
	if (no_customers > 0)
		opt_note("channels with costs but no customer: %zu, such as '%.60s'", no_customers,
		    no_customer);
	if (no_costs > 0)
		opt_note("channels with customers but no costs: %zu, such as '%.60s'", no_costs,
		    no_cost);
}

static void
note_left_out(const struct cac_rows *r)
{
	char from[DATE_SIZE], to[DATE_SIZE];

	if (r->ncosts == 0)
		opt_note("%s: there are no costs", r->o->costs);
	else if (r->outside > 0)
		opt_note("left out %jd customer%s acquired before %s or after %s, outside"
		    " the costs", (intmax_t)r->outside, TEXT_PLURAL(r->outside),
		    date_text(r->from, from), date_text(r->to, to));
	if (r->undated > 0)
		opt_note("left out %jd customer%s without acquired or first_date",
		    (intmax_t)r->undated, TEXT_PLURAL(r->undated));
	if (r->no_purchase > 0)
		opt_note("left out %jd customer%s without a purchase", (intmax_t)r->no_purchase,
		    TEXT_PLURAL(r->no_purchase));
}

void
cac_rows_print(const struct cac_rows *r, struct put *out)
{
	const enum period p = (enum period)r->o->period;
	size_t *order = map_order(r->channels);
	char name[PERIOD_SIZE];

	put_header(r, out);
	for (size_t k = 0; k < map_count(r->channels); k++)
		for (size_t i = 0; i < r->periods; i++) {
			const struct cac_in *in = &r->cells[order[k]][i];

			if (!in->has_cost && in->customers == 0)
				continue;
			put_text(out, map_key(r->channels, order[k]));
			if (p != PERIOD_NONE)
				put_text(out, period_name(p, period_first(p, r->first + (int32_t)i),
				    name));
			put_cell(r, in, out);
		}
	note_unmatched(r, order);
	note_left_out(r);
	free(order);
}
