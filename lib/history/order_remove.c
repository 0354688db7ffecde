#include "lib/history/order_remove.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/history/history_kept.h"
#include "lib/history/order_changes.h"
#include "lib/history/order_line.h"
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

struct order_remove {
	const struct record_load *l;
	sqlite3_stmt *stored, *days, *image, *forget;
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

static void
remove_finish(void *ctx)
{
	struct order_remove *o = ctx;
	char *touched = query_print("SELECT DISTINCT json_extract(old, '$.customer_id') FROM undo"
	    " WHERE batch = %lld AND of_table = 'orders'", (long long)o->l->batch->batch);

	history_kept_again(o->l->store, touched);
	sqlite3_free(touched);
	query_free(o->stored);
	query_free(o->days);
	query_free(o->image);
	query_free(o->forget);
}

static const struct record_sink sink = {
	.open = remove_open, .put = remove_put, .finish = remove_finish, .close = free,
	.bulk = true,
};

const struct record order_remove_record = { .table = "orders", .key = "id", .shown = "order_id",
	.field = fields, .n = ORDER_LINE_FIELDS, .sink = &sink,
	.one_or_many = true, .numbered = "order_id" };
