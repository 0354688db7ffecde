#include "lib/value/cohort_rows.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/chart/chart.h"
#include "lib/draw/draw.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/stat/binomial.h"
#include "lib/value/cohort.h"

static const char *const times_after[] = {
	SAY("days after the first purchase"), SAY("weeks after the first purchase"),
	SAY("months after the first purchase"), SAY("quarters after the first purchase"),
	SAY("years after the first purchase"),
};

/* The last day that counts. */
static int32_t
last_day(const struct cohort_rows_opts *o, int32_t as_of)
{
	const int32_t next = period_first(o->period, period_number(o->period, as_of) + 1);

	if (next == as_of + 1)
		return as_of;
	return o->complete ? period_start(o->period, as_of) - 1 : as_of;
}

/* The first purchase day of all; DATE_NONE: there is none. */
static int32_t
first_day(const struct histories *hs)
{
	int32_t first = DATE_NONE;

	for (size_t i = 0; i < history_rows(hs); i++) {
		const struct history *h = history_row(hs, i);

		if (h && (first == DATE_NONE || h->first < first))
			first = h->first;
	}
	return first;
}

static void
note_incomplete(const struct cohort_rows_opts *o, int32_t as_of)
{
	char date[DATE_SIZE];

	if (!o->complete && last_day(&(struct cohort_rows_opts){ .period = o->period,
	    .complete = true }, as_of) != as_of)
		opt_note("the last period is not complete on %s; --complete leaves it out",
		    date_text(as_of, date));
}

/* The refunds before any purchase: what the spend and the orders have beside the purchase days. */
static struct fold_day
early(const struct history *h, bool money)
{
	uint64_t orders = (uint64_t)h->orders, amount = money ? (uint64_t)h->spend : 0;

	for (size_t i = 0; i < h->days; i++) {
		orders -= h->day[i].orders;
		amount -= money ? (uint64_t)h->day[i].amount : 0;
	}
	return (struct fold_day){ .amount = (int64_t)amount, .orders = (uint32_t)orders };
}

/* Sets their costs, from what the profit has beside that of the days. */
static void
set_early_costs(const struct histories *hs, const struct history *h, struct cohort_early *to)
{
	const double margin = history_margin(hs);
	uint64_t rest = (uint64_t)h->profit;
	bool known = h->has_profit;
	int64_t profit = 0;

	for (size_t i = 0; known && i < h->days; i++) {
		known = costs_profit(&h->day_costs[i], h->day[i].amount, margin, &profit) ==
		    COSTS_OK;
		rest -= (uint64_t)profit;
	}
	if (known)
		costs_add(&to->costs, to->day.amount, true,
		    (int64_t)((uint64_t)to->day.amount - rest));
	to->unknown = !known;
}

/* NULL, with a note, if there is no purchase. */
static struct cohorts *
count(const struct histories *hs, const struct groups *g, const struct cohort_rows_opts *o)
{
	const int32_t as_of = history_as_of(hs), last = last_day(o, as_of), first = first_day(hs);
	char date[DATE_SIZE];

	if (first == DATE_NONE || first > last) {
		opt_note("there is no purchase by %s", date_text(last, date));
		return NULL;
	}
	struct cohorts *c = cohort_new(o->period, first, last, g->n);

	for (size_t i = 0; i < history_rows(hs); i++) {
		const struct history *h = history_row(hs, i);

		if (h == NULL)
			continue;
		struct cohort_early refunds = { .day = early(h, history_has_spend(hs)) };

		if (h->day_costs && refunds.day.amount != 0)
			set_early_costs(hs, h, &refunds);
		const char *large = cohort_add(c, g->of[i], h->day, h->day_costs, h->days,
		    &refunds);

		if (large)
			fail("the sum of the %ss of a cohort is larger than"
			    " 64 bits; it has customer '%s'", large, h->id);
	}
	note_incomplete(o, as_of);
	return c;
}

/* Periods in which no group has a new customer have no rows. */
static void
note_empty(const struct cohorts *c, const struct groups *g)
{
	size_t empty = 0;

	for (size_t i = 0; i < cohort_count(c); i++) {
		bool any = false;

		for (size_t k = 0; k < g->n; k++)
			any = any || cohort_cells(c, k, i) != NULL;
		empty += !any;
	}
	if (empty > 0)
		opt_note("periods without a new customer: %zu", empty);
}

/* The profit of a cell; empty if it is not known. */
static struct value
profit(const struct histories *hs, const struct cohort_cell *at)
{
	struct value v = { .i = 0 };
	const enum costs_result r =
	    costs_profit(&at->costs, at->spend, history_margin(hs), &v.i);

	if (r == COSTS_LARGE)
		fail("the profit of a cohort is larger than 64 bits");
	v.none = r != COSTS_OK || at->unknown;
	return v;
}

static void
note_profit(const struct histories *hs, const struct cohorts *c, const struct groups *g)
{
	int64_t orders = 0, unknown = 0;

	for (size_t k = 0; k < g->n; k++)
		for (size_t i = 0; i < cohort_count(c); i++) {
			const struct cohort_cell *cells = cohort_cells(c, k, i);

			for (size_t at = 0; cells && at < cohort_offsets(c, i); at++) {
				orders += cells[at].costs.without;
				unknown += profit(hs, &cells[at]).none;
			}
		}
	history_note_uncosted(hs, orders, unknown, true);
}

/* What every row of a cohort begins with. */
static void
put_cohort(const struct cohorts *c, const struct groups *g, size_t group, size_t cohort,
    enum period period, struct put *out)
{
	char name[PERIOD_SIZE];

	if (g->by)
		put_text(out, g->name[group]);
	put_text(out, period_name(period, cohort_start(c, cohort), name));
	put_int(out, cohort_cells(c, group, cohort)->customers);
}

/* All customers of a cohort buy at offset 0, so there the share is no estimate. */
static void
put_offset(const struct cohort_cell *cells, size_t offset, const struct histories *hs,
    struct put *out)
{
	const struct cohort_cell *at = &cells[offset];
	const bool costs = history_has_profit(hs);
	const struct binomial_range range = offset == 0 ? (struct binomial_range){ NAN, NAN } :
	    binomial_wilson(at->customers, cells->customers, 1);
	const struct value v[] = {
		{ .i = (int64_t)offset }, { .i = at->customers },
		{ .x = (double)at->customers / (double)cells->customers },
		{ .x = range.low }, { .x = range.high }, { .i = at->orders },
		{ .i = at->spend, .none = !history_has_spend(hs) },
		costs ? profit(hs, at) : (struct value){ .none = true },
	};

	put_cells(out, v, sizeof v / sizeof *v - !costs);	/* profit is the last column */
}

static void
put_long(const struct cohorts *c, const struct groups *g, const struct cohort_rows_opts *o,
    const struct histories *hs, struct put *out)
{
	for (size_t k = 0; k < g->n; k++)
		for (size_t i = 0; c && i < cohort_count(c); i++)
			for (size_t at = 0; cohort_cells(c, k, i) && at < cohort_offsets(c, i);
			    at++) {
				put_cohort(c, g, k, i, (enum period)o->period, out);
				put_offset(cohort_cells(c, k, i), at, hs, out);
				put_end(out);
			}
}

static void
put_cell(const struct cohort_cell *cells, size_t offset, enum cohort_rows_what what,
    const struct histories *hs, struct put *out)
{
	const struct cohort_cell *at = &cells[offset];
	struct value v;

	switch (what) {
	case COHORT_RETENTION:
		put_real(out, (double)at->customers / (double)cells->customers);
		break;
	case COHORT_CUSTOMERS:
		put_int(out, at->customers);
		break;
	case COHORT_ORDERS:
		put_int(out, at->orders);
		break;
	case COHORT_SPEND:
		v = (struct value){ .i = at->spend, .none = !history_has_spend(hs) };
		put_value(out, &v);
		break;
	case COHORT_PROFIT:
		v = profit(hs, at);
		put_value(out, &v);
		break;
	}
}

/* A cell after the last period is empty, because it is not known. */
static void
put_matrix(const struct cohorts *c, const struct groups *g, const struct cohort_rows_opts *o,
    const struct histories *hs, struct put *out)
{
	for (size_t k = 0; k < g->n; k++)
		for (size_t i = 0; c && i < cohort_count(c); i++) {
			const struct cohort_cell *cells = cohort_cells(c, k, i);

			if (cells == NULL)
				continue;
			put_cohort(c, g, k, i, (enum period)o->period, out);
			for (size_t at = 0; at < cohort_count(c); at++)
				if (at < cohort_offsets(c, i))
					put_cell(cells, at, (enum cohort_rows_what)o->pivot, hs,
					    out);
				else
					put_none(out);
			put_end(out);
		}
}

static void
put_header(const struct cohorts *c, const struct groups *g, const struct cohort_rows_opts *o,
    const struct histories *hs, struct put *out)
{
	static const struct put_head cohort[] = {
		{ "cohort", PUT_TEXT }, { "cohort_size", PUT_INT }, { 0 },
	}, offset[] = {
		{ "offset", PUT_INT }, { "customers", PUT_INT }, { "retention", PUT_SHARE },
		{ "retention_low", PUT_SHARE }, { "retention_high", PUT_SHARE },
		{ "orders", PUT_INT }, { "spend", PUT_AMOUNT }, { 0 },
	};
	static const enum put_kind kind[] = { PUT_SHARE, PUT_INT, PUT_INT, PUT_AMOUNT, PUT_AMOUNT };
	char name[NUM_SIZE];

	if (g->by)
		put_column(out, g->by, PUT_CELL);
	put_columns(out, cohort);
	if (o->pivot == -1)
		put_columns(out, offset);
	if (o->pivot == -1 && history_has_profit(hs))
		put_column(out, "profit", PUT_AMOUNT);
	for (size_t i = 0; c && o->pivot != -1 && i < cohort_count(c); i++) {
		num_int((int64_t)i, name);
		put_column(out, name, kind[o->pivot]);
	}
}

void
cohort_rows_print(const struct histories *hs, const struct groups *g,
    const struct cohort_rows_opts *o, struct put *out)
{
	if (o->pivot == COHORT_PROFIT && !history_has_profit(hs))
		fail("no costs; --pivot=profit requires the column 'cost', or"
		    " orders with a cost in the store");
	struct cohorts *c = count(hs, g, o);

	put_header(c, g, o, hs, out);
	(o->pivot == -1 ? put_long : put_matrix)(c, g, o, hs, out);
	if (c == NULL)
		return;
	note_empty(c, g);
	if (history_has_profit(hs) && (o->pivot == -1 || o->pivot == COHORT_PROFIT))
		note_profit(hs, c, g);
	cohort_free(c);
}

/* Of a group, the customers whose cohort is old enough, and how many of them buy. */
static struct chart_value
pooled(const struct cohorts *c, size_t group, size_t offset)
{
	int64_t customers = 0, all = 0;

	for (size_t i = 0; i < cohort_count(c); i++) {
		const struct cohort_cell *cells = cohort_cells(c, group, i);

		if (cells == NULL || offset >= cohort_offsets(c, i))
			continue;
		customers += cells[offset].customers;
		all += cells->customers;
	}
	const struct binomial_range r = binomial_wilson(customers, all, 1);

	return (struct chart_value){ NAN, all > 0 ? (double)customers / (double)all : NAN,
		r.low, r.high, NAN, NAN, false };
}

void
cohort_rows_plot(const struct histories *hs, const struct groups *g,
    const struct cohort_rows_opts *o, const char *form)
{
	struct cohorts *c = count(hs, g, o);

	if (c == NULL)
		return;
	const size_t n = cohort_count(c);
	struct chart *chart = chart_new(CHART_LINE, g->n, n);
	char (*label)[NUM_SIZE] = mem_new(n, sizeof *label);

	for (size_t at = 0; at < n; at++) {
		num_int((int64_t)at, label[at]);
		chart->label[at] = label[at];
		for (size_t k = 0; k < g->n; k++)
			*chart_at(chart, k, at) = pooled(c, k, at);
	}
	for (size_t k = 0; k < g->n; k++)
		chart->name[k] = g->name[k];
	chart->id = "plot";
	chart->title = chart->about = say_cell("Retention: customers who buy");
	chart->x_title = say_cell(times_after[o->period]);
	chart->unit = FIGURE_SHARE;
	draw_chart(&chart, 1, form);
	chart_free(chart);
	free(label);
	cohort_free(c);
}
