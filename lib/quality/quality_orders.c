#include "lib/quality/quality_orders.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/bag.h"
#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/shortened.h"
#include "lib/base/text.h"
#include "lib/quality/quality.h"
#include "lib/store/query.h"

/*
 * SQLite would sort all orders to group them by source, so they are grouped here. Orders of the
 * same source mostly follow each other.
 */
static const char orders_sql[] =
	"SELECT source, date, order_id, sku, quantity, cost, channel, customer_id, amount,"
	" discount FROM orders";
enum { SOURCE, DATE, FIRST, ORDER = FIRST, COLUMNS = 10 };

struct quality_orders {
	struct quality_orders_count *of;
	size_t n, room;
	struct bag *rows;	/* NULL: doubled rows are not looked for */
	struct text key;
};

static bool
is_of(const struct quality_orders_count *c, const char *source)
{
	return source && c->source ? strcmp(source, c->source) == 0 : source == c->source;
}

static struct quality_orders_count *
find(struct quality_orders *y, const char *source)
{
	for (size_t i = 0; i < y->n; i++)
		if (is_of(&y->of[i], source))
			return &y->of[i];
	y->of = mem_grow(y->of, y->n + 1, &y->room, sizeof *y->of);
	y->of[y->n] = (struct quality_orders_count){ .source = source ? mem_text(source) : NULL };
	return &y->of[y->n++];
}

static int
by_source(const void *a, const void *b)
{
	const struct quality_orders_count *x = a, *y = b;

	if (x->source == NULL || y->source == NULL)
		return (x->source != NULL) - (y->source != NULL);
	return strcmp(x->source, y->source);
}

/* Compares as texts: the bytes of a day are in the order of the days. */
static bool
is_after(const char *date, const char *day)
{
	return strncmp(date, day, DATE_SIZE - 1) > 0;
}

/* Is the row equal to an earlier one? */
static bool
is_doubled(struct quality_orders *y, sqlite3_stmt *q)
{
	bool is_new;

	y->key.n = 0;
	for (int i = 0; i < COLUMNS; i++) {
		const char *cell = query_cell(q, i);

		text_add(&y->key, cell, strlen(cell) + 1);
	}
	bag_at(y->rows, y->key.s, y->key.n, &is_new);
	return !is_new;
}

static void
count_numbered(struct quality_orders *y, struct quality_orders_count *c, sqlite3_stmt *q)
{
	c->numbered++;
	c->shortened += shortened_why(query_cell(q, ORDER)) != NULL;
	c->doubled += y->rows && is_doubled(y, q);
}

struct quality_orders *
quality_orders_new(struct store *store, const struct quality_day *day, bool doubled)
{
	struct quality_orders *y = mem_new(1, sizeof *y);
	struct quality_orders_count *c = NULL;
	sqlite3_stmt *q = query_new(store, orders_sql);
	char as_of[DATE_SIZE], today[DATE_SIZE];

	y->rows = doubled ? bag_new(0) : NULL;
	date_text(day->as_of, as_of);
	date_text(day->today, today);
	while (query_step(q)) {
		const char *source = (const char *)sqlite3_column_text(q, SOURCE);
		const char *date = query_cell(q, DATE);
		const bool future = is_after(date, today);

		if (is_after(date, as_of) && !future)
			continue;
		if (c == NULL || !is_of(c, source))
			c = find(y, source);
		c->n++;
		c->future += future;
		for (int i = 0; i < QUALITY_ORDERS_COLUMNS_N; i++)
			c->empty[i] += sqlite3_column_type(q, FIRST + i) == SQLITE_NULL;
		if (sqlite3_column_type(q, ORDER) != SQLITE_NULL)
			count_numbered(y, c, q);
	}
	query_free(q);
	if (y->rows)
		bag_free(y->rows);
	text_free(&y->key);
	if (y->n > 1)
		qsort(y->of, y->n, sizeof *y->of, by_source);
	return y;
}

void
quality_orders_free(struct quality_orders *y)
{
	for (size_t i = 0; y && i < y->n; i++)
		free((char *)(uintptr_t)y->of[i].source);
	if (y)
		free(y->of);
	free(y);
}

size_t
quality_orders_sources(const struct quality_orders *y)
{
	return y->n;
}

const struct quality_orders_count *
quality_orders_at(const struct quality_orders *y, size_t at)
{
	return &y->of[at];
}
