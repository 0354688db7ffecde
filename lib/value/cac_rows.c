#include "lib/value/cac_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/period.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/io/table.h"
#include "lib/value/cac.h"
#include "lib/value/groups.h"

/*
 * cac_rows_open reads the costs into a list; from it follow the days that they cover. With --period
 * these days are cut into periods, else they are one. Then every customer is added to the cell of
 * the channel and the period. Costs without a time cover all days.
 */
#define MONTH_DAYS (365.2425 / 12)	/* the mean of the calendar */

struct cost {
	uint32_t channel;
	int32_t from, to;	/* days */
	int64_t amount;
};

struct cac_rows {
	const struct cac_rows_opts *o;
	struct map *channels;
	struct cost *cost;
	size_t ncosts, cost_room;
	bool timed;		/* the costs have times */
	int32_t from, to;	/* the days that they cover, if timed */
	int32_t first;		/* number of the first period */
	size_t periods;
	struct cac_in **cells;	/* per channel: one per period, or NULL */
	size_t cell_room;
	int64_t outside, undated, no_purchase;	/* customers that are left out */
};

struct cost_columns {
	size_t channel, cost, time;
	bool is_date;
};

/* The days of a cost. Returns false after it has declared the row bad. */
static bool
read_time(const struct cac_rows *r, struct table *t, const struct cost_columns *c, const char *cell,
    struct cost *to)
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
    struct cost *to)
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
		const struct cost *c = &r->cost[i];
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
		struct cost to = { 0 };

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

struct customer {
	const char *channel;
	int32_t day;		/* of the acquisition; DATE_NONE: not known */
	double clv;		/* NAN: not known */
	bool has_spend;
	int64_t spend;
	int32_t age;		/* days since the first purchase, if has_spend */
};

static void
add_customer(struct cac_rows *r, const struct customer *c)
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

/* The columns of a table of customers; PTRDIFF_MIN is a column that it lacks. */
struct customer_columns {
	ptrdiff_t id, channel, acquired, first, clv, spend, age;
};

static ptrdiff_t
find(struct table *t, const char *name)
{
	size_t at;

	return table_find(t, name, &at) ? (ptrdiff_t)at : PTRDIFF_MIN;
}

static ptrdiff_t
find_value(struct table *t, const char *name, enum recipe_kind kind)
{
	const ptrdiff_t at = find(t, name);

	if (at != PTRDIFF_MIN)
		table_reads(t, (size_t)at, kind);
	return at;
}

static const char *
cell_of(char **cell, ptrdiff_t at)
{
	return at == PTRDIFF_MIN ? "" : cell[at];
}

static struct customer_columns
customer_columns(struct cac_rows *r, struct table *t)
{
	const struct customer_columns c = {
		find(t, "customer_id"), (ptrdiff_t)table_column(t, r->o->by),
		find_value(t, "acquired", RECIPE_DATE), find_value(t, "first_date", RECIPE_DATE),
		find_value(t, "clv", RECIPE_AMOUNT), find_value(t, "spend", RECIPE_AMOUNT),
		find_value(t, "age", RECIPE_NUMBER),
	};

	if (r->timed && c.acquired == PTRDIFF_MIN && c.first == PTRDIFF_MIN)
		table_missing(t, (const char *const[]){ "acquired", NULL },
		    say("costs with a period or date require acquired or first_date"));
	return c;
}

static bool
read_day(struct table *t, const struct customer_columns *c, char **cell, int32_t *day)
{
	const bool acquired = *cell_of(cell, c->acquired) != '\0';
	const char *s = acquired ? cell_of(cell, c->acquired) : cell_of(cell, c->first);
	char date[DATE_SIZE] = "";

	*day = DATE_NONE;
	if (*s == '\0')
		return true;
	strncat(date, s, DATE_SIZE - 1);
	if ((*day = date_parse(date)) != DATE_NONE)
		return true;
	const char *column = acquired ? "acquired" : "first_date";

	table_bad(t, column, "%s '%.60s' is not a date (YYYY-MM-DD)", column, s);
	return false;
}

/* What is wrong with it, or NULL. An empty cell is NAN. */
static const char *
parse_clv(const char *cell, double *to)
{
	*to = NAN;
	if (*cell && !num_parse(cell, to))
		return say("is not a number");
	return fabs(*to) > NUM_LARGEST ? say("is larger than 1e100") : NULL;
}

static bool
read_numbers(struct table *t, const struct customer_columns *c, char **cell, struct customer *to)
{
	const char *clv = cell_of(cell, c->clv), *spend = cell_of(cell, c->spend),
	    *age = cell_of(cell, c->age);
	const char *why = parse_clv(clv, &to->clv);
	int64_t days;

	if (why) {
		table_bad(t, "clv", "clv '%.60s' %s", clv, why);
		return false;
	}
	if (*spend == '\0' || *age == '\0')
		return true;
	to->has_spend = true;
	if (money_parse_sum(spend, &to->spend) != MONEY_OK) {
		table_bad(t, "spend", "spend '%.60s' is not a valid amount", spend);
		return false;
	}
	if (!num_count(age, &days) || days > INT32_MAX) {
		table_bad(t, "age", "age '%.60s' is not a whole number >= 0", age);
		return false;
	}
	to->age = (int32_t)days;
	return true;
}

static bool
is_new(struct table *t, struct map *ids, const char *id)
{
	bool new = true;

	if (*id)
		map_at(ids, id, strlen(id), &new);
	if (!new)
		table_bad(t, "customer_id", "duplicate customer_id '%.60s'", id);
	return new;
}

void
cac_rows_read(struct cac_rows *r, const struct history_opts *o, char **operands)
{
	struct table *t = table_open(operands, &(struct table_opts){
	    .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP, .reading = &o->reading });
	const struct customer_columns c = customer_columns(r, t);
	struct map *ids = map_new();

	for (char **cell; (cell = table_next(t)) != NULL;) {
		struct customer to = { .channel = cell[c.channel] };

		if (is_new(t, ids, cell_of(cell, c.id)) && read_day(t, &c, cell, &to.day) &&
		    read_numbers(t, &c, cell, &to))
			add_customer(r, &to);
	}
	map_free(ids);
	table_close(t);
}

static int32_t
acquired_on(const char *acquired, const struct history *h)
{
	const int32_t day = date_parse(acquired);

	return day == DATE_NONE ? h->first : day;
}

static double
clv_of(const struct histories *hs, size_t row)
{
	const char *cell = history_cell(hs, row, "clv");
	double clv;

	if (cell == NULL)
		return NAN;
	const char *why = parse_clv(cell, &clv);

	if (why)
		fail("clv '%.60s' %s", cell, why);
	return clv;
}

void
cac_rows_take(struct cac_rows *r, const struct histories *hs, struct store *store)
{
	struct groups *channel = groups_read(hs, store, r->o->by),
	    *acquired = groups_read(hs, store, "acquired");

	for (size_t i = 0; i < history_rows(hs); i++) {
		const struct history *h = history_row(hs, i);

		if (h == NULL) {
			r->no_purchase++;
			continue;
		}
		add_customer(r, &(struct customer){
		    .channel = channel->name[channel->of[i]],
		    .day = acquired_on(acquired->name[acquired->of[i]], h),
		    .clv = clv_of(hs, i), .has_spend = true, .spend = h->spend,
		    .age = history_as_of(hs) - h->first });
	}
	groups_free(channel);
	groups_free(acquired);
}

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
