#include "lib/history/order_load.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/history/fold.h"
#include "lib/history/history_kept.h"
#include "lib/history/order_changes.h"
#include "lib/history/order_equal.h"
#include "lib/history/order_line.h"
#include "lib/io/table.h"
#include "lib/store/aside.h"
#include "lib/store/batch.h"
#include "lib/store/image.h"
#include "lib/store/query.h"

/*
 * The sink at the end of the file is called by lib/store/record.c. For each row order_look finds
 * the customer and order_put decides what to do with the line:
 *
 * - A line whose order is held (order_of) is postponed until the end of the input, because the
 *   order must be compared or rejected whole. judge_orders then decides about each order.
 * - Any other line is added at once (add_line).
 *
 * add_line inserts the row, and adds it to a fold of all rows of the load. order_finish gives this
 * fold to history_kept_update, which updates the table history. A large load drops the indexes of
 * the table and creates them again at its end (put_aside_indexes).
 */

/* A line of an order that is held until the end of the input. */
struct pending {
	struct text key;		/* order_line_key: all cells */
	struct table_row row;		/* its place in the CSV; all 0 if options gave the line */
};

struct order {			/* the lines of an order_id and source; without one on one day */
	struct text *stored;		/* the keys of the lines stored before the load */
	size_t nstored;
	struct pending *line;		/* the lines of the load */
	size_t n, room;
};

/* Orders that come back on another day: a date that was corrected, or another zone. */
struct moved {
	int64_t n;
	char id[64 + 1], from[DATE_SIZE], to[DATE_SIZE];	/* the first of them */
};

struct order_load {
	const struct record_load *l;
	struct aside *aside;
	bool is_aside;
	int64_t stored_before;		/* rows before the load: an upper bound */
	const struct order_load_opts *opts;
	struct insert *insert;
	sqlite3_stmt *stored, *known, *spend, *image, *forget;
	struct fold *fold;
	struct fold_part *part;
	struct kept_customer *customer;	/* by the number in the fold */
	size_t room;
	bool had_orders;		/* there were order_ids before the load */
	bool hold;			/* some or all orders are held, see order_of */
	bool had_history;		/* the table history had rows before the load */
	int64_t created;		/* customers */
	struct map *keys;		/* order_id, source and, without one, day of the orders */
	struct order **order;		/* by the number in keys; NULL: not held */
	bool *other_day;		/* by the same number: it is stored on another day, too */
	struct moved moved;
	struct map *spoiled;		/* order_ids and sources of bad rows */
	struct order_equal *equal;	/* the lines of the load that are doubled */
	struct text key;		/* for the maps */
	size_t norders, order_room, other_room;
	size_t c;			/* the customer of the current row: number in the fold */
	struct fold_row row;		/* and what the fold takes of it */
};

static void
add_part(struct text *key, const char *s)
{
	text_add(key, s, strlen(s) + 1);
}

/* The key of the line's order on any day, for the maps. It is valid until the next call. */
static const struct text *
order_key(struct order_load *o, const struct record_value *v)
{
	o->key.n = 0;
	add_part(&o->key, v[ORDER_LINE_ORDER].s);
	add_part(&o->key, v[ORDER_LINE_SOURCE].s);
	return &o->key;
}

/* Notes the order of a bad row: it is neither added nor replaced. */
static void
order_spoil(void *ctx, const struct record_value *value)
{
	struct order_load *o = ctx;

	if (!o->hold || *value[ORDER_LINE_ORDER].s == '\0')
		return;
	const struct text *key = order_key(o, value);

	map_at(o->spoiled, key->s, key->n, NULL);
}

static struct fold_row
fold_row_of(const struct record_value *v)
{
	const char *id = v[ORDER_LINE_CUSTOMER].s, *order = v[ORDER_LINE_ORDER].s;
	const char *source = v[ORDER_LINE_SOURCE].s;
	struct fold_row r = {
		.id = id, .n = (uint32_t)strlen(id),
		.amount = v[ORDER_LINE_AMOUNT].i, .day = v[ORDER_LINE_DATE].day,
	};

	r.has_cost = *v[ORDER_LINE_COST].s != '\0';
	r.cost = v[ORDER_LINE_COST].i;
	r.hash = fold_hash(id, r.n);
	r.order = *order ? fold_order(order, strlen(order), source, strlen(source)) : 0;
	return r;
}

/* The number of the row's customer. Looks up a new customer in the store. */
static size_t
customer_of(struct order_load *o, const struct fold_row *r)
{
	bool is_new;
	size_t c = fold_customer(o->part, r, &is_new);

	if (!is_new)
		return c;
	o->customer = mem_grow(o->customer, c + 1, &o->room, sizeof *o->customer);
	const bool stored = query_finds(o->known, r->id);
	int64_t spend = 0;
	struct costs costs = { 0 };
	int32_t latest = DATE_NONE;

	if (stored && o->had_history) {
		query_text(o->spend, 1, r->id);
		if (query_step(o->spend)) {
			spend = sqlite3_column_int64(o->spend, 0);
			latest = query_day(o->spend, 1);
			costs = history_kept_costs(o->spend, 2);
		}
		sqlite3_reset(o->spend);
	}
	o->customer[c] = (struct kept_customer){
		.earliest = INT32_MAX, .latest = latest, .stored = spend, .costs = costs,
		.create = !stored && o->l->create, .unknown = !stored && !o->l->create,
	};
	return c;
}

/* Drops the indexes as soon as the load has added more rows than there were before. */
static void
put_aside_indexes(struct order_load *o)
{
	if (o->is_aside || !aside_pays(o->l->batch->added, o->stored_before))
		return;
	o->is_aside = true;
	aside_index(o->aside, "orders_customer");
	if (!o->had_orders)
		aside_index(o->aside, "orders_order");
}

/*
 * If a sum of the customer exceeds 64 bits, adds nothing, sets *large to the field that it is the
 * sum of, and returns false.
 */
static bool
add_line(struct order_load *o, const struct record_value *v, size_t c, const struct fold_row *r,
    enum order_line_field *large)
{
	struct kept_customer *to = &o->customer[c];
	struct costs costs = to->costs;
	const char *what;
	int64_t sum;

	*large = ORDER_LINE_AMOUNT;
	if (__builtin_add_overflow(to->stored, r->amount, &sum))
		return false;
	*large = ORDER_LINE_COST;
	if (!costs_add(&costs, r->amount, r->has_cost, r->cost))
		return false;
	if ((what = fold_add(o->part, c, r)) != NULL) {
		*large = strcmp(what, "amount") == 0 ? ORDER_LINE_AMOUNT : ORDER_LINE_COST;
		return false;
	}
	to->stored = sum;
	to->costs = costs;
	if (r->day < to->earliest)
		to->earliest = r->day;
	if (record_good(o->l))
		record_insert_row(o->insert, &order_load_record, v, o->l);
	return true;
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
add_moved(struct moved *m, const struct record_value *v, const char *from, const char *to)
{
	if (m->n++ > 0)
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

/*
 * The stored order of this line, which is new to keys. Returns NULL if it is not in the store. Sets
 * *other_day if the order_id, without a source, is stored on another day.
 */
static struct order *
order_before(struct order_load *o, const struct record_value *v, bool *other_day)
{
	struct order *found = NULL;
	char day[DATE_SIZE], other[DATE_SIZE] = "";

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
				snprintf(other, sizeof other, "%.10s",
				    query_cell(o->stored, ORDER_LINE_DATE));
			continue;
		}
		if (found == NULL)
			found = mem_new(1, sizeof *found);
		found->stored = mem_resize(found->stored, found->nstored + 1,
		    sizeof *found->stored);
		found->stored[found->nstored++] = order_line_stored(o->stored);
	}
	if (found == NULL && *other != '\0')
		add_moved(&o->moved, v, other, day);
	return found;
}

/*
 * The order of this line, if it is held: because it is in the store, or because of a rejects file.
 * NULL: it is not held, and the line can be added at once.
 */
static struct order *
order_of(struct order_load *o, const struct record_value *v, size_t c)
{
	const struct text *key = order_key(o, v);
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

static void
postpone(struct order_load *o, struct order *order, const struct record_value *v)
{
	order->line = mem_grow(order->line, order->n + 1, &order->room, sizeof *order->line);
	order->line[order->n++] = (struct pending){ .key = order_line_key(v),
		.row = o->l->in ? table_row_copy(o->l->in) : (struct table_row){ 0 } };
}

static bool
order_look(void *ctx, const struct record_value *v)
{
	struct order_load *o = ctx;
	const struct fold_row r = o->row = fold_row_of(v);

	o->c = customer_of(o, &r);
	if (o->customer[o->c].unknown)
		record_bad(o->l, order_line_fields[ORDER_LINE_CUSTOMER].name,
		    "customer_id '%.60s' is not in the store"
		    " (add it with cust-add or use --create)", r.id);
	return !o->customer[o->c].unknown;
}

static bool
order_is_later(void *ctx, const struct record_value *v)
{
	const struct order_load *o = ctx;

	return v[ORDER_LINE_DATE].day > o->customer[o->c].latest;
}

static void
order_put(void *ctx, const struct record_value *v, char *const *cell)
{
	struct order_load *o = ctx;
	const struct fold_row r = o->row;
	enum order_line_field large;

	(void)cell;
	if (o->l->in && order_equal_add(o->equal, v, o->l->in) && o->opts->unique) {
		o->l->batch->unchanged++;
		return;
	}
	struct order *order = o->hold && *v[ORDER_LINE_ORDER].s ? order_of(o, v, o->c) : NULL;

	if (order) {
		postpone(o, order, v);
	} else if (add_line(o, v, o->c, &r, &large)) {
		o->l->batch->added++;
		put_aside_indexes(o);
		if (o->l->changes)
			order_changes_added(o->l->changes, v);
	} else {
		const char *name = order_line_fields[large].name;

		record_bad(o->l, name,
		    "%s '%.60s' makes the sum of the customer's %ss larger than 64 bits",
		    name, v[large].s, name);
	}
}

static int
by_text(const void *a, const void *b)
{
	return order_changes_compare(a, b);
}

static int
by_key(const void *a, const void *b)
{
	const struct pending *x = a, *y = b;

	return order_changes_compare(&x->key, &y->key);
}

static void
sort_lines(struct order *order)
{
	qsort(order->stored, order->nstored, sizeof *order->stored, by_text);
	qsort(order->line, order->n, sizeof *order->line, by_key);
}

/* Whether the lines of the load and the stored lines are equal as multisets. */
static bool
same_lines(struct order *order)
{
	if (order->n != order->nstored)
		return false;
	sort_lines(order);
	for (size_t i = 0; i < order->n; i++)
		if (order_changes_compare(&order->line[i].key, &order->stored[i]) != 0)
			return false;
	return true;
}

static void
run_replaced(const struct order_load *o, sqlite3_stmt *q, const struct record_value *v)
{
	const char *source = v[ORDER_LINE_SOURCE].s;
	char day[DATE_SIZE];

	query_int(q, 1, o->l->batch->batch);
	query_text(q, 2, v[ORDER_LINE_ORDER].s);
	query_text(q, 3, *source ? source : NULL);
	query_text(q, 4, date_text(v[ORDER_LINE_DATE].day, day));
	query_run(q);
}

/*
 * Deletes the stored lines, not those of the load: these are added first, so that no number of a
 * row is used again. The histories of the customers must be computed again.
 */
static void
forget_order(struct order_load *o, const struct order *order)
{
	struct record_value v[ORDER_LINE_FIELDS];

	for (size_t i = 0; i < order->nstored; i++) {
		struct fold_row r = {	/* the key begins with the customer_id */
			.id = order->stored[i].s, .n = (uint32_t)strlen(order->stored[i].s),
		};

		r.hash = fold_hash(r.id, r.n);
		const size_t c = customer_of(o, &r);	/* may move o->customer */

		o->customer[c].again = true;
	}
	order_line_values(&order->line[0].key, v);
	insert_flush(o->insert);
	run_replaced(o, o->image, v);
	run_replaced(o, o->forget, v);
}

static void
reject_line(struct order_load *o, const struct pending *p, enum order_line_field f, const char *why)
{
	const char *name = order_line_fields[f].name;

	if (o->l->in)
		table_row_bad(o->l->in, &p->row, name, "%s", why);
	else
		record_bad(o->l, name, "%s", why);
}

/* Adds a held line and increments *count, or rejects it. Returns the number of its customer. */
static size_t
add_or_reject(struct order_load *o, const struct pending *p, int64_t *count)
{
	struct record_value v[ORDER_LINE_FIELDS];

	enum order_line_field large;

	order_line_values(&p->key, v);
	const struct fold_row r = fold_row_of(v);
	const size_t c = customer_of(o, &r);

	if (add_line(o, v, c, &r, &large))
		++*count;
	else
		reject_line(o, p, large, large == ORDER_LINE_COST
		    ? say("the sum of the customer's costs is larger than 64 bits")
		    : say("the sum of the customer's amounts is larger than 64 bits"));
	return c;
}

/* For -n. */
static void
show_replaced(struct order_load *o, struct order *order)
{
	const struct text **old = mem_new(order->nstored, sizeof *old);
	const struct text **now = mem_new(order->n, sizeof *now);

	sort_lines(order);
	for (size_t i = 0; i < order->nstored; i++)
		old[i] = &order->stored[i];
	for (size_t i = 0; i < order->n; i++)
		now[i] = &order->line[i].key;
	order_changes_replaced(o->l->changes, old, order->nstored, now, order->n);
	free(old);
	free(now);
}

static void
replace_order(struct order_load *o, struct order *order)
{
	if (o->l->changes)
		show_replaced(o, order);
	for (size_t i = 0; i < order->n; i++) {
		const size_t c = add_or_reject(o, &order->line[i], &o->l->batch->updated);

		o->customer[c].again = true;
	}
	forget_order(o, order);
}

/* Adds an order that was held only to see whether one of its lines is bad. */
static void
add_order(struct order_load *o, struct order *order)
{
	for (size_t i = 0; i < order->n; i++)
		add_or_reject(o, &order->line[i], &o->l->batch->added);
	for (size_t i = 0; o->l->changes && i < order->n; i++) {
		struct record_value v[ORDER_LINE_FIELDS];

		order_line_values(&order->line[i].key, v);
		order_changes_added(o->l->changes, v);
	}
	put_aside_indexes(o);
}

static int
by_line(const void *a, const void *b)
{
	const struct pending *x = a, *y = b;

	return (x->row.line > y->row.line) - (x->row.line < y->row.line);
}

static void
reject_order(struct order_load *o, struct order *order, const char *why)
{
	struct record_value v[ORDER_LINE_FIELDS];
	char day[DATE_SIZE], text[RECORD_WHY];

	qsort(order->line, order->n, sizeof *order->line, by_line);
	order_line_values(&order->line[0].key, v);
	snprintf(text, sizeof text, "order_id '%.60s' of %s %s", v[ORDER_LINE_ORDER].s,
	    date_text(v[ORDER_LINE_DATE].day, day), why);
	for (size_t i = 0; i < order->n; i++)
		reject_line(o, &order->line[i], ORDER_LINE_ORDER, text);
}

static bool
is_spoiled(struct order_load *o, const struct order *order)
{
	struct record_value v[ORDER_LINE_FIELDS];
	size_t at;

	order_line_values(&order->line[0].key, v);
	const struct text *key = order_key(o, v);

	return map_find(o->spoiled, key->s, key->n, &at);
}

static void
free_order(struct order *order)
{
	for (size_t i = 0; i < order->nstored; i++)
		text_free(&order->stored[i]);
	for (size_t i = 0; i < order->n; i++) {
		text_free(&order->line[i].key);
		table_row_free(&order->line[i].row);
	}
	free(order->stored);
	free(order->line);
	free(order);
}

static void
judge_orders(struct order_load *o)
{
	for (size_t i = 0; i < o->norders; i++) {
		struct order *order = o->order[i];

		if (order == NULL)
			continue;
		if (same_lines(order))
			o->l->batch->unchanged += (int64_t)order->n;
		else if (order->nstored == 0 && is_spoiled(o, order))
			reject_order(o, order, say("has another bad line;"
			    " an order is loaded whole or not at all"));
		else if (order->nstored == 0)
			add_order(o, order);
		else if (!o->opts->replace)
			reject_order(o, order, say("is in the store with other lines"
			    " (use --replace to replace them)"));
		else if (is_spoiled(o, order))
			reject_order(o, order,
			    say("has another bad line; the stored order is kept"));
		else
			replace_order(o, order);
		free_order(order);
	}
}

static sqlite3_stmt *
query_of(struct store *store, const char *form, const char *where)
{
	char *sql = query_print(form, where);
	sqlite3_stmt *q = query_new(store, sql);

	sqlite3_free(sql);
	return q;
}

static void *
order_open(const struct record *r, const struct record_load *l)
{
	static const char replaced[] = "batch IS NOT ?1 AND order_id = ?2 AND source IS ?3"
	    " AND (?3 IS NOT NULL OR day = ?4)";
	struct order_load *o = mem_new(1, sizeof *o);

	*o = (struct order_load){ .l = l, .opts = l->opts,
		.aside = aside_new(l->store),
		.insert = record_insert_new(r, l->store, INSERT_SOON),
		.stored = order_line_finder(l->store),
		.known = store_customer_query(l->store),
		.spend = query_new(l->store, "SELECT spend, latest, " HISTORY_KEPT_COSTS
		    " FROM history WHERE customer_id = ?"),
		.image = image_query(l->store, "orders", replaced),
		.forget = query_of(l->store, "DELETE FROM orders WHERE %s", replaced),
		.had_orders = query_number(l->store,
		    "SELECT EXISTS (SELECT 1 FROM orders WHERE order_id IS NOT NULL)"),
		.stored_before = query_number(l->store, "SELECT max(id) FROM orders"),
		.had_history = query_number(l->store, "SELECT EXISTS (SELECT 1 FROM history)"),
		.fold = fold_new(1), .keys = map_new(), .spoiled = map_new(),
		.equal = order_equal_new() };
	o->hold = o->had_orders || l->keep_good;
	o->part = fold_part(o->fold, 0);
	fold_keep_costs(o->fold, false);
	return o;
}

static void
order_finish(void *ctx)
{
	struct order_load *o = ctx;

	judge_orders(o);
	if (o->l->changes)
		order_equal_note(o->equal, o->opts->unique);
	insert_free(o->insert);
	aside_free(o->aside);
	if (record_good(o->l))
		o->created = history_kept_update(o->l->store, o->l->batch->batch, o->part,
		    o->customer, o->had_history);
	/* of many the id is not asked for, and the row's may be gone */
	record_created(o->l, o->created, o->l->in ? "" : o->row.id);
	query_free(o->stored);
	query_free(o->known);
	query_free(o->spend);
	query_free(o->image);
	query_free(o->forget);
}

static void
order_note(const void *ctx)
{
	const struct order_load *o = ctx;

	if (o->created > 0)
		opt_note("created %jd customer%s", (intmax_t)o->created, TEXT_PLURAL(o->created));
	if (o->moved.n > 0)
		opt_note(o->moved.n == 1 ?
		    "%jd order_id is already stored on another day;"
		    " the first is '%s' (%s, now %s); both days count" :
		    "%jd order_ids are already stored on another day;"
		    " the first is '%s' (%s, now %s); both days count", (intmax_t)o->moved.n,
		    o->moved.id, o->moved.from, o->moved.to);
	order_equal_note(o->equal, o->opts->unique);
}

static void
order_close(void *ctx)
{
	struct order_load *o = ctx;

	fold_free(o->fold);
	map_free(o->keys);
	map_free(o->spoiled);
	order_equal_free(o->equal);
	text_free(&o->key);
	free(o->customer);
	free(o->order);
	free(o->other_day);
	free(o);
}

static const struct record_sink sink = {
	.open = order_open, .look = order_look, .put = order_put, .spoil = order_spoil,
	.finish = order_finish, .note = order_note, .close = order_close, .bulk = true,
	.adds = true, .is_later = order_is_later,
};

const struct record order_load_record = { .table = "orders", .key = "id", .shown = "order_id",
	.field = order_line_fields, .n = ORDER_LINE_FIELDS, .sink = &sink, .creates = true,
	.one_or_many = true, .numbered = "order_id" };
