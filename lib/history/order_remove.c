#include "lib/history/order_remove.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/history/history_kept.h"
#include "lib/history/order_changes.h"
#include "lib/history/order_line.h"
#include "lib/io/opt.h"
#include "lib/store/image.h"
#include "lib/store/query.h"

/* Cells that do not matter are texts: a cancelled order may have no amount, or no customer. */
static const struct record_field fields[ORDER_LINE_FIELDS] = {
	[ORDER_LINE_CUSTOMER] = { .name = "customer_id", .type = RECORD_TEXT, .own = true },
	[ORDER_LINE_DATE] = { .name = "date", .type = RECORD_MOMENT },
	[ORDER_LINE_AMOUNT] = { .name = "amount", .type = RECORD_TEXT, .own = true },
	[ORDER_LINE_ORDER] = { .name = "order_id", .type = RECORD_ID, .required = true,
		.own = true },
	[ORDER_LINE_SKU] = { .name = "sku", .type = RECORD_TEXT, .own = true },
	[ORDER_LINE_QUANTITY] = { .name = "quantity", .type = RECORD_TEXT, .own = true },
	[ORDER_LINE_COST] = { .name = "cost", .type = RECORD_TEXT, .own = true },
	[ORDER_LINE_DISCOUNT] = { .name = "discount", .type = RECORD_TEXT },
	[ORDER_LINE_CHANNEL] = { .name = "channel", .type = RECORD_TEXT },
	[ORDER_LINE_SOURCE] = { .name = RECORD_SOURCE, .type = RECORD_TEXT },
};

/*
 * The ledger of points is only added to: an order that is removed keeps its points. The removed
 * orders with an entry that is not reversed; the conditions on the step are those of two indexes.
 */
#define KEPT(condition) \
	"EXISTS (SELECT 1 FROM points AS e WHERE e.order_id = o.order_id AND e.source IS o.source" \
	" AND e.order_id IS NOT NULL AND " condition " AND e.points + coalesce(" \
	"(SELECT sum(r.points) FROM points AS r WHERE r.refers = e.entry_id" \
	" AND r.step = 'reverse'), 0) <> 0)"
static const char points_sql[] =
	"SELECT count(*), min(order_id), customer_id, source FROM (SELECT"
	" json_extract(old, '$.order_id') AS order_id, json_extract(old, '$.source') AS source,"
	" min(json_extract(old, '$.customer_id')) AS customer_id"
	" FROM undo WHERE batch = ? AND of_table = 'orders' GROUP BY 1, 2) AS o"
	" WHERE " KEPT("e.step = 'earn'") " OR " KEPT("e.step <> 'earn' AND e.step = 'redeem'");

struct order_remove {
	const struct record_load *l;
	sqlite3_stmt *stored, *days, *image, *forget;
	int64_t pointed;	/* removed orders with points */
	char *command;		/* takes back the points of one of them, or NULL */
};

static void *
remove_open(const struct record *r, const struct record_load *l)
{
	static const char which[] = "?1 > 0 AND order_id = ?2 AND source IS ?3"
	    " AND (?3 IS NOT NULL OR day = ?4)";
	struct order_remove *o = mem_new(1, sizeof *o);
	char *sql = query_print("DELETE FROM orders WHERE %s", which);

	(void)r;
	*o = (struct order_remove){ .l = l, .stored = order_line_finder(l->store),
		.image = image_query(l->store, "orders", which),
		.days = query_new(l->store, "SELECT min(day), count(DISTINCT day) FROM orders"
		    " WHERE order_id = ? AND source IS NULL"),
		.forget = query_new(l->store, sql) };
	sqlite3_free(sql);
	return o;
}

static const char *
source_of(const struct record_value *v)
{
	return *v[ORDER_LINE_SOURCE].s ? v[ORDER_LINE_SOURCE].s : NULL;
}

/*
 * The day of the order, which does not matter if it has a source. A cancelled order may have lost
 * its date; then the store knows it, unless orders of several days have the number. False: they do.
 */
static bool
day_of(const struct order_remove *o, const struct record_value *v, char day[static DATE_SIZE])
{
	*day = '\0';
	if (*v[ORDER_LINE_DATE].s)
		date_text(v[ORDER_LINE_DATE].day, day);
	if (*day || source_of(v))
		return true;
	query_text(o->days, 1, v[ORDER_LINE_ORDER].s);
	query_step(o->days);
	snprintf(day, DATE_SIZE, "%s", query_cell(o->days, 0));
	const bool one = sqlite3_column_int(o->days, 1) <= 1;

	sqlite3_reset(o->days);
	return one;
}

static void
run(const struct order_remove *o, sqlite3_stmt *q, const struct record_value *v, const char *day)
{
	query_int(q, 1, o->l->batch->batch);
	query_text(q, 2, v[ORDER_LINE_ORDER].s);
	query_text(q, 3, source_of(v));
	query_text(q, 4, day);
	query_run(q);
}

/* For -n: the lines that would be removed. */
static void
show(const struct order_remove *o, const struct record_value *v, const char *day)
{
	query_text(o->stored, 1, v[ORDER_LINE_ORDER].s);
	while (query_step(o->stored)) {
		if (strcmp(query_cell(o->stored, ORDER_LINE_SOURCE), v[ORDER_LINE_SOURCE].s) != 0 ||
		    (source_of(v) == NULL && strncmp(query_cell(o->stored, ORDER_LINE_DATE), day,
		    strlen(day)) != 0))
			continue;
		struct text key = order_line_stored(o->stored);

		order_changes_replaced(o->l->changes, (const struct text *[]){ &key }, 1, NULL, 0);
		text_free(&key);
	}
}

static void
remove_put(void *ctx, const struct record_value *v, char *const *cell)
{
	struct order_remove *o = ctx;
	char day[DATE_SIZE];

	(void)cell;
	if (!day_of(o, v, day)) {
		record_bad(o->l, "date", "date is empty, and orders of several days have the"
		    " order_id '%.60s'", v[ORDER_LINE_ORDER].s);
		return;
	}
	if (o->l->changes)
		show(o, v, day);
	run(o, o->image, v, day);
	run(o, o->forget, v, day);
	if (sqlite3_changes(sqlite3_db_handle(o->forget)) > 0)
		o->l->batch->updated++;
	else
		o->l->batch->unchanged++;
}

static char *
reversal(const char *order, const char *customer, const char *source)
{
	enum { QUOTED = 4 * 64 + 3 };
	char buf[3][QUOTED];

	return mem_print("points-log --step=reverse --order-id=%s --customer-id=%s%s%s",
	    text_shell(order, buf[0], QUOTED), text_shell(customer, buf[1], QUOTED),
	    *source ? " --source=" : "", *source ? text_shell(source, buf[2], QUOTED) : "");
}

static void
count_pointed(struct order_remove *o)
{
	sqlite3_stmt *q = query_new(o->l->store, points_sql);

	query_int(q, 1, o->l->batch->batch);
	query_step(q);
	o->pointed = sqlite3_column_int64(q, 0);
	if (o->pointed > 0)
		o->command = reversal(query_cell(q, 1), query_cell(q, 2), query_cell(q, 3));
	query_free(q);
}

static void
remove_note(const void *ctx)
{
	const struct order_remove *o = ctx;

	if (o->pointed > 0)
		opt_warn(o->pointed == 1 ?
		    "%jd order that was removed keeps its points; take them back with: %s" :
		    "%jd orders that were removed keep their points; take those of each back with"
		    " a command such as: %s", (intmax_t)o->pointed, o->command);
}

static void
remove_finish(void *ctx)
{
	struct order_remove *o = ctx;
	char *touched = query_print("SELECT DISTINCT json_extract(old, '$.customer_id') FROM undo"
	    " WHERE batch = %lld AND of_table = 'orders'", (long long)o->l->batch->batch);

	history_kept_again(o->l->store, touched);
	count_pointed(o);
	sqlite3_free(touched);
	query_free(o->stored);
	query_free(o->days);
	query_free(o->image);
	query_free(o->forget);
}

static void
remove_close(void *ctx)
{
	struct order_remove *o = ctx;

	free(o->command);
	free(o);
}

static const struct record_sink sink = {
	.open = remove_open, .put = remove_put, .finish = remove_finish, .close = remove_close,
	.note = remove_note,
	.bulk = true,
};

const struct record order_remove_record = { .table = "orders", .key = "id", .shown = "order_id",
	.field = fields, .n = ORDER_LINE_FIELDS, .sink = &sink,
	.one_or_many = true, .numbered = "order_id" };
