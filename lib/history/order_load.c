#include "lib/history/order_load.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/history/fold.h"
#include "lib/history/history_kept.h"
#include "lib/history/order_line.h"
#include "lib/store/query.h"

/* A line of an order that is in the store already: judged when all of them have been read. */
struct pending {
	char *key;			/* what is compared: all cells */
	struct order_line line;		/* its texts point into own */
	char *own;
	struct table_row row;
};

struct order {				/* one order_id on one day, stored before */
	char **stored;
	size_t nstored;
	struct pending *line;
	size_t n, room;
};

/* An index that is put aside while much is added: sorting it once beats a search for every row. */
struct index {
	const char *name;
	char *sql;			/* that makes it anew; NULL while it is there */
};

enum { MANY = 1 << 16 };		/* rows from which that may pay */

struct order_load {
	struct load *l;
	struct index by_customer, by_order;
	int64_t stored_before;		/* rows, at most */
	const struct order_load_opts *opts;
	ptrdiff_t at[ORDER_LINE_FIELDS];		/* columns; -1: not there */
	sqlite3_stmt *insert, *stored, *known, *forget;
	struct fold *fold;
	struct fold_part *part;
	struct kept_customer *customer;	/* by the fold's number */
	size_t room;
	bool had_orders;		/* were there order_ids before */
	bool hold;			/* orders are judged whole, at the end: those stored before; with --rejects all */
	bool had_history;
	struct map *keys;		/* order_id and day of the orders looked up */
	struct order **order;		/* by the map's number; NULL: not stored before */
	bool *other_day;		/* was the order_id stored before on another day */
	struct map *spoiled;		/* order_ids of bad rows: what is stored of them stays */
	size_t norders, order_room, other_room;
};

static void
spoil(struct order_load *o, char **row)
{
	const char *order = order_line_cell(o->at, row, ORDER_LINE_ORDER);

	if (o->hold && *order != '\0')
		map_at(o->spoiled, order, strlen(order), NULL);
}

static struct fold_row
fold_row_of(const struct order_line *n)
{
	const char *id = n->text[ORDER_LINE_CUSTOMER], *order = n->text[ORDER_LINE_ORDER];
	struct fold_row r = { .id = id, .n = (uint32_t)strlen(id), .amount = n->money[ORDER_LINE_AMOUNT], .day = n->day };

	r.hash = fold_hash(id, r.n);
	r.order = *order ? fold_hash(order, strlen(order)) : 0;
	return r;
}

/* The row's customer, looked up in the store when first seen. */
static size_t
customer_of(struct order_load *o, const struct fold_row *r)
{
	bool is_new;
	size_t c = fold_customer(o->part, r, &is_new);

	if (!is_new)
		return c;
	o->customer = mem_grow(o->customer, c + 1, &o->room, sizeof *o->customer);
	const bool stored = query_finds(o->known, r->id);

	o->customer[c] = (struct kept_customer){ .earliest = INT32_MAX, .create = !stored && o->opts->create,
		.unknown = !stored && !o->opts->create };
	return c;
}

static void
put_aside(struct store *store, struct index *x)
{
	sqlite3_stmt *q = query_new(store, "SELECT sql FROM sqlite_schema WHERE name = ?");
	char *drop = sqlite3_mprintf("DROP INDEX %w", x->name);

	query_text(q, 1, x->name);
	if (query_step(q))
		x->sql = mem_text(query_cell(q, 0));
	query_free(q);
	if (x->sql)
		query_exec(store, drop);
	sqlite3_free(drop);
}

static void
put_back(struct store *store, struct index *x)
{
	if (x->sql)
		query_exec(store, x->sql);
	free(x->sql);
	x->sql = NULL;
}

/* Once more has been added than was there. */
static void
put_aside_indexes(struct order_load *o)
{
	const int64_t added = o->l->batch.added;

	if (o->by_customer.sql || added < MANY || added < o->stored_before)
		return;
	put_aside(o->l->store, &o->by_customer);
	if (!o->had_orders)
		put_aside(o->l->store, &o->by_order);
}

static bool
add_line(struct order_load *o, const struct order_line *n, size_t c, const struct fold_row *r)
{
	if (!fold_add(o->part, c, r))
		return false;
	if (n->day < o->customer[c].earliest)
		o->customer[c].earliest = n->day;
	if (load_good(o->l))
		order_line_store(o->insert, n, o->l->batch.batch);
	return true;
}

/* The order of this line as it was stored before; NULL if it was not.  Remembered by (order_id, day). */
static struct order *
order_before(struct order_load *o, const struct order_line *n, bool *other_day)
{
	struct order *found = NULL;
	char day[DATE_SIZE];

	*other_day = false;
	date_text(n->day, day);
	query_text(o->stored, 1, n->text[ORDER_LINE_ORDER]);
	while (query_step(o->stored)) {
		if (strncmp(query_cell(o->stored, ORDER_LINE_DATE), day, strlen(day)) != 0) {
			*other_day = true;
			continue;
		}
		struct order_line stored = order_line_stored(o->stored);

		if (found == NULL)
			found = mem_new(1, sizeof *found);
		found->stored = mem_resize(found->stored, found->nstored + 1, sizeof *found->stored);
		found->stored[found->nstored++] = order_line_key(&stored);
	}
	return found;
}

/* NULL: the line's order is new to the store, and the line can be added at once. */
static struct order *
order_of(struct order_load *o, const struct order_line *n, size_t c)
{
	const char *id = n->text[ORDER_LINE_ORDER];
	char key[128], day[DATE_SIZE];
	const size_t len = strlen(id);
	bool is_new;

	memcpy(key, id, len);
	memcpy(key + len, date_text(n->day, day), DATE_SIZE);
	size_t at = map_at(o->keys, key, len + DATE_SIZE, &is_new);

	if (is_new) {
		o->order = mem_grow(o->order, at + 1, &o->order_room, sizeof(struct order *));
		o->other_day = mem_grow(o->other_day, at + 1, &o->other_room, sizeof *o->other_day);
		o->other_day[at] = false;
		o->order[at] = o->had_orders ? order_before(o, n, &o->other_day[at]) : NULL;
		if (o->order[at] == NULL && o->l->opts.rejects)
			o->order[at] = mem_new(1, sizeof *o->order[at]);
		o->norders = at + 1;
	}
	o->customer[c].again |= o->other_day[at];	/* the order counts once, not once a day */
	return o->order[at];
}

static void
postpone(struct order_load *o, struct order *order, const struct order_line *n)
{
	struct pending p = { .key = order_line_key(n), .line = *n, .row = table_row_keep(o->l->in) };
	struct text own = { 0 };

	for (int f = 0; f < ORDER_LINE_FIELDS; f++)
		if (n->text[f])
			text_add(&own, n->text[f], strlen(n->text[f]) + 1);
	p.own = own.s;
	for (int f = 0, at = 0; f < ORDER_LINE_FIELDS; f++)
		if (n->text[f]) {
			p.line.text[f] = p.own + at;
			at += (int)strlen(n->text[f]) + 1;
		}
	order->line = mem_grow(order->line, order->n + 1, &order->room, sizeof *order->line);
	order->line[order->n++] = p;
}

static void
take_row(struct order_load *o, char **row)
{
	struct order_line n;

	if (!order_line_read(o->l, o->at, row, &n)) {
		spoil(o, row);
		return;
	}
	const struct fold_row r = fold_row_of(&n);
	const size_t c = customer_of(o, &r);

	if (o->customer[c].unknown) {
		table_bad(o->l->in, order_line_names[ORDER_LINE_CUSTOMER],
		    "customer_id '%.60s' is not in the store (add it with cust-add or use --create)", r.id);
		spoil(o, row);
		return;
	}
	struct order *order = o->hold && *n.text[ORDER_LINE_ORDER] ? order_of(o, &n, c) : NULL;

	if (order) {
		postpone(o, order, &n);
	} else if (add_line(o, &n, c, &r)) {
		o->l->batch.added++;
		put_aside_indexes(o);
	} else {
		table_bad(o->l->in, order_line_names[ORDER_LINE_AMOUNT], "amount '%.60s' makes the sum of the customer's amounts larger than 64 bits",
		    order_line_cell(o->at, row, ORDER_LINE_AMOUNT));
	}
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int
by_key(const void *a, const void *b)
{
	const struct pending *x = a, *y = b;

	return strcmp(x->key, y->key);
}

static bool
same_lines(struct order *order)
{
	if (order->n != order->nstored)
		return false;
	qsort(order->stored, order->nstored, sizeof *order->stored, by_text);
	qsort(order->line, order->n, sizeof *order->line, by_key);
	for (size_t i = 0; i < order->n; i++)
		if (strcmp(order->line[i].key, order->stored[i]) != 0)
			return false;
	return true;
}

/* The stored lines go; whoever they belonged to has another history now. */
static void
forget_order(struct order_load *o, const struct order *order)
{
	const struct order_line *n = &order->line[0].line;
	char day[DATE_SIZE];

	for (size_t i = 0; i < order->nstored; i++) {
		struct fold_row r = { .id = order->stored[i] };

		r.n = (uint32_t)strcspn(r.id, "\x1f");
		order->stored[i][r.n] = '\0';
		r.hash = fold_hash(r.id, r.n);
		o->customer[customer_of(o, &r)].again = true;
	}
	date_text(n->day, day);
	query_text(o->forget, 1, n->text[ORDER_LINE_ORDER]);
	query_text(o->forget, 2, day);
	query_run(o->forget);
}

/* Returns the customer. */
static size_t
add_or_reject(struct order_load *o, const struct pending *p, int64_t *count)
{
	const struct fold_row r = fold_row_of(&p->line);
	const size_t c = customer_of(o, &r);

	if (add_line(o, &p->line, c, &r))
		++*count;
	else
		table_row_bad(o->l->in, &p->row, order_line_names[ORDER_LINE_AMOUNT], "the sum of the customer's amounts is larger than 64 bits");
	return c;
}

static void
replace_order(struct order_load *o, struct order *order)
{
	forget_order(o, order);
	for (size_t i = 0; i < order->n; i++)
		o->customer[add_or_reject(o, &order->line[i], &o->l->batch.updated)].again = true;
}

/* One that was held until it was known that no line of it is bad. */
static void
add_order(struct order_load *o, struct order *order)
{
	for (size_t i = 0; i < order->n; i++)
		add_or_reject(o, &order->line[i], &o->l->batch.added);
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
	char day[DATE_SIZE];

	qsort(order->line, order->n, sizeof *order->line, by_line);
	for (size_t i = 0; i < order->n; i++)
		table_row_bad(o->l->in, &order->line[i].row, order_line_names[ORDER_LINE_ORDER], "order_id '%.60s' of %s %s",
		    order->line[i].line.text[ORDER_LINE_ORDER], date_text(order->line[i].line.day, day), why);
}

static bool
is_spoiled(const struct order_load *o, const struct order *order)
{
	const char *id = order->line[0].line.text[ORDER_LINE_ORDER];
	size_t at;

	return map_find(o->spoiled, id, strlen(id), &at);
}

static void
free_order(struct order *order)
{
	for (size_t i = 0; i < order->nstored; i++)
		free(order->stored[i]);
	for (size_t i = 0; i < order->n; i++) {
		free(order->line[i].key);
		free(order->line[i].own);
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
			o->l->batch.unchanged += (int64_t)order->n;
		else if (order->nstored == 0 && is_spoiled(o, order))
			reject_order(o, order, "has another bad line; an order is loaded whole or not at all");
		else if (order->nstored == 0)
			add_order(o, order);
		else if (!o->opts->replace)
			reject_order(o, order, "is in the store with other lines (use --replace to replace them)");
		else if (is_spoiled(o, order))
			reject_order(o, order, "has another bad line; the stored order is kept");
		else
			replace_order(o, order);
		free_order(order);
	}
}

static void
note_made(const struct order_load *o, int64_t made)
{
	if (made > 0 && !o->l->opts.dry_run)
		opt_note("created %jd customer%s", (intmax_t)made, TEXT_PLURAL(made));
}

static void
orders_close(struct order_load *o)
{
	query_free(o->insert);
	query_free(o->stored);
	query_free(o->known);
	query_free(o->forget);
	fold_free(o->fold);
	map_free(o->keys);
	map_free(o->spoiled);
	free(o->customer);
	free(o->order);
	free(o->other_day);
}

void
order_load(struct load *l, const struct order_load_opts *opts)
{
	struct order_load o = { .l = l, .opts = opts, .by_customer = { .name = "orders_customer" },
		.by_order = { .name = "orders_order" } };

	order_line_columns(l->in, &opts->ignore, o.at);
	o.insert = order_line_inserter(l->store);
	o.stored = order_line_finder(l->store);
	o.known = store_customer_query(l->store);
	o.forget = query_new(l->store, "DELETE FROM orders WHERE order_id = ?1 AND day = ?2");
	o.had_orders = query_number(l->store, "SELECT EXISTS (SELECT 1 FROM orders WHERE order_id IS NOT NULL)");
	o.hold = o.had_orders || l->opts.rejects;
	o.stored_before = query_number(l->store, "SELECT max(id) FROM orders");
	o.had_history = query_number(l->store, "SELECT EXISTS (SELECT 1 FROM history)");
	o.fold = fold_new(1);
	o.part = fold_part(o.fold, 0);
	o.keys = map_new();
	o.spoiled = map_new();
	for (char **row; (row = table_next(l->in)) != NULL;)
		take_row(&o, row);
	judge_orders(&o);
	put_back(l->store, &o.by_customer);
	put_back(l->store, &o.by_order);
	if (load_good(l))
		note_made(&o, history_kept_update(l->store, o.part, o.customer, o.had_history));
	orders_close(&o);
}
