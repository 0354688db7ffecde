#include "lib/basket/baskets_rows.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/known.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/shortened.h"
#include "lib/base/text.h"
#include "lib/io/cite.h"
#include "lib/io/table.h"
#include "lib/store/query.h"

enum cell { CUSTOMER, SKU, DATE, AMOUNT, CELLS };
static const char *const names[CELLS] = { "customer_id", "sku", "date", "amount" };

struct baskets_own {
	struct map *customers, *items;
	struct baskets_line *line;
	size_t n, room;
	int64_t without_sku, refunds;
	int32_t until;
	struct date_reader dates;
	struct date_memo date;
	enum cell field;	/* the bad cell of a row, and the reason */
	const char *why;
};

static bool
bad(struct baskets_own *o, enum cell field, const char *why)
{
	o->field = field;
	o->why = why;
	return false;
}

static uint32_t
number(struct map *m, const char *id)
{
	return (uint32_t)map_at(m, id, strlen(id), NULL);
}

/* Takes one row; false if it is bad. A cell is "" if its column does not exist. */
static bool
take(struct baskets_own *o, const char *const cell[CELLS])
{
	int32_t day = 0, second;
	int64_t amount = 0;

	if (cell[DATE]) {
		const enum date_result r =
		    date_read_next(&o->dates, &o->date, cell[DATE], &day, &second);

		if (r != DATE_OK)
			return bad(o, DATE, date_why(r));
	}
	if (cell[AMOUNT]) {
		const enum money_result r = money_parse(cell[AMOUNT], &amount);

		if (r != MONEY_OK)
			return bad(o, AMOUNT, money_why(r));
	}
	if (cell[DATE] && day > o->until)
		return true;
	o->refunds += amount < 0;
	o->without_sku += amount >= 0 && *cell[SKU] == '\0';
	if (amount < 0 || *cell[SKU] == '\0')
		return true;
	o->line = mem_grow(o->line, o->n + 1, &o->room, sizeof *o->line);
	o->line[o->n++] = (struct baskets_line){ number(o->customers, cell[CUSTOMER]),
		number(o->items, cell[SKU]), day };
	return true;
}

/* Of a row of CSV: what is in the store is as it is. */
static bool
are_ids(struct baskets_own *o, const char *const cell[CELLS])
{
	if (text_id_why(cell[CUSTOMER]))
		return bad(o, CUSTOMER, text_id_why(cell[CUSTOMER]));
	return shortened_why(cell[SKU]) == NULL || bad(o, SKU, shortened_why(cell[SKU]));
}

static void
read_table(struct baskets_own *o, const struct baskets_opts *opts, char **operands)
{
	struct table *t = table_open(operands, &(struct table_opts){
	    .policy = opts->skip_bad ? TABLE_SKIP : TABLE_STOP, .reading = &opts->reading });
	const bool needed[CELLS] = { [CUSTOMER] = true, [SKU] = true,
		[DATE] = opts->dated || opts->as_of != DATE_NONE };
	static const enum recipe_kind kind[CELLS] = { [DATE] = RECIPE_DATE,
		[AMOUNT] = RECIPE_AMOUNT };
	const char *cell[CELLS] = { 0 };
	size_t at[CELLS];
	bool has[CELLS];

	for (int i = 0; i < CELLS; i++) {
		has[i] = table_find(t, names[i], &at[i]);
		if (needed[i] && !has[i])
			table_column(t, names[i]);
		if (has[i] && i >= DATE)
			table_reads(t, at[i], kind[i]);
	}
	for (char **row; (row = table_next(t)) != NULL;) {
		for (int i = 0; i < CELLS; i++)
			if (has[i])
				cell[i] = row[at[i]];
		if (!are_ids(o, cell) || !take(o, cell))
			table_bad(t, names[o->field], "%s '%.60s' %s", names[o->field],
			    cell[o->field], o->why);
	}
	table_close(t);
}

static void
read_store(struct baskets_own *o, struct store *store)
{
	sqlite3_stmt *q = query_new(store,
	    "SELECT customer_id, coalesce(sku, ''), substr(date, 1, 10), amount FROM orders");
	const char *cell[CELLS] = { 0 };

	while (query_step(q)) {
		if (sqlite3_column_int64(q, AMOUNT) < 0) {
			o->refunds++;
			continue;
		}
		for (int i = 0; i < AMOUNT; i++)
			cell[i] = query_cell(q, i);
		if (!take(o, cell))
			fail("bad order in the store: %s '%.60s' %s; run cust-check",
			    names[o->field], cell[o->field], o->why);
	}
	query_free(q);
}

/* The keys of the map in their order. Sets *rank to the place of each number in it. */
static const char **
in_order(const struct map *m, uint32_t **rank)
{
	size_t *order = map_order(m);
	const char **key = mem_new(map_count(m), sizeof *key);

	*rank = mem_new(map_count(m), sizeof **rank);
	for (size_t i = 0; i < map_count(m); i++) {
		key[i] = map_key(m, order[i]);
		(*rank)[order[i]] = (uint32_t)i;
	}
	free(order);
	return key;
}

static void
arrange(struct baskets_rows *to)
{
	struct baskets_own *o = to->own;
	uint32_t *customer, *item;

	to->customer = in_order(o->customers, &customer);
	to->item = in_order(o->items, &item);
	for (size_t i = 0; i < o->n; i++) {
		o->line[i].customer = customer[o->line[i].customer];
		o->line[i].item = item[o->line[i].item];
	}
	to->baskets = baskets_new(o->line, o->n, map_count(o->customers), map_count(o->items));
	free(o->line);
	free(customer);
	free(item);
}

struct baskets_rows *
baskets_rows_read(const struct baskets_opts *opts, struct store *store, char **operands)
{
	struct baskets_rows *to = mem_new(1, sizeof *to);
	struct baskets_own *o = to->own = mem_new(1, sizeof *o);

	opt_use_zone(opts->dates.zone);	/* for a store the zone is in use already */
	o->dates = opts->dates;
	o->until = known_by(opts->as_of).day;
	cite_as_of(o->until);
	o->customers = map_new();
	o->items = map_new();
	if (store)
		read_store(o, store);
	else
		read_table(o, opts, operands);
	arrange(to);
	if (o->without_sku > 0)
		opt_note("left out %jd row%s without a sku", (intmax_t)o->without_sku,
		    TEXT_PLURAL(o->without_sku));
	if (o->refunds > 0)
		opt_note("left out %jd refund%s", (intmax_t)o->refunds, TEXT_PLURAL(o->refunds));
	return to;
}

void
baskets_rows_free(struct baskets_rows *b)
{
	baskets_free(b->baskets);
	map_free(b->own->customers);
	map_free(b->own->items);
	free(b->own);
	free(b->customer);
	free(b->item);
	free(b);
}

/* The place of an id among N in the order of their bytes. */
static bool
find(const char *const *of, size_t n, const char *id, size_t *at)
{
	size_t from = 0, to = n;

	while (from < to) {
		*at = from + (to - from) / 2;
		const int order = strcmp(of[*at], id);

		if (order == 0)
			return true;
		if (order < 0)
			from = *at + 1;
		else
			to = *at;
	}
	return false;
}

bool
baskets_rows_customer(const struct baskets_rows *b, const char *id, size_t *at)
{
	return find(b->customer, b->baskets->customers, id, at);
}

bool
baskets_rows_item(const struct baskets_rows *b, const char *sku, size_t *at)
{
	return find(b->item, b->baskets->items, sku, at);
}
