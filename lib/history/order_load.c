#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/history/order_changes.h"
#include "lib/history/order_equal.h"
#include "lib/history/order_load_own.h"
#include "lib/store/image.h"
#include "lib/store/query.h"

/* Notes the order of a bad row: it is neither added nor replaced. */
static void
order_spoil(void *ctx, const struct record_value *value)
{
	struct order_load *o = ctx;

	if (!o->hold || *value[ORDER_LINE_ORDER].s == '\0')
		return;
	const struct text *key = order_load_key(o, value);

	map_at(o->spoiled, key->s, key->n, NULL);
}

static const char *
order_whose(void *ctx, const char *const *field, char *const *cell)
{
	struct order_load *o = ctx;

	return o->whose ? whose_id(o->whose, field[ORDER_LINE_CUSTOMER], cell) :
	    field[ORDER_LINE_CUSTOMER];
}

static bool
order_look(void *ctx, const struct record_value *v)
{
	struct order_load *o = ctx;
	const struct fold_row r = o->row = order_load_row(v);

	o->c = order_load_customer(o, &r);
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
	struct order *order = o->hold && *v[ORDER_LINE_ORDER].s ?
	    order_load_held(o, v, o->c) : NULL;

	if (order) {
		order_load_postpone(o, order, v);
	} else if (order_load_add(o, v, o->c, &r, &large)) {
		o->l->batch->added++;
		order_load_aside(o);
		if (o->l->changes)
			order_changes_added(o->l->changes, v);
	} else {
		const char *name = order_line_fields[large].name;

		record_bad(o->l, name,
		    "%s '%.60s' makes the sum of the customer's %ss larger than 64 bits",
		    name, v[large].s, name);
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

	*o = (struct order_load){ .of = r, .l = l, .opts = l->opts,
		.aside = aside_new(l->store), .whose = whose_open(l),
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
		.moved.orders = map_new(), .spread.orders = map_new(),
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

	order_load_judge(o);
	if (o->l->changes)
		order_equal_note(o->equal, o->opts->unique, 0);
	insert_free(o->insert);
	aside_free(o->aside);
	if (record_good(o->l))
		o->created = history_kept_update(o->l->store, o->l->batch->batch, o->part,
		    o->customer, o->had_history);
	whose_finish(o->whose);
	/* of many the id is not asked for, and the row's may be gone */
	record_created(o->l, o->created, o->l->in ? "" : o->row.id);
	query_free(o->stored);
	query_free(o->known);
	query_free(o->spend);
	query_free(o->image);
	query_free(o->forget);
}

static void
note_days(const struct order_load *o)
{
	if (o->moved.n > 0)
		opt_warn(o->moved.n == 1 ?
		    "%jd order_id is already stored on another day;"
		    " the first is '%s' (%s, now %s); both days count" :
		    "%jd order_ids are already stored on another day;"
		    " the first is '%s' (%s, now %s); both days count", (intmax_t)o->moved.n,
		    o->moved.id, o->moved.from, o->moved.to);
	if (o->spread.n > 0)
		opt_note(o->spread.n == 1 ?
		    "%jd order_id has lines on several days in this load;"
		    " the first is '%s' (%s and %s); it counts once per source and customer,"
		    " on its first day, and each day is a day of purchase" :
		    "%jd order_ids have lines on several days in this load;"
		    " the first is '%s' (%s and %s); each counts once per source and customer,"
		    " on its first day, and each day is a day of purchase",
		    (intmax_t)o->spread.n, o->spread.id, o->spread.from, o->spread.to);
}

static void
order_note(const void *ctx)
{
	const struct order_load *o = ctx;

	if (o->created > 0)
		opt_note("created %jd customer%s", (intmax_t)o->created, TEXT_PLURAL(o->created));
	note_days(o);
	order_equal_note(o->equal, o->opts->unique, o->l->batch->batch);
}

static void
order_close(void *ctx)
{
	struct order_load *o = ctx;

	fold_free(o->fold);
	map_free(o->keys);
	map_free(o->spoiled);
	map_free(o->moved.orders);
	map_free(o->spread.orders);
	order_equal_free(o->equal);
	whose_close(o->whose);
	text_free(&o->key);
	free(o->customer);
	free(o->order);
	free(o->other_day);
	free(o);
}

static const struct record_sink sink = {
	.open = order_open, .whose = order_whose, .look = order_look, .put = order_put,
	.spoil = order_spoil,
	.finish = order_finish, .note = order_note, .close = order_close, .bulk = true,
	.adds = true, .is_later = order_is_later,
};

const struct record order_load_record = { .table = "orders", .key = "id", .shown = "order_id",
	.field = order_line_fields, .n = ORDER_LINE_FIELDS, .sink = &sink, .creates = true,
	.one_or_many = true, .numbered = "order_id" };
