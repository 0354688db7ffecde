#include "lib/points/order_entries.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/store/query.h"

struct order_entries {
	sqlite3_stmt *earned, *redeemed, *reversed, *refund, *refunded, *refunds;
	struct order_entry *entry;
	int64_t *amount;
	size_t n, room, amount_room;
};

/*
 * ?1 is the order_id, ?2 the source. The conditions on the step are spelled as those of the two
 * indexes, which would not be used otherwise.
 */
#define OF_ORDER " FROM points WHERE order_id = ?1 AND source IS ?2"
#define EARNED OF_ORDER " AND step = 'earn'"
#define LATER OF_ORDER " AND step <> 'earn'"
#define ENTRIES "SELECT entry_id, customer_id, coalesce(lot, entry_id), points, amount, day, date"

static const char earned_sql[] = ENTRIES EARNED " ORDER BY entry_id";
static const char redeemed_sql[] = ENTRIES LATER " AND step = 'redeem' ORDER BY entry_id";
static const char reversed_sql[] =
	"SELECT abs(coalesce(sum(points), 0)) FROM points WHERE refers = ?1 AND step = 'reverse'";
static const char refund_sql[] =
	"SELECT 1" LATER " AND step = 'reverse' AND date = ?3 AND amount IS ?4";

/*
 * All entries of a reversal have its date, amount and batch, by which reversals are told apart. One
 * without an amount is of all that was left.
 */
static const char refunded_sql[] =
	"SELECT coalesce(sum(amount), 0), count(*) > count(amount)"
	" FROM (SELECT DISTINCT date, amount, batch" LATER " AND step = 'reverse')";
static const char refunds_sql[] =
	"SELECT amount" LATER " AND step = 'reverse' AND date = ?3 AND amount IS NOT NULL"
	" GROUP BY amount, batch ORDER BY min(entry_id)";

enum { ENTRY, CUSTOMER, LOT, POINTS, AMOUNT, DAY, DATE };

struct order_entries *
order_entries_open(struct store *store)
{
	struct order_entries *o = mem_new(1, sizeof *o);

	*o = (struct order_entries){ .earned = query_new(store, earned_sql),
		.redeemed = query_new(store, redeemed_sql),
		.reversed = query_new(store, reversed_sql),
		.refund = query_new(store, refund_sql),
		.refunded = query_new(store, refunded_sql),
		.refunds = query_new(store, refunds_sql) };
	return o;
}

void
order_entries_close(struct order_entries *o)
{
	query_free(o->earned);
	query_free(o->redeemed);
	query_free(o->reversed);
	query_free(o->refund);
	query_free(o->refunded);
	query_free(o->refunds);
	free(o->amount);
	free(o->entry);
	free(o);
}

static void
bind(sqlite3_stmt *q, struct order_name order)
{
	query_text(q, 1, order.id);
	query_text(q, 2, order.source && *order.source ? order.source : NULL);
}

static void
add(struct order_sums *s, sqlite3_stmt *q, bool earned)
{
	const int32_t day = query_day(q, DAY);

	if (!s->has_earned && !s->has_redeemed)
		snprintf(s->customer, sizeof s->customer, "%s", query_cell(q, CUSTOMER));
	if ((!s->has_earned && !s->has_redeemed) || day >= s->day) {
		if (day > s->day || strcmp(query_cell(q, DATE), s->date) > 0)
			snprintf(s->date, sizeof s->date, "%s", query_cell(q, DATE));
		s->day = day;
	}
	if (earned)
		s->earned += sqlite3_column_int64(q, POINTS);
	else
		s->redeemed -= sqlite3_column_int64(q, POINTS);
	*(earned ? &s->has_earned : &s->has_redeemed) = true;
	if (!s->has_amount && sqlite3_column_type(q, AMOUNT) != SQLITE_NULL) {
		s->has_amount = true;
		s->amount = sqlite3_column_int64(q, AMOUNT);
	}
}

static void
add_refunds(struct order_entries *o, struct order_name order, struct order_sums *s)
{
	bind(o->refunded, order);
	query_step(o->refunded);
	s->refunded = sqlite3_column_int64(o->refunded, 0);
	s->is_reversed = sqlite3_column_int(o->refunded, 1) ||
	    (s->has_amount && s->refunded > 0 && s->refunded >= s->amount);
	sqlite3_reset(o->refunded);
}

bool
order_entries_look(struct order_entries *o, struct order_name order, struct order_sums *s)
{
	*s = (struct order_sums){ .day = INT32_MIN };
	bind(o->earned, order);
	while (query_step(o->earned))
		add(s, o->earned, true);
	bind(o->redeemed, order);
	while (query_step(o->redeemed))
		add(s, o->redeemed, false);
	return s->has_earned || s->has_redeemed;
}

bool
order_entries_sum(struct order_entries *o, struct order_name order, struct order_sums *s)
{
	if (!order_entries_look(o, order, s))
		return false;
	add_refunds(o, order, s);
	return true;
}

bool
order_entries_has_refund(struct order_entries *o, struct order_name order, const char *date,
    const int64_t *amount)
{
	bind(o->refund, order);
	query_text(o->refund, 3, date);
	if (amount)
		query_int(o->refund, 4, *amount);
	else
		query_null(o->refund, 4);
	const bool has = query_step(o->refund);

	sqlite3_reset(o->refund);
	return has;
}

const int64_t *
order_entries_refunds(struct order_entries *o, struct order_name order, const char *date, size_t *n)
{
	*n = 0;
	bind(o->refunds, order);
	query_text(o->refunds, 3, date);
	while (query_step(o->refunds)) {
		o->amount = mem_grow(o->amount, *n + 1, &o->amount_room, sizeof *o->amount);
		o->amount[(*n)++] = sqlite3_column_int64(o->refunds, 0);
	}
	return o->amount;
}

static void
read_entries(struct order_entries *o, sqlite3_stmt *q, enum entries_step step,
    struct order_name order)
{
	bind(q, order);
	while (query_step(q)) {
		o->entry = mem_grow(o->entry, o->n + 1, &o->room, sizeof *o->entry);
		struct order_entry *e = &o->entry[o->n++];

		*e = (struct order_entry){ .step = step, .entry = sqlite3_column_int64(q, ENTRY),
			.lot = sqlite3_column_int64(q, LOT),
			.points = sqlite3_column_int64(q, POINTS) };
		query_int(o->reversed, 1, e->entry);
		query_step(o->reversed);
		e->reversed = sqlite3_column_int64(o->reversed, 0);
		sqlite3_reset(o->reversed);
	}
}

const struct order_entry *
order_entries_read(struct order_entries *o, struct order_name order, size_t *n)
{
	o->n = 0;
	read_entries(o, o->earned, ENTRIES_EARN, order);
	read_entries(o, o->redeemed, ENTRIES_REDEEM, order);
	*n = o->n;
	return o->entry;
}

bool
order_entries_is_of(struct order_entries *o, struct order_name order, int64_t lot)
{
	bool found = false;

	bind(o->earned, order);
	while (query_step(o->earned))
		found |= sqlite3_column_int64(o->earned, ENTRY) == lot;
	return found;
}
