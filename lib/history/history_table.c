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

enum { NONE = HISTORY_NONE };

struct columns {
	ptrdiff_t id, as_of, orders, first, last, spend, frequency, recency, age, idle, monetary;
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
		column(t, "idle"), column(t, "monetary"),
	};
}

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
history_take_head(struct histories *h, const struct table *t)
{
	h->width = table_width(t);
	h->head = mem_new(h->width, sizeof *h->head);
	for (size_t i = 0; i < h->width; i++)
		h->head[i] = mem_text(table_name(t, i));
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
		return bad_cell(t, "as_of", cell, "is not a date (YYYY-MM-DD)");
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

static bool
read_dates(struct histories *h, struct table *t, const struct columns *c, char **cell,
    struct history *to)
{
	to->first = date_parse(cell[c->first]);
	to->last = date_parse(cell[c->last]);
	if (to->first == DATE_NONE)
		return bad_cell(t, "first_date", cell[c->first], "is not a date (YYYY-MM-DD)");
	if (to->last == DATE_NONE)
		return bad_cell(t, "last_date", cell[c->last], "is not a date (YYYY-MM-DD)");
	if (to->last < to->first)
		return bad_cell(t, "last_date", cell[c->last], "is before first_date");
	if (to->last > h->known.day)
		return bad_cell(t, "last_date", cell[c->last], "is after the as-of date");
	if (!num_count(cell[c->frequency], &to->frequency))
		return bad_cell(t, "frequency", cell[c->frequency], "is not a whole number >= 0");
	if (to->frequency > to->last - to->first || (to->frequency == 0 && to->last > to->first))
		return bad_cell(t, "frequency", cell[c->frequency],
		    "does not match first_date and last_date");
	return (c->recency == NONE ||
		days_agree(t, "recency", cell[c->recency], to->last - to->first)) &&
	    (c->age == NONE || days_agree(t, "age", cell[c->age], h->known.day - to->first)) &&
	    (c->idle == NONE || days_agree(t, "idle", cell[c->idle], h->known.day - to->last));
}

static bool
read_money(const struct histories *h, struct table *t, const struct columns *c, char **cell,
    struct history *to)
{
	enum money_result r;

	to->orders = NONE;
	if (c->orders != NONE && cell[c->orders][0] != '\0' &&
	    !num_count(cell[c->orders], &to->orders))
		return bad_cell(t, "orders", cell[c->orders], "is not a whole number >= 0");
	to->monetary = NAN;
	if (!h->money)
		return c->spend == NONE || cell[c->spend][0] == '\0' ||
		    bad_cell(t, "spend", cell[c->spend],
			"is given, but an earlier row has no spend");
	if ((r = money_parse_sum(cell[c->spend], &to->spend)) != MONEY_OK)
		return bad_cell(t, "spend", cell[c->spend], money_why(r));
	if (to->frequency > 0 && !h->no_monetary &&
	    !num_parse(cell[c->monetary], &to->monetary))
		return bad_cell(t, "monetary", cell[c->monetary], "is not a number");
	return true;
}

/*
 * Reads a row. Returns the index of its history, NONE if the customer has no purchase, or -2 if the
 * row is bad.
 */
static ptrdiff_t
table_row(struct histories *h, struct table *t, const struct columns *c, char **cell,
    struct map *ids, bool given)
{
	const char *id = cell[c->id];
	struct history to = { 0 };
	bool is_new;

	if (!text_is_id(id, strlen(id)))
		return bad_cell(t, "customer_id", id,
		    "is not a valid id (1 to 64 bytes, no control characters)") - 2;
	map_at(ids, id, strlen(id), &is_new);
	if (!is_new) {
		table_bad(t, "customer_id", "duplicate customer_id '%.60s'", id);
		return -2;
	}
	if (cell[c->first][0] == '\0' && cell[c->last][0] == '\0')
		return NONE;
	if ((c->as_of != NONE && !read_as_of(h, t, cell[c->as_of], given)) ||
	    !read_dates(h, t, c, cell, &to) || !read_money(h, t, c, cell, &to))
		return -2;
	to.id = (const char *)(uintptr_t)h->ids.n;	/* see history_settle_ids */
	text_add(&h->ids, id, strlen(id) + 1);
	h->all = mem_grow(h->all, h->n + 1, &h->room, sizeof *h->all);
	h->all[h->n] = to;
	return (ptrdiff_t)h->n++;
}

void
history_table_read(struct histories *h, const struct history_opts *o, struct table *t)
{
	const struct columns c = columns_of(t);
	struct map *ids = map_new();
	bool asked = false;

	if (o->keep.n > 0)
		opt_misuse("--keep requires an order log;"
		    " all columns of a history table pass through");
	if (c.as_of == NONE && o->as_of == DATE_NONE)
		opt_misuse("the history table has no column as_of; use --as-of=DATE");
	h->known.day = o->as_of;
	h->no_monetary = c.monetary == NONE;
	history_take_head(h, t);
	for (char **cell; (cell = table_next(t)) != NULL;) {
		if (!asked && cell[c.first][0] != '\0') {
			h->money = c.spend != NONE && cell[c.spend][0] != '\0';
			asked = true;
		}
		ptrdiff_t of = table_row(h, t, &c, cell, ids, o->as_of != DATE_NONE);

		if (of != -2)
			history_add_row(h, cell, of);
	}
	if (h->known.day != DATE_NONE)
		h->known = known_by(h->known.day);
	history_settle_ids(h);
	map_free(ids);
}
