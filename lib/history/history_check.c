#include "lib/history/history_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/history/fold.h"
#include "lib/history/history_kept.h"
#include "lib/history/stored.h"
#include "lib/store/check.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

static const char orders_sql[] = "SELECT " STORED_COLUMNS ", customer_id FROM orders";

/* ... and whether the customer is in the store */
static const char kept_sql[] =
	"SELECT customer_id, orders, first_date, last_date, spend, frequency, repeat_spend, latest,"
	" early_refunds, " HISTORY_KEPT_COSTS ", EXISTS (SELECT 1 FROM customer AS c"
	" WHERE c.customer_id = h.customer_id) FROM history AS h ORDER BY customer_id";
enum { ID, ORDERS, FIRST, LAST, SPEND, FREQUENCY, REPEAT_SPEND, LATEST, EARLY_REFUNDS, COSTS,
	IS_CUSTOMER = COSTS + 3 };

static const char wrong_sql[] =
	"SELECT 1 FROM (SELECT * FROM history WHERE customer_id = ?1"
	" EXCEPT SELECT * FROM history_computed WHERE customer_id = ?1)";
static const char missing_sql[] =
	"SELECT 1 FROM history_computed WHERE customer_id = ?1"
	" AND NOT EXISTS (SELECT 1 FROM history WHERE customer_id = ?1)";

static const char check_name[] = "history";

enum { ID_BYTES = 64 };			/* that the fold takes */

struct comparison {
	struct store *store;
	const struct check_report *to;
	sqlite3_stmt *wrong, *missing, *is_customer;
	struct fold *fold;
	struct fold_part *part;
	struct map *odd;		/* customers whose orders cannot be folded */
	size_t n;			/* customers in the fold, with an order */
	bool *kept;			/* by number in the fold: has a row in the table history */
};

static struct fold_row
row_of(sqlite3_stmt *q, int column)
{
	const char *id = query_cell(q, column);
	struct fold_row r = { 0 };

	stored_customer(&r, id, (size_t)sqlite3_column_bytes(q, column));
	return r;
}

static bool
is_foldable(const struct fold_row *r)
{
	return r->n > 0 && r->n <= ID_BYTES && strlen(r->id) == r->n;
}

static bool
is_odd(const struct comparison *c, const struct fold_row *r)
{
	size_t at;

	return map_count(c->odd) > 0 && map_find(c->odd, r->id, r->n, &at);
}

/* Returns false if a page is damaged. */
static bool
fold_orders(struct comparison *c)
{
	sqlite3_stmt *q = query_new(c->store, orders_sql);
	struct stored_date date = { 0 };
	enum check_result is;

	while ((is = check_step(c->store, q, check_name, c->to)) == CHECK_ROW) {
		struct fold_row r = row_of(q, STORED_MORE);

		if (!is_foldable(&r) || !stored_order(q, &date, &r) ||
		    fold_add(c->part, fold_customer(c->part, &r, NULL), &r) != NULL)
			map_at(c->odd, r.id, r.n, NULL);
	}
	query_free(q);
	return is == CHECK_END;
}

static void
report(const struct comparison *c, const char *id, const char *fault)
{
	char *what = query_print("customer %s", id);

	c->to->fault(c->to->ctx, "history", what, fault);
	sqlite3_free(what);
}

/* Is this the text of the day in the table history, where NULL is no day? */
static bool
is_day(sqlite3_stmt *q, int column, int32_t day)
{
	char text[DATE_SIZE];

	if (day == DATE_NONE)
		return sqlite3_column_type(q, column) == SQLITE_NULL;
	return strcmp(query_cell(q, column), date_text(day, text)) == 0;
}

static bool
is_number(sqlite3_stmt *q, int column, int64_t i)
{
	return sqlite3_column_int64(q, column) == i;
}

static bool
same_costs(const struct costs *kept, const struct costs *c)
{
	return (kept->with > 0) == (c->with > 0) && kept->cost == c->cost &&
	    kept->costed == c->costed && kept->without == c->without;
}

static bool
is_right(sqlite3_stmt *q, const struct fold_sum *s)
{
	const struct costs kept = history_kept_costs(q, COSTS);

	return sqlite3_column_int(q, IS_CUSTOMER) != 0 &&
	    is_number(q, ORDERS, s->orders) && is_day(q, FIRST, s->first) &&
	    is_day(q, LAST, s->last) && is_number(q, SPEND, s->spend) &&
	    is_number(q, FREQUENCY, s->frequency) &&
	    is_number(q, REPEAT_SPEND, s->repeat_spend) && is_day(q, LATEST, s->latest) &&
	    is_number(q, EARLY_REFUNDS, s->early_refunds) && same_costs(&kept, &s->costs);
}

/* Is the current row of the table history what it must be? */
static bool
is_kept_right(struct comparison *c, sqlite3_stmt *q)
{
	const struct fold_row r = row_of(q, ID);

	if (is_odd(c, &r))
		return !query_finds(c->wrong, r.id);
	if (!is_foldable(&r))
		return false;
	const size_t at = fold_customer(c->part, &r, NULL);

	if (at >= c->n)			/* has no orders */
		return false;
	c->kept[at] = true;
	const struct fold_sum s = fold_sum(c->part, at);

	return is_right(q, &s);
}

/* Returns false if a page is damaged. */
static bool
compare_rows(struct comparison *c)
{
	sqlite3_stmt *q = query_new(c->store, kept_sql);
	enum check_result is;

	c->n = fold_customers(c->part);
	c->kept = mem_new(c->n, sizeof *c->kept);
	while ((is = check_step(c->store, q, check_name, c->to)) == CHECK_ROW)
		if (!is_kept_right(c, q))
			report(c, query_cell(q, ID), say_cell("history does not match the orders"));
	query_free(q);
	return is == CHECK_END;
}

static int
ascending(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
is_missing(const struct comparison *c, size_t at)
{
	const char *id = fold_sum(c->part, at).id;
	const struct fold_row r = { .id = id, .n = (uint32_t)strlen(id) };

	return !is_odd(c, &r) && query_finds(c->is_customer, id);
}

/* Orders of someone who is no customer are a fault of the check of references. */
static void
report_missing(const struct comparison *c)
{
	const char **id = mem_new(c->n + map_count(c->odd), sizeof *id);
	size_t n = 0;

	for (size_t at = 0; at < c->n; at++)
		if (!c->kept[at] && is_missing(c, at))
			id[n++] = fold_sum(c->part, at).id;
	for (size_t at = 0; at < map_count(c->odd); at++)
		if (query_finds(c->missing, map_key(c->odd, at)))
			id[n++] = map_key(c->odd, at);
	qsort(id, n, sizeof *id, ascending);
	for (size_t i = 0; i < n; i++)
		report(c, id[i], say_cell("history is missing"));
	free(id);
}

void
history_check(struct store *store, const struct check_report *to)
{
	struct comparison c = { .store = store, .to = to, .wrong = query_new(store, wrong_sql),
		.missing = query_new(store, missing_sql),
		.is_customer = store_customer_query(store), .fold = fold_new(1),
		.odd = map_new() };

	c.part = fold_part(c.fold, 0);
	fold_keep_costs(c.fold, false);
	if (fold_orders(&c) && compare_rows(&c))
		report_missing(&c);
	query_free(c.wrong);
	query_free(c.missing);
	query_free(c.is_customer);
	fold_free(c.fold);
	map_free(c.odd);
	free(c.kept);
}
