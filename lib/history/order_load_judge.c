#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/history/order_changes.h"
#include "lib/history/order_load_own.h"
#include "lib/store/query.h"

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
		const size_t c = order_load_customer(o, &r);	/* may move o->customer */

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
	const struct fold_row r = order_load_row(v);
	const size_t c = order_load_customer(o, &r);

	if (order_load_add(o, v, c, &r, &large))
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
	order_load_aside(o);
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
	enum { REASON = 2 * RECORD_WHY };
	struct record_value v[ORDER_LINE_FIELDS];
	char day[DATE_SIZE], text[REASON];

	qsort(order->line, order->n, sizeof *order->line, by_line);
	order_line_values(&order->line[0].key, v);
	date_text(v[ORDER_LINE_DATE].day, day);
	if (*v[ORDER_LINE_SOURCE].s)
		snprintf(text, sizeof text, say("order_id '%.60s' of %s from '%.60s' %s"),
		    v[ORDER_LINE_ORDER].s, day, v[ORDER_LINE_SOURCE].s, why);
	else
		snprintf(text, sizeof text, say("order_id '%.60s' of %s %s"),
		    v[ORDER_LINE_ORDER].s, day, why);
	for (size_t i = 0; i < order->n; i++)
		reject_line(o, &order->line[i], ORDER_LINE_ORDER, text);
}

/* Another order in the store has the number, perhaps that of another shop. */
static void
reject_other(struct order_load *o, struct order *order)
{
	struct record_value v[ORDER_LINE_FIELDS];

	order_line_values(&order->line[0].key, v);
	reject_order(o, order, *v[ORDER_LINE_SOURCE].s ?
	    say("is in the store with other lines (use --replace to replace them,"
	    " --replace -n to see what differs)") :
	    say("is in the store with other lines (use --replace to replace them,"
	    " --replace -n to see what differs,"
	    " or --source=NAME if it is the order of another shop)"));
}

static bool
is_spoiled(struct order_load *o, const struct order *order)
{
	struct record_value v[ORDER_LINE_FIELDS];
	size_t at;

	order_line_values(&order->line[0].key, v);
	const struct text *key = order_load_key(o, v);

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

void
order_load_judge(struct order_load *o)
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
			reject_other(o, order);
		else if (is_spoiled(o, order))
			reject_order(o, order,
			    say("has another bad line; the stored order is kept"));
		else
			replace_order(o, order);
		free_order(order);
	}
}
