#include <stdio.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/history/order_load_own.h"
#include "lib/store/query.h"

static void
add_part(struct text *key, const char *s)
{
	text_add(key, s, strlen(s) + 1);
}

const struct text *
order_load_key(struct order_load *o, const struct record_value *v)
{
	o->key.n = 0;
	add_part(&o->key, v[ORDER_LINE_ORDER].s);
	add_part(&o->key, v[ORDER_LINE_SOURCE].s);
	return &o->key;
}

/* Is the stored line a purchase of the same customer?  A refund has a day of its own. */
static bool
is_same_purchase(sqlite3_stmt *stored, const struct record_value *v)
{
	return v[ORDER_LINE_AMOUNT].i >= 0 &&
	    sqlite3_column_int64(stored, ORDER_LINE_AMOUNT) >= 0 &&
	    strcmp(query_cell(stored, ORDER_LINE_CUSTOMER), v[ORDER_LINE_CUSTOMER].s) == 0;
}

static void
add_moved(struct moved *m, const struct record_value *v, const struct text *key, const char *from,
    const char *to)
{
	bool is_new;

	map_at(m->orders, key->s, key->n, &is_new);
	m->n += is_new;
	if (!is_new || m->n > 1)
		return;
	snprintf(m->id, sizeof m->id, "%s", v[ORDER_LINE_ORDER].s);
	snprintf(m->from, sizeof m->from, "%.10s", from);
	snprintf(m->to, sizeof m->to, "%.10s", to);
}

static bool
is_of_source(const struct order_load *o, const struct record_value *v)
{
	return strcmp(query_cell(o->stored, ORDER_LINE_SOURCE), v[ORDER_LINE_SOURCE].s) == 0;
}

static bool
is_of_day(const struct order_load *o, const char *day)
{
	return strncmp(query_cell(o->stored, ORDER_LINE_DATE), day, strlen(day)) == 0;
}

static bool
is_of_load(const struct order_load *o)
{
	return sqlite3_column_int64(o->stored, ORDER_LINE_FIELDS) == o->l->batch->batch;
}

/*
 * The stored order of this line, which is new to keys. Returns NULL if it is not in the store. Sets
 * *other_day if the order_id, without a source, is stored on another day.
 */
static struct order *
order_before(struct order_load *o, const struct record_value *v, bool *other_day)
{
	struct order *found = NULL;
	char day[DATE_SIZE], before[DATE_SIZE] = "", loaded[DATE_SIZE] = "";

	*other_day = false;
	date_text(v[ORDER_LINE_DATE].day, day);
	insert_flush(o->insert);
	query_text(o->stored, 1, v[ORDER_LINE_ORDER].s);
	while (query_step(o->stored)) {
		if (!is_of_source(o, v))
			continue;
		if (*v[ORDER_LINE_SOURCE].s == '\0' && !is_of_day(o, day)) {
			*other_day = true;
			if (is_same_purchase(o->stored, v))
				snprintf(is_of_load(o) ? loaded : before, DATE_SIZE, "%.10s",
				    query_cell(o->stored, ORDER_LINE_DATE));
			continue;
		}
		if (found == NULL)
			found = mem_new(1, sizeof *found);
		found->stored = mem_resize(found->stored, found->nstored + 1,
		    sizeof *found->stored);
		found->stored[found->nstored++] = order_line_stored(o->stored);
	}
	if (found == NULL && *before != '\0')
		add_moved(&o->moved, v, order_load_key(o, v), before, day);
	else if (found == NULL && *loaded != '\0')
		add_moved(&o->spread, v, order_load_key(o, v), loaded, day);
	return found;
}

struct order *
order_load_held(struct order_load *o, const struct record_value *v, size_t c)
{
	const struct text *key = order_load_key(o, v);
	char day[DATE_SIZE];
	bool is_new;

	if (*v[ORDER_LINE_SOURCE].s == '\0')
		add_part(&o->key, date_text(v[ORDER_LINE_DATE].day, day));
	size_t at = map_at(o->keys, key->s, key->n, &is_new);

	if (is_new) {
		o->order = mem_grow(o->order, at + 1, &o->order_room, sizeof(struct order *));
		o->other_day = mem_grow(o->other_day, at + 1, &o->other_room, sizeof *o->other_day);
		o->other_day[at] = false;
		o->order[at] = o->had_orders ? order_before(o, v, &o->other_day[at]) : NULL;
		if (o->order[at] == NULL && o->l->keep_good)
			o->order[at] = mem_new(1, sizeof *o->order[at]);
		o->norders = at + 1;
	}
	o->customer[c].again |= o->other_day[at];	/* count the order once, not once per day */
	return o->order[at];
}

void
order_load_postpone(struct order_load *o, struct order *order, const struct record_value *v)
{
	order->line = mem_grow(order->line, order->n + 1, &order->room, sizeof *order->line);
	order->line[order->n++] = (struct pending){ .key = order_line_key(v),
		.row = o->l->in ? table_row_copy(o->l->in) : (struct table_row){ 0 } };
}
