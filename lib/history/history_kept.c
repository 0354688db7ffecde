#include "lib/history/history_kept.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/history/stored.h"
#include "lib/store/insert.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

static const char *const history_columns[] = { "customer_id", "orders", "first_date", "last_date",
	"spend", "frequency", "repeat_spend", "latest", "early_refunds", "cost", "costed",
	"uncosted" };

static const char get_sql[] =
	"SELECT orders, first_date, last_date, spend, frequency, repeat_spend, latest,"
	" early_refunds, " HISTORY_KEPT_COSTS " FROM history WHERE customer_id = ?";
static const char drop_sql[] = "DELETE FROM history WHERE customer_id = ?";
static const char orders_sql[] =
	"SELECT " STORED_COLUMNS " FROM orders WHERE customer_id = ?1"
	" AND EXISTS (SELECT 1 FROM customer WHERE customer_id = ?1)";
static const char compute_sql[] =
	"INSERT INTO history SELECT * FROM history_computed WHERE customer_id = ?";

enum { FOLDED = 1 << 12 };	/* customers, after which the fold is begun again */

/* Writes rows of the table history. */
struct writer {
	struct insert *put;	/* each customer once: no other statement waits for a row */
	sqlite3_stmt *get, *drop, *orders, *compute;
	struct fold *fold;	/* of customers whose history is computed again */
	struct stored_date date;
};

static struct writer
writer_new(struct store *store)
{
	return (struct writer){
		.put = insert_new(store, "history", history_columns,
		    sizeof history_columns / sizeof *history_columns, INSERT_SOON),
		.get = query_new(store, get_sql), .drop = query_new(store, drop_sql),
		.orders = query_new(store, orders_sql), .compute = query_new(store, compute_sql),
	};
}

static void
writer_free(struct writer *w)
{
	insert_free(w->put);
	query_free(w->get);
	query_free(w->drop);
	query_free(w->orders);
	query_free(w->compute);
	if (w->fold)
		fold_free(w->fold);
}

static void
put_history(struct insert *to, const struct fold_sum *s)
{
	char first[DATE_SIZE] = "", last[DATE_SIZE] = "", latest[DATE_SIZE];

	if (s->first != DATE_NONE) {
		date_text(s->first, first);
		date_text(s->last, last);
	}
	insert_text(to, s->id);
	insert_int(to, s->orders);
	insert_text(to, first);
	insert_text(to, last);
	insert_int(to, s->spend);
	insert_int(to, s->frequency);
	insert_int(to, s->repeat_spend);
	insert_text(to, date_text(s->latest, latest));
	insert_int(to, s->early_refunds);
	if (s->costs.with > 0)
		insert_int(to, s->costs.cost);
	else
		insert_none(to);
	insert_int(to, s->costs.costed);
	insert_int(to, s->costs.without);
	insert_end(to);
}

struct costs
history_kept_costs(sqlite3_stmt *q, int column)
{
	return (struct costs){
		.cost = sqlite3_column_int64(q, column),
		.costed = sqlite3_column_int64(q, column + 1),
		.with = sqlite3_column_type(q, column) != SQLITE_NULL,
		.without = sqlite3_column_int64(q, column + 2),
	};
}

/*
 * Joins the stored history H (the row of get_sql) and the sums S of the load into S. Returns
 * false, and leaves S as it is, if the history must be computed again: if a row of the load is not
 * later than all stored rows, if there is no stored purchase, or if a sum overflows.
 */
static bool
join(sqlite3_stmt *h, const struct kept_customer *c, struct fold_sum *s)
{
	const int32_t first = date_parse(query_cell(h, 1)), latest = date_parse(query_cell(h, 6));
	const int64_t frequency = sqlite3_column_int64(h, 4), spend = sqlite3_column_int64(h, 3);
	const struct costs costs = history_kept_costs(h, 8);
	int64_t total, batch_repeat = s->repeat_spend;

	if (c->again || c->earliest <= latest || first == DATE_NONE ||
	    __builtin_add_overflow(spend, s->spend, &total))
		return false;
	/* Refunds before the first purchase of the load net into the last stored purchase day. If
	   that is the customer's first one, they are not repeat spend. Compute it again instead. */
	if (s->early_refunds > 0 || !costs_join(&s->costs, &costs))
		return false;
	/* The first purchase day of the load is a repeat purchase day now. */
	if (s->first != DATE_NONE)
		batch_repeat = s->spend;
	s->repeat_spend = sqlite3_column_int64(h, 5) + batch_repeat;
	s->frequency = frequency + (s->first == DATE_NONE ? 0 : s->frequency + 1);
	s->orders += sqlite3_column_int64(h, 0);
	s->spend = total;
	s->last = s->last == DATE_NONE ? date_parse(query_cell(h, 2)) : s->last;
	s->first = first;
	s->early_refunds = sqlite3_column_int64(h, 7);
	return true;
}

static struct fold_part *
fold_of(struct writer *w)
{
	if (w->fold && fold_customers(fold_part(w->fold, 0)) >= FOLDED) {
		fold_free(w->fold);
		w->fold = NULL;
	}
	if (w->fold == NULL) {
		w->fold = fold_new(1);
		fold_keep_costs(w->fold, false);
	}
	return fold_part(w->fold, 0);
}

/* Folds the stored orders of a customer. Returns false if an order cannot be folded. */
static bool
fold_orders(struct writer *w, const char *id, struct fold_sum *s)
{
	struct fold_part *p = fold_of(w);
	struct fold_row r = { 0 };
	bool good = true;

	stored_customer(&r, id, strlen(id));
	const size_t c = fold_customer(p, &r, NULL);

	query_text(w->orders, 1, id);
	while (good && query_step(w->orders))
		good = stored_order(w->orders, &w->date, &r) && fold_add(p, c, &r) == NULL;
	sqlite3_reset(w->orders);
	*s = fold_sum(p, c);
	return good;
}

/*
 * Computes a history, whose row must not be there, from the stored orders. The view does it for
 * orders that only another program can have written. It takes several times as long.
 */
static void
compute(struct writer *w, const char *id)
{
	struct fold_sum s;

	if (!fold_orders(w, id, &s)) {
		query_text(w->compute, 1, id);
		query_run(w->compute);
	} else if (s.latest != DATE_NONE) {
		put_history(w->put, &s);
	}
}

static void
drop(struct writer *w, const char *id)
{
	query_text(w->drop, 1, id);
	query_run(w->drop);
}

static void
update_history(struct writer *w, struct fold_sum s, const struct kept_customer *c,
    bool had_history)
{
	bool stored = false, simple = !c->again;

	if (had_history) {
		query_text(w->get, 1, s.id);
		if ((stored = query_step(w->get)))
			simple = join(w->get, c, &s);
		sqlite3_reset(w->get);
	}
	if (stored || !simple)
		drop(w, s.id);
	if (simple)
		put_history(w->put, &s);
	else
		compute(w, s.id);
}

void
history_kept_again(struct store *store, const char *customers)
{
	sqlite3_stmt *all = query_new(store, customers);
	struct writer w = writer_new(store);

	while (query_step(all)) {
		drop(&w, query_cell(all, 0));
		compute(&w, query_cell(all, 0));
	}
	query_free(all);
	writer_free(&w);
}

struct by_id {
	const char *id;
	size_t c;
};

static int
ascending(const void *a, const void *b)
{
	const struct by_id *x = a, *y = b;

	return strcmp(x->id, y->id);
}

/*
 * The customers that the load changed, sorted by id, so that the B-trees grow at their ends. The
 * caller frees the array.
 */
static struct by_id *
sorted_customers(const struct fold_part *p, const struct kept_customer *c, size_t *n)
{
	struct by_id *all = mem_new(fold_customers(p), sizeof *all);

	*n = 0;
	for (size_t i = 0; i < fold_customers(p); i++)
		if (c[i].again || c[i].earliest != INT32_MAX)
			all[(*n)++] = (struct by_id){ fold_sum(p, i).id, i };
	qsort(all, *n, sizeof *all, ascending);
	return all;
}

static int64_t
create_customers(struct store *store, int64_t batch, const struct kept_customer *c,
    const struct by_id *all, size_t n)
{
	struct insert *to = insert_new(store, "customer",
	    (const char *[]){ "customer_id", "batch" }, 2, INSERT_SOON);
	int64_t made = 0;

	for (size_t i = 0; i < n; i++)
		if (c[all[i].c].create) {
			insert_text(to, all[i].id);
			insert_int(to, batch);
			insert_end(to);
			made++;
		}
	insert_free(to);
	return made;
}

int64_t
history_kept_update(struct store *store, int64_t batch, const struct fold_part *p,
    const struct kept_customer *c, bool had_history)
{
	struct writer w = writer_new(store);
	size_t n;
	struct by_id *all = sorted_customers(p, c, &n);
	const int64_t made = create_customers(store, batch, c, all, n);

	for (size_t i = 0; i < n; i++)
		update_history(&w, fold_sum(p, all[i].c), &c[all[i].c], had_history);
	free(all);
	writer_free(&w);
	return made;
}
