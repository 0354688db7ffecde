#include "lib/history/history_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/history/history_kept.h"
#include "lib/history/stored.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

/* Whether an order of the store has a cost. */
static bool
has_costs(struct store *store)
{
	return query_number(store, "SELECT EXISTS (SELECT 1 FROM history WHERE cost IS NOT NULL)");
}

enum { ID_SIZE = 65 };	/* as the store has it: 64 bytes at most */

/* The customer of the row before: the orders of a customer often follow each other. */
struct same {
	char id[ID_SIZE];
	size_t n, customer;
	uint64_t hash;
};

/* The number of the customer of the row; sets the id and its hash in R. */
static size_t
customer_of(struct fold_part *p, sqlite3_stmt *q, struct same *last, struct fold_row *r)
{
	const char *id = query_cell(q, STORED_MORE);
	const size_t n = (size_t)sqlite3_column_bytes(q, STORED_MORE);

	if (n > 0 && n == last->n && memcmp(id, last->id, n) == 0) {
		r->id = id;
		r->n = (uint32_t)n;
		r->hash = last->hash;
		return last->customer;
	}
	stored_customer(r, id, n);
	const size_t c = fold_customer(p, r, NULL);

	last->n = n < sizeof last->id ? n : 0;
	memcpy(last->id, id, last->n);
	last->customer = c;
	last->hash = r->hash;
	return c;
}

static void
fold_store(struct histories *h, struct store *store)
{
	sqlite3_stmt *q = query_new(store,
	    "SELECT " STORED_COLUMNS ", customer_id FROM orders");
	struct fold *f = fold_new(1);
	struct fold_part *p = fold_part(f, 0);
	int32_t oldest = INT32_MAX;
	struct stored_date date = { 0 };
	struct same last = { .n = 0 };

	h->later = h->opts->after > 0 ? fold_new(1) : NULL;
	h->costs = has_costs(store);
	if (h->costs)
		fold_keep_costs(f, h->opts->day_costs);
	while (query_step(q)) {
		struct fold_row r = { 0 };
		const size_t c = customer_of(p, q, &last, &r);

		if (!stored_order(q, &date, &r))
			fail("order date '%s' in the store is not a valid date;"
			    " run cust-check", date.text);
		h->newest = r.day > h->newest ? r.day : h->newest;
		if (r.day > h->known.day) {
			if (h->days && r.amount >= 0)
				fold_after(p, c, r.day);
			history_fold_later(h, 0, &r);
			continue;
		}
		const char *large = fold_add(p, c, &r);

		if (large)
			fail("the sum of the %ss of customer '%s' is"
			    " larger than 64 bits", large, r.id);
		oldest = r.day < oldest ? r.day : oldest;
	}
	query_free(q);
	history_fold_take(h, f, true, oldest);
}

struct history
history_of(struct store *store, const char *id, struct known known)
{
	sqlite3_stmt *q = query_new(store,
	    "SELECT " STORED_COLUMNS " FROM orders WHERE customer_id = ?");
	struct stored_date date = { 0 };
	struct fold_row r = { 0 };
	struct fold *f = fold_new(1);

	stored_customer(&r, id, strlen(id));
	fold_keep_costs(f, false);
	const size_t c = fold_customer(fold_part(f, 0), &r, NULL);

	query_text(q, 1, id);
	while (query_step(q)) {
		const bool good = stored_order(q, &date, &r);

		if (good && r.day > known.day)
			continue;
		if (!good || fold_add(fold_part(f, 0), c, &r))
			fail("cannot add up the orders of '%s'; run cust-check", id);
	}
	query_free(q);
	const struct fold_sum s = fold_sum(fold_part(f, 0), c);

	fold_free(f);
	struct history h = {
		.id = id, .first = s.first, .last = s.last, .orders = s.orders,
		.frequency = s.frequency, .spend = s.spend,
		.monetary = history_monetary(s.repeat_spend, s.frequency), .next = DATE_NONE,
	};

	h.has_profit = costs_profit(&s.costs, s.spend, NAN, &h.profit) == COSTS_OK;
	return h;
}

/* Ends the tool if another program has damaged the row. */
static void
check_maintained(sqlite3_stmt *q, const struct history *h, int32_t latest)
{
	const bool none = *query_cell(q, 2) == '\0' && *query_cell(q, 3) == '\0';

	if (latest == DATE_NONE || h->frequency < 0 || h->orders < 0 ||
	    (!none && (h->first == DATE_NONE || h->last == DATE_NONE || h->first > h->last ||
	    h->last > latest || h->frequency > h->last - h->first)))
		fail("the history of customer '%s' in the store is damaged; run cust-check",
		    query_cell(q, 0));
}

static const char maintained_sql[] =
	"SELECT customer_id, orders, first_date, last_date, spend, frequency,"
	" repeat_spend, latest, early_refunds, " HISTORY_KEPT_COSTS " FROM history"
	" ORDER BY customer_id";

struct seen {			/* of all rows so far */
	int32_t oldest, newest;	/* the first purchase; the latest order */
	int64_t refunds_only, early;
	bool costs;
};

/* Adds a row of the table history. LATEST: its latest order. */
static void
take_maintained(struct histories *h, sqlite3_stmt *q, int32_t latest, struct seen *seen)
{
	struct history to = {
		.id = (const char *)(uintptr_t)h->ids.n,
		.orders = sqlite3_column_int64(q, 1),
		.first = date_parse(query_cell(q, 2)),
		.last = date_parse(query_cell(q, 3)),
		.spend = sqlite3_column_int64(q, 4),
		.frequency = sqlite3_column_int64(q, 5),
	};

	check_maintained(q, &to, latest);
	seen->early += sqlite3_column_int64(q, 8);
	seen->newest = latest > seen->newest ? latest : seen->newest;
	if (to.first == DATE_NONE) {
		seen->refunds_only++;
		return;
	}
	seen->oldest = to.first < seen->oldest ? to.first : seen->oldest;
	to.monetary = history_monetary(sqlite3_column_int64(q, 6), to.frequency);
	const struct costs c = history_kept_costs(q, 9);

	seen->costs = seen->costs || c.with > 0;
	history_set_profit(h, &to, &c);
	h->uncosted += c.without;
	text_add(&h->ids, query_cell(q, 0), (size_t)sqlite3_column_bytes(q, 0) + 1);
	h->all = mem_grow(h->all, h->n + 1, &h->room, sizeof *h->all);
	h->all[h->n++] = to;
}

static void
discard(struct histories *h)
{
	free(h->all);
	h->all = NULL;
	h->n = h->room = h->ids.n = 0;
	h->uncosted = 0;
}

/*
 * Reads the table history, which covers all orders. If one of them is after the as-of date,
 * discards what it read and returns false.
 */
static bool
read_maintained(struct histories *h, struct store *store)
{
	sqlite3_stmt *q = query_new(store, maintained_sql);
	struct seen seen = { .oldest = INT32_MAX, .newest = DATE_NONE };
	bool all = true;

	h->costs = true;
	while (all && query_step(q)) {
		const int32_t latest = date_parse(query_cell(q, 7));

		take_maintained(h, q, latest, &seen);
		all = latest <= h->known.day;
	}
	query_free(q);
	h->costs = seen.costs;
	if (!all) {
		discard(h);
		return false;
	}
	history_settle_ids(h);
	if (h->opts->silent)
		return true;
	history_note_left_out(h, 0, seen.refunds_only, seen.early);
	history_note_late(h->known.day, seen.oldest, seen.newest);
	return true;
}

void
history_store_read(struct histories *h, struct store *store)
{
	h->money = true;
	if (!h->days && h->opts->after == 0 && read_maintained(h, store))
		return;
	if (!history_shared_take(h, store))
		fold_store(h, store);
}
