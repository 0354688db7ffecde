#include "lib/forecast/demand_rows_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/known.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/customer/grouping.h"
#include "lib/io/cite.h"
#include "lib/io/table.h"
#include "lib/service/calendar_rows.h"
#include "lib/store/query.h"

static const char *const names[CELLS] = { "date", "value", "amount", "quantity", "order_id",
	"source", "customer_id" };

/* Takes a row of a table; false if it is bad. */
static bool
take_row(struct demand_own *o, const char *const cell[CELLS])
{
	int64_t amount = 0;
	const enum money_result r = cell[AMOUNT] && o->measure != DEMAND_VALUE
	    ? money_parse(cell[AMOUNT], &amount) : MONEY_OK;

	return demand_rows_take(o, cell, amount, r);
}

/* Whether the measure needs the column; a column that it does not need may be there or not. */
static bool
needs(enum demand_measure m, enum demand_rows_cell c)
{
	return c == DATE || (c == VALUE && m == DEMAND_VALUE) ||
	    (c == AMOUNT && m == DEMAND_AMOUNT) || (c == QUANTITY && m == DEMAND_QUANTITY);
}

/* A table has a column value; without it, a column customer_id shows that this is an order log. */
static enum demand_measure
recognise(const struct demand_opts *opts, struct table *t)
{
	size_t at;

	if (opts->measure != DEMAND_VALUE)
		return (enum demand_measure)opts->measure;
	return !table_find(t, "value", &at) && table_find(t, "customer_id", &at) ? DEMAND_ORDERS :
	    DEMAND_VALUE;
}

static void
read_table(struct demand_own *o, char **operands)
{
	const struct demand_opts *opts = o->opts;
	struct table *t = table_open(operands, &(struct table_opts){
	    .policy = opts->skip_bad ? TABLE_SKIP : TABLE_STOP, .reading = &opts->reading });
	static const enum recipe_kind kind[CELLS] = { [DATE] = RECIPE_DATE,
		[VALUE] = RECIPE_NUMBER, [AMOUNT] = RECIPE_AMOUNT, [QUANTITY] = RECIPE_NUMBER };
	const char *cell[CELLS] = { 0 };
	size_t at[CELLS];
	bool has[CELLS];

	o->measure = recognise(opts, t);
	for (int i = 0; i < CELLS; i++) {
		const char *name = i == BY ? opts->by : names[i];
		const bool wanted = o->measure == DEMAND_VALUE ? i <= VALUE || i == BY : i != VALUE;

		has[i] = wanted && name && table_find(t, name, &at[i]);
		if (!has[i] && i == AMOUNT && needs(o->measure, AMOUNT))
			fail_lack("no amounts: --measure=amount requires a column amount");
		if (!has[i] && name && (i == BY || needs(o->measure, (enum demand_rows_cell)i)))
			table_column(t, name);
		if (i <= QUANTITY && has[i])
			table_reads(t, at[i], kind[i]);
	}
	for (char **row; (row = table_next(t)) != NULL;) {
		for (int i = 0; i < CELLS; i++)
			if (has[i])
				cell[i] = row[at[i]];
		if (!take_row(o, cell))
			table_bad(t, names[o->field], "%s '%.60s' %s", names[o->field],
			    cell[o->field], o->why);
	}
	table_close(t);
}

/* Only the columns that the measure needs: a store has millions of orders. */
static sqlite3_stmt *
orders_of(const struct demand_own *o, struct store *store)
{
	static const struct grouping_column own[] = { { "sku", "r.sku" },
		{ "channel", "r.channel" }, { "customer_id", "r.customer_id" }, { 0 } };
	char *sql = query_print("SELECT r.date, r.amount, %s, %s",
	    o->measure == DEMAND_QUANTITY ? "r.quantity" : "NULL",
	    o->measure == DEMAND_ORDERS ? "r.order_id, r.source, r.customer_id" :
	    "NULL, NULL, NULL");

	if (o->opts->by)
		sql = grouping_add(sql, o->opts->by, own);
	return query_made(store, query_print("%z FROM orders AS r" GROUPING_JOIN, sql));
}

static void
read_store(struct demand_own *o, struct store *store)
{
	const char *cell[CELLS] = { 0 };
	char date[DATE_SIZE] = "";

	o->measure = o->opts->measure == DEMAND_VALUE ? DEMAND_ORDERS :
	    (enum demand_measure)o->opts->measure;
	sqlite3_stmt *q = orders_of(o, store);

	while (query_step(q)) {
		memccpy(date, query_cell(q, 0), '\0', DATE_SIZE - 1);
		cell[DATE] = date;
		cell[QUANTITY] = query_cell(q, 2);
		cell[ORDER] = query_cell(q, 3);
		cell[SOURCE] = query_cell(q, 4);
		cell[CUSTOMER] = query_cell(q, 5);
		cell[BY] = o->opts->by ? query_cell(q, 6) : NULL;
		if (!demand_rows_take(o, cell, sqlite3_column_int64(q, 1), MONEY_OK))
			fail("bad order in the store: %s '%.60s' %s; run cust-check",
			    names[o->field], cell[o->field], o->why);
	}
	query_free(q);
}

static void
note_left_out(const struct demand_own *o)
{
	if (o->unnamed > 0)
		opt_note("left out %jd row%s without a %s", (intmax_t)o->unnamed,
		    TEXT_PLURAL(o->unnamed), o->opts->by);
	if (o->refunds > 0)
		opt_note("left out %jd refund%s", (intmax_t)o->refunds, TEXT_PLURAL(o->refunds));
	if (o->unmeasured > 0)
		opt_note("left out %jd row%s without a quantity", (intmax_t)o->unmeasured,
		    TEXT_PLURAL(o->unmeasured));
	if (o->closed > 0)
		opt_note("left out %jd row%s on days that are closed in the calendar",
		    (intmax_t)o->closed, TEXT_PLURAL(o->closed));
}

struct demand_rows *
demand_rows_read(const struct demand_opts *opts, struct store *store, char **operands)
{
	struct demand_rows *to = mem_new(1, sizeof *to);
	struct demand_own *o = to->own = mem_new(1, sizeof *o);

	opt_use_zone(opts->dates.zone);	/* for a store the zone is in use already */
	*o = (struct demand_own){ .opts = opts, .series = map_new(), .seen = map_new(),
		.until = known_by(opts->as_of).day, .newest = INT32_MIN, .dates = opts->dates };
	cite_as_of(o->until);
	o->recent = mem_new(DEMAND_RECENT, sizeof *o->recent);
	to->by = opts->by;
	to->slots.period = (enum period)opts->period;
	to->calendar = opts->calendar ? calendar_rows_read(opts->calendar) : NULL;
	if (store)
		read_store(o, store);
	else
		read_table(o, operands);
	demand_rows_arrange(to);
	note_left_out(o);
	return to;
}

void
demand_rows_free(struct demand_rows *d)
{
	demand_free(d->series, d->n);
	if (d->calendar)
		calendar_free(d->calendar);
	map_free(d->own->series);
	map_free(d->own->seen);
	free(d->own->line);
	free(d->own->recent);
	free(d->own);
	free(d->name);
	free(d);
}
