#define _GNU_SOURCE
#include "lib/history/history_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/io/id_once.h"

enum { NONE = HISTORY_NONE };

struct columns {
	ptrdiff_t id, as_of, orders, first, last, spend, frequency, recency, age, idle, monetary,
	    profit;
};

static ptrdiff_t
column(const struct table *t, const char *name)
{
	size_t at;

	return table_find(t, name, &at) ? (ptrdiff_t)at : NONE;
}

static struct columns
columns_of(const struct table *t)
{
	return (struct columns){
		column(t, "customer_id"), column(t, "as_of"), column(t, "orders"),
		column(t, "first_date"), column(t, "last_date"), column(t, "spend"),
		column(t, "frequency"), column(t, "recency"), column(t, "age"),
		column(t, "idle"), column(t, "monetary"), column(t, "profit"),
	};
}

/* Of a summary: other tools call age T, and monetary monetary_value. */
static struct columns
summary_columns_of(const struct table *t)
{
	struct columns c = columns_of(t);

	if (c.age == NONE)
		c.age = column(t, "T");
	if (c.monetary == NONE)
		c.monetary = column(t, "monetary_value");
	return c;
}

struct intake {
	struct histories *h;
	struct table *t;
	struct columns c;
	struct map *ids;
	bool given;		/* --as-of */
	bool asked_spend, asked_monetary;	/* whether there is some: a row has said so */
	bool summary;		/* without dates */
	double days;		/* of the unit of a summary */
	size_t covariate[OPT_MANY_MAX];		/* the column of each covariate */
};

void
history_add_row(struct histories *h, char **cell, ptrdiff_t of)
{
	h->row_at = mem_grow(h->row_at, h->rows + 1, &h->row_room, sizeof *h->row_at);
	h->row_of = mem_grow(h->row_of, h->rows + 1, &h->of_room, sizeof *h->row_of);
	h->row_at[h->rows] = h->cells.n;
	h->row_of[h->rows++] = of;
	for (size_t i = 0; i < h->width; i++)
		text_add(&h->cells, cell[i], strlen(cell[i]) + 1);
}

void
history_take_head(struct histories *h, struct table *t)
{
	const ptrdiff_t clv = column(t, "clv");

	table_need_unique(t);
	if (clv != NONE)	/* churn-flag --top ranks by it */
		table_reads(t, (size_t)clv, RECIPE_NUMBER);
	h->width = table_width(t);
	h->head = mem_new(h->width, sizeof *h->head);
	for (size_t i = 0; i < h->width; i++)
		h->head[i] = mem_text(table_name(t, i));
	for (size_t i = 0, at; i < HISTORY_COLUMNS; i++) {	/* Customer_ID is customer_id now */
		if (!table_find(t, history_columns[i].name, &at))
			continue;
		free(h->head[at]);
		h->head[at] = mem_text(history_columns[i].name);
	}
}

/* Whether a cell with a number of days matches the DAYS between two dates. */
static bool
days_agree(struct table *t, const char *name, const char *cell, int64_t days)
{
	int64_t n;

	if (num_count(cell, &n) && n == days)
		return true;
	table_bad(t, name, "%s '%.60s' does not match the dates (%jd)", name, cell, (intmax_t)days);
	return false;
}

static bool
bad_cell(struct table *t, const char *name, const char *cell, const char *why)
{
	table_bad(t, name, "%s '%.60s' %s", name, cell, why);
	return false;
}

/* All rows must have the same as-of date: --as-of if it was GIVEN, else that of the first row. */
static bool
read_as_of(struct histories *h, struct table *t, const char *cell, bool given)
{
	const int32_t day = date_parse(cell);
	char buf[DATE_SIZE];

	if (day == DATE_NONE)
		return bad_cell(t, "as_of", cell, say("is not a date (YYYY-MM-DD)"));
	if (h->known.day == DATE_NONE)
		h->known.day = day;
	if (day == h->known.day)
		return true;
	table_bad(t, "as_of", given ?
	    "as_of '%s' differs from --as-of=%s; a history table keeps its own date" :
	    "as_of '%s' differs from %s in an earlier row", cell, date_text(h->known.day, buf));
	if (given)
		exit(EXIT_TROUBLE);
	return false;
}

/* A date of a purchase. */
static bool
read_date(struct table *t, const char *name, const char *cell, int32_t *to)
{
	*to = date_parse(cell);
	if (*to == DATE_NONE)
		return bad_cell(t, name, cell, say("is not a date (YYYY-MM-DD)"));
	return date_year_is_near(*to) || bad_cell(t, name, cell, date_why(DATE_FAR_YEAR));
}

static bool
read_dates(struct histories *h, struct table *t, const struct columns *c, char **cell,
    struct history *to)
{
	if (!read_date(t, "first_date", cell[c->first], &to->first) ||
	    !read_date(t, "last_date", cell[c->last], &to->last))
		return false;
	if (to->last < to->first)
		return bad_cell(t, "last_date", cell[c->last], say("is before first_date"));
	if (to->last > h->known.day)
		return bad_cell(t, "last_date", cell[c->last], say("is after the as-of date"));
	if (!num_count(cell[c->frequency], &to->frequency))
		return bad_cell(t, "frequency", cell[c->frequency],
		    say("is not a whole number >= 0"));
	if (to->frequency > to->last - to->first || (to->frequency == 0 && to->last > to->first))
		return bad_cell(t, "frequency", cell[c->frequency],
		    say("does not match first_date and last_date"
		    " (it counts purchase days after the first, not orders)"));
	return (c->recency == NONE ||
		days_agree(t, "recency", cell[c->recency], to->last - to->first)) &&
	    (c->age == NONE || days_agree(t, "age", cell[c->age], h->known.day - to->first)) &&
	    (c->idle == NONE || days_agree(t, "idle", cell[c->idle], h->known.day - to->last));
}

/*
 * A number of units as whole days: other tools round it to some decimals, or leave a fraction of a
 * day.
 */
static bool
read_days(const struct intake *r, ptrdiff_t at, char **cell, int32_t *to)
{
	const double most = r->h->known.day - date_of(1, 1, 1);
	double x;

	if (!num_parse(cell[at], &x) || !(x >= 0))
		return bad_cell(r->t, table_name(r->t, (size_t)at), cell[at],
		    say("is not a number >= 0"));
	if (!(x * r->days <= most))
		return bad_cell(r->t, table_name(r->t, (size_t)at), cell[at],
		    say("begins before the year 1"));
	*to = (int32_t)lround(x * r->days);
	return true;
}

static bool
read_summary(const struct intake *r, char **cell, struct history *to)
{
	const char *frequency = cell[r->c.frequency];
	int32_t recency, age;
	double x;

	if (!num_parse(frequency, &x) || !(x >= 0) || x != floor(x) || x > INT32_MAX)
		return bad_cell(r->t, "frequency", frequency, say("is not a whole number >= 0"));
	if (!read_days(r, r->c.recency, cell, &recency) || !read_days(r, r->c.age, cell, &age))
		return false;
	if (recency > age)
		return bad_cell(r->t, "recency", cell[r->c.recency], say("is larger than T"));
	to->frequency = (int64_t)x;
	if (to->frequency > recency || (to->frequency == 0 && recency > 0))
		return bad_cell(r->t, "frequency", frequency, say("does not match recency"));
	to->first = r->h->known.day - age;
	to->last = to->first + recency;
	return true;
}

/* Of a table without spend: the first repeat customer says whether there is monetary. */
static bool
read_monetary(struct intake *r, char **cell, struct history *to)
{
	const char *monetary = r->c.monetary == NONE ? "" : cell[r->c.monetary];

	if (to->frequency == 0 || r->c.monetary == NONE)
		return true;
	if (!r->asked_monetary)
		r->h->own_monetary = monetary[0] != '\0';
	r->asked_monetary = true;
	if (!r->h->own_monetary)
		return monetary[0] == '\0' ||
		    bad_cell(r->t, table_name(r->t, (size_t)r->c.monetary), monetary,
		    say("is given, but an earlier row has none"));
	return num_parse(monetary, &to->monetary) ||
	    bad_cell(r->t, table_name(r->t, (size_t)r->c.monetary), monetary,
	    say("is not a number"));
}

/* A blank profit is not known. */
static bool
read_profit(struct intake *r, char **cell, struct history *to)
{
	const char *profit = r->c.profit == NONE ? "" : cell[r->c.profit];

	if (*profit == '\0')
		return true;
	const enum money_result result = money_parse_sum(profit, &to->profit);

	to->has_profit = result == MONEY_OK;
	return to->has_profit || bad_cell(r->t, "profit", profit, money_why(result));
}

static bool
read_money(struct intake *r, char **cell, struct history *to)
{
	const struct columns *c = &r->c;
	enum money_result result;

	to->orders = NONE;
	if (c->orders != NONE && cell[c->orders][0] != '\0' &&
	    !num_count(cell[c->orders], &to->orders))
		return bad_cell(r->t, "orders", cell[c->orders], say("is not a whole number >= 0"));
	to->monetary = NAN;
	if (!r->h->money) {
		if (c->spend != NONE && cell[c->spend][0] != '\0')
			return bad_cell(r->t, "spend", cell[c->spend],
			    say("is given, but an earlier row has no spend"));
		return read_monetary(r, cell, to);
	}
	if ((result = money_parse_sum(cell[c->spend], &to->spend)) != MONEY_OK)
		return bad_cell(r->t, "spend", cell[c->spend], money_why(result));
	if (to->frequency > 0 && !r->h->no_monetary &&
	    !num_parse(cell[c->monetary], &to->monetary))
		return bad_cell(r->t, table_name(r->t, (size_t)c->monetary), cell[c->monetary],
		    say("is not a number"));
	return read_profit(r, cell, to);
}

/* Rows of customers without a purchase have nothing but other columns. */
static bool
has_purchase(const struct intake *r, char **cell)
{
	const struct columns *c = &r->c;

	if (r->summary)
		return cell[c->frequency][0] != '\0' || cell[c->recency][0] != '\0' ||
		    cell[c->age][0] != '\0';
	return cell[c->first][0] != '\0' || cell[c->last][0] != '\0';
}

static bool
read_history(struct intake *r, char **cell, struct history *to)
{
	const struct columns *c = &r->c;

	if (!(r->summary ? read_summary(r, cell, to) : read_dates(r->h, r->t, c, cell, to)))
		return false;
	return read_money(r, cell, to);
}

/* Reads the covariates of the next history. */
static bool
read_covariates(const struct intake *r, char **cell)
{
	for (size_t k = 0; k < r->h->opts->covariates.n; k++) {
		const size_t at = r->covariate[k];
		const char *name = table_name(r->t, at), *why = history_covariate_why(cell[at]);

		if (why) {
			table_bad(r->t, name, *cell[at] ? "%s '%.60s' %s" : "%s%s %s", name,
			    cell[at], why);
			return false;
		}
		history_covariate_add(r->h, r->h->n, k, cell[at]);
	}
	return true;
}

/*
 * Reads a row. Returns the index of its history, NONE if the customer has no purchase, or -2 if the
 * row is bad.
 */
static ptrdiff_t
table_row(struct intake *r, char **cell)
{
	struct histories *h = r->h;
	const char *id = cell[r->c.id];
	struct history to = { .next = DATE_NONE };

	if (!id_once(r->t, r->ids, id))
		return -2;
	const bool buys = has_purchase(r, cell);

	/* a row without a purchase may lack the date */
	if (r->c.as_of != NONE && (buys || cell[r->c.as_of][0] != '\0') &&
	    !read_as_of(h, r->t, cell[r->c.as_of], r->given))
		return -2;
	if (!buys)
		return NONE;
	if (!read_history(r, cell, &to) || !read_covariates(r, cell))
		return -2;
	to.id = (const char *)(uintptr_t)h->ids.n;	/* see history_settle_ids */
	text_add(&h->ids, id, strlen(id) + 1);
	h->all = mem_grow(h->all, h->n + 1, &h->room, sizeof *h->all);
	h->all[h->n] = to;
	return (ptrdiff_t)h->n++;
}

/* Before the first row: what the options and the columns say. */
static void
begin(struct intake *r, const struct history_opts *o, bool summary)
{
	static const double days[] = { [HISTORY_WEEK] = 7, [HISTORY_DAY] = 1 };

	if (o->keep.n > 0)
		opt_misuse("--keep requires an order log;"
		    " all columns of a history table pass through");
	if (summary && o->unit == HISTORY_NO_UNIT)
		opt_misuse("the table has recency and %s, but no dates;"
		    " use --unit=week or --unit=day",
		    table_name(r->t, (size_t)r->c.age));
	if (!summary && r->c.as_of == NONE && o->as_of == DATE_NONE)
		opt_misuse("the history table has no column as_of; use --as-of=DATE");
	r->h->known.day = o->as_of;
	if (summary && r->c.as_of == NONE)
		r->h->known = known_by(o->as_of);
	if (summary)
		r->days = days[o->unit];
	for (size_t k = 0; k < o->covariates.n; k++) {
		r->covariate[k] = table_column(r->t, o->covariates.word[k]);
		table_reads(r->t, r->covariate[k], RECIPE_NUMBER);
	}
	r->summary = summary;
	r->h->no_monetary = r->c.monetary == NONE;
	r->h->costs = r->c.profit != NONE;
}

static void
declare(struct table *t, const struct columns *c)
{
	const struct {
		ptrdiff_t at;
		enum recipe_kind kind;
	} columns[] = {
		{ c->as_of, RECIPE_DATE }, { c->first, RECIPE_DATE }, { c->last, RECIPE_DATE },
		{ c->spend, RECIPE_AMOUNT }, { c->monetary, RECIPE_AMOUNT },
		{ c->profit, RECIPE_AMOUNT },
		{ c->orders, RECIPE_NUMBER }, { c->frequency, RECIPE_NUMBER },
		{ c->recency, RECIPE_NUMBER }, { c->age, RECIPE_NUMBER },
		{ c->idle, RECIPE_NUMBER },
	};

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (columns[i].at != NONE)
			table_reads(t, (size_t)columns[i].at, columns[i].kind);
}

void
history_table_read(struct histories *h, const struct history_opts *o, struct table *t, bool summary)
{
	struct intake r = { .h = h, .t = t, .c = summary ? summary_columns_of(t) : columns_of(t),
		.ids = map_new(), .given = o->as_of != DATE_NONE };

	declare(t, &r.c);
	begin(&r, o, summary);
	history_take_head(h, t);
	for (char **cell; (cell = table_next(t)) != NULL;) {
		if (!r.asked_spend && has_purchase(&r, cell)) {
			h->money = r.c.spend != NONE && cell[r.c.spend][0] != '\0';
			r.asked_spend = true;
		}
		const ptrdiff_t of = table_row(&r, cell);

		if (of != -2)
			history_add_row(h, cell, of);
	}
	h->known = known_by(h->known.day);
	history_settle_ids(h);
	map_free(r.ids);
}
