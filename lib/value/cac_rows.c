#include "lib/value/cac_rows_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/say.h"
#include "lib/io/table.h"

/*
 * cac_rows_open reads the costs into a list; from it follow the days that they cover. With --period
 * these days are cut into periods, else they are one. Then every customer is added to the cell of
 * the channel and the period. Costs without a time cover all days.
 */
#define MONTH_DAYS (365.2425 / 12)	/* the mean of the calendar */

struct cost_columns {
	size_t channel, cost, time;
	bool is_date;
};

/* The days of a cost. Returns false after it has declared the row bad. */
static bool
read_time(const struct cac_rows *r, struct table *t, const struct cost_columns *c, const char *cell,
    struct cac_rows_cost *to)
{
	const char *column = c->is_date ? "date" : "period";
	const enum period p = period_parse(cell, &to->from);

	if (p == PERIOD_NONE || (c->is_date && p != PERIOD_DAY)) {
		table_bad(t, column, c->is_date ? "date '%.60s' is not a date (YYYY-MM-DD)" :
		    "period '%.60s' is not a period: 2025, 2025-Q1, 2025-01, 2025-W01, 2025-01-01",
		    cell);
		return false;
	}
	to->to = period_first(p, period_number(p, to->from) + 1) - 1;
	const enum period own = (enum period)r->o->period;

	if (own == PERIOD_NONE || period_number(own, to->from) == period_number(own, to->to))
		return true;
	table_bad(t, column, "period '%.60s' is not within one period of --period", cell);
	return false;
}

static bool
read_cost(struct cac_rows *r, struct table *t, const struct cost_columns *c, char **cell,
    struct cac_rows_cost *to)
{
	const enum money_result m = money_parse(cell[c->cost], &to->amount);

	if (m != MONEY_OK || to->amount < 0) {
		table_bad(t, "cost", "cost '%.60s' %s", cell[c->cost],
		    m != MONEY_OK ? money_why(m) : say("is negative"));
		return false;
	}
	if (r->timed && !read_time(r, t, c, cell[c->time], to))
		return false;
	to->channel = (uint32_t)map_at(r->channels, cell[c->channel], strlen(cell[c->channel]),
	    NULL);
	return true;
}

static struct cac_in *
cell_at(struct cac_rows *r, size_t channel, size_t period)
{
	const size_t had = r->cell_room;

	r->cells = mem_grow(r->cells, channel + 1, &r->cell_room, sizeof *r->cells);
	for (size_t i = had; i < r->cell_room; i++)
		r->cells[i] = NULL;
	if (r->cells[channel] == NULL)
		r->cells[channel] = mem_new(r->periods, sizeof **r->cells);
	return &r->cells[channel][period];
}

static size_t
period_at(const struct cac_rows *r, int32_t day)
{
	const enum period p = (enum period)r->o->period;

	return p == PERIOD_NONE ? 0 : (size_t)(period_number(p, day) - r->first);
}

/* The days that the costs cover; with --period, in whole periods. */
static void
cover(struct cac_rows *r)
{
	const enum period p = (enum period)r->o->period;

	r->from = INT32_MAX;
	r->to = INT32_MIN;
	for (size_t i = 0; i < r->ncosts; i++) {
		r->from = r->cost[i].from < r->from ? r->cost[i].from : r->from;
		r->to = r->cost[i].to > r->to ? r->cost[i].to : r->to;
	}
	r->periods = 1;
	if (p == PERIOD_NONE || r->ncosts == 0)
		return;
	r->first = period_number(p, r->from);
	r->periods = (size_t)(period_number(p, r->to) - r->first) + 1;
	r->from = period_first(p, r->first);
	r->to = period_first(p, r->first + (int32_t)r->periods) - 1;
}

static void
add_costs(struct cac_rows *r)
{
	cover(r);
	for (size_t i = 0; i < r->ncosts; i++) {
		const struct cac_rows_cost *c = &r->cost[i];
		struct cac_in *to = cell_at(r, c->channel, r->timed ? period_at(r, c->from) : 0);

		to->has_cost = true;
		if (__builtin_add_overflow(to->cost, c->amount, &to->cost))
			fail("%s: the costs are larger than 64 bits", r->o->costs);
	}
}

static struct cost_columns
columns_of(struct cac_rows *r, const struct table *t)
{
	struct cost_columns c = { .channel = table_column(t, r->o->by),
		.cost = table_column(t, "cost") };

	c.is_date = !table_find(t, "period", &c.time);
	r->timed = !c.is_date || table_find(t, "date", &c.time);
	if (r->o->period != PERIOD_NONE && !r->timed)
		fail("%s: --period requires a column period or date", r->o->costs);
	return c;
}

struct cac_rows *
cac_rows_open(const struct cac_rows_opts *o)
{
	struct cac_rows *r = mem_new(1, sizeof *r);
	char *path = mem_text(o->costs), *files[] = { path, NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });

	r->o = o;
	r->channels = map_new();
	const struct cost_columns c = columns_of(r, t);

	table_reads(t, c.cost, RECIPE_AMOUNT);
	for (char **cell; (cell = table_next(t)) != NULL;) {
		struct cac_rows_cost to = { 0 };

		if (!read_cost(r, t, &c, cell, &to))
			continue;
		r->cost = mem_grow(r->cost, r->ncosts + 1, &r->cost_room, sizeof *r->cost);
		r->cost[r->ncosts++] = to;
	}
	table_close(t);
	free(path);
	add_costs(r);
	return r;
}

void
cac_rows_close(struct cac_rows *r)
{
	for (size_t i = 0; i < r->cell_room; i++)
		free(r->cells[i]);
	free(r->cells);
	free(r->cost);
	map_free(r->channels);
	free(r);
}

void
cac_rows_add(struct cac_rows *r, const struct cac_rows_customer *c)
{
	if (r->timed && c->day == DATE_NONE) {
		r->undated++;
		return;
	}
	if (r->timed && (c->day < r->from || c->day > r->to)) {
		r->outside++;
		return;
	}
	struct cac_in *to = cell_at(r, map_at(r->channels, c->channel, strlen(c->channel), NULL),
	    r->timed ? period_at(r, c->day) : 0);

	to->customers++;
	if (!isnan(c->clv))
		mean_add(&to->clv, c->clv);
	if (c->has_spend) {
		to->spend += (double)c->spend / MONEY_ONE;
		to->months += c->age / MONTH_DAYS;
	}
}
