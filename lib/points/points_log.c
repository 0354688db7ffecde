#include "lib/points/points_log_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/table.h"
#include "lib/store/batch.h"
#include "lib/store/query.h"

/* Without points an order earns by rules, and needs what they ask for. */
static bool
check_rules(const struct points_log_sink *s, const struct record_value *v)
{
	if (points_log_step(v) != ENTRIES_EARN || points_log_given(v, POINTS))
		return true;
	if (s->opts->programme == NULL)
		record_bad(s->l, "points", "points is empty (or give the rules by which orders earn"
		    " points: --rules=FILE)");
	else if (!points_log_given(v, ORDER))
		record_bad(s->l, "order_id", "order_id is empty: without it the order could earn"
		    " twice");
	else if (!points_log_given(v, AMOUNT))
		record_bad(s->l, "amount", "amount is empty: the rules need it");
	else
		return true;
	return false;
}

static bool
is_known(const struct points_log_sink *s, const struct record_value *v, int f)
{
	const char *name = points_log_fields[f].name;
	size_t at;

	if (!points_log_given(v, f) || map_find(s->customers, v[f].s, strlen(v[f].s), &at))
		return true;
	if (query_finds(s->known, v[f].s)) {
		map_at(s->customers, v[f].s, strlen(v[f].s), NULL);
		return true;
	}
	record_bad(s->l, name, "%s '%.60s' is not in the store (add it with cust-add)", name,
	    v[f].s);
	return false;
}

static bool
is_remembered(const struct points_log_sink *s, const struct record_value *v, int f)
{
	const char *name = points_log_fields[f].name;

	if (!points_log_given(v, f) || !store_is_forgotten(s->forgotten, v[f].s))
		return true;
	record_bad(s->l, name, "%s '%.60s' is of a customer who was forgotten", name, v[f].s);
	return false;
}

static bool
sink_look(void *ctx, const struct record_value *v)
{
	const struct points_log_sink *s = ctx;

	return is_remembered(s, v, CUSTOMER) && is_remembered(s, v, OTHER) &&
	    is_known(s, v, CUSTOMER) && is_known(s, v, OTHER) && check_rules(s, v);
}

static void *
sink_open(const struct record *r, const struct record_load *l)
{
	struct points_log_sink *s = mem_new(1, sizeof *s);

	(void)r;
	*s = (struct points_log_sink){ .l = l, .opts = l->opts, .aside = aside_new(l->store),
		.ledger = entries_open(l->store, l->batch->batch, l->changes),
		.known = store_customer_query(l->store),
		.forgotten = store_forgotten_query(l->store), .orders = map_new(),
		.spoiled = map_new(), .customers = map_new() };
	s->operations = operations_open(l->store, s->ledger, s->opts->programme, s->opts->debts);
	return s;
}

static void
sink_note(const void *ctx)
{
	const struct points_log_sink *s = ctx;

	if (s->lapsed > 0)
		opt_note("%jd points were given back to lots that have expired"
		    " (--expires=DATE gives them a new date)", (intmax_t)s->lapsed);
	if (s->l->in == NULL && s->same)
		opt_note("nothing changed: this was recorded before");
}

static void
sink_print(const void *ctx, struct put *out)
{
	static const struct put_head head[] = { { "entry_id", PUT_INT },
		{ "customer_id", PUT_TEXT }, { "step", PUT_TEXT }, { "points", PUT_INT },
		{ "balance", PUT_INT }, { 0 } };
	const struct points_log_sink *s = ctx;
	const struct operation *op = &s->job[0].op;

	put_columns(out, head);
	opt_committed("the entries of batch %jd are committed", (intmax_t)s->l->batch->batch);
	if (s->entry > 0)
		put_int(out, s->entry);
	else
		put_none(out);
	put_text(out, op->customer);
	put_text(out, entries_step_name(op->step));
	put_int(out, s->points);
	put_int(out, s->balance);
	put_end(out);
}

static void
sink_close(void *ctx)
{
	struct points_log_sink *s = ctx;

	for (size_t i = 0; i < s->nrows; i++)
		if (s->row[i].place.file)
			table_row_free(&s->row[i].place);
	map_free(s->orders);
	map_free(s->spoiled);
	text_free(&s->key);
	map_free(s->customers);
	arena_free(&s->texts);
	free(s->row);
	free(s->job);
	free(s->of_order);
	free(s);
}

static const struct record_sink sink = {
	.open = sink_open, .look = sink_look, .put = points_log_put, .spoil = points_log_spoil,
	.finish = points_log_finish, .note = sink_note, .print = sink_print, .close = sink_close,
};

const struct record points_log_record = { .table = "points", .key = "entry_id",
	.field = points_log_fields, .n = FIELDS, .check = points_log_check, .sink = &sink,
	.numbered = "order_id", .one_or_many = true };
