#include "lib/points/points_list.h"

#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/points/balances.h"
#include "lib/points/qualifying.h"
#include "lib/store/alias.h"
#include "lib/store/list.h"
#include "lib/store/query.h"
#include "lib/store/store.h"
#include "lib/store/virtual.h"

enum { CUSTOMER, BALANCE, PENDING, NEXT, EXPIRING, EARNED, REDEEMED, EXPIRED, OTHER, LAST, TIER,
	UNTIL, QUALIFYING, COLUMNS };

static const char *const names[COLUMNS] = { "customer_id", "balance", "pending", "next_expiry",
	"expiring", "earned", "redeemed", "expired", "other_points", "date", "tier", "tier_until",
	"qualifying" };

/* SQL: an expression has no type, so a number is written as one. */
#define BALANCES \
	"SELECT customer_id, +balance AS balance, +pending AS pending, next_expiry," \
	" +expiring AS expiring, +earned AS earned, +redeemed AS redeemed," \
	" +expired AS expired, +other_points AS other_points, date"
#define FROM ", date AS day FROM points_balance WHERE ?1 IS NOT NULL"
static const char plain_sql[] = BALANCES FROM;
static const char tiers_sql[] = BALANCES ", tier, tier_until, +qualifying AS qualifying" FROM;

/* The rows of the virtual table. */
struct rows {
	const struct balances *balances;
	const struct programme *programme;
	int32_t as_of;
	struct tier_held *held;		/* of each customer; NULL: no tiers */
};

static const char *
column(const void *ctx, size_t c)
{
	(void)ctx;
	return names[c];
}

static bool
is_text(const void *ctx, size_t c)
{
	(void)ctx;
	return c == CUSTOMER || c == NEXT || c == LAST || c == TIER || c == UNTIL;
}

static void
put_day(int32_t day, sqlite3_context *to)
{
	char text[DATE_SIZE];

	if (day != DATE_NONE)
		sqlite3_result_text(to, date_text(day, text), -1, SQLITE_TRANSIENT);
}

static void
put_tier(const struct rows *r, size_t row, size_t c, sqlite3_context *to)
{
	const struct tier_held *h = r->held ? &r->held[row] : NULL;

	if (h == NULL || r->programme->tiers == 0)
		return;
	if (c == QUALIFYING && r->programme->by_spend)
		sqlite3_result_double(to, (double)h->value / 1e4);
	else if (c == QUALIFYING)
		sqlite3_result_int64(to, h->value);
	else if (h->at >= 0 && c == TIER)
		sqlite3_result_text(to, r->programme->tier[h->at].name, -1, SQLITE_STATIC);
	else if (h->at >= 0)
		put_day(h->until, to);
}

static void
cell(const void *ctx, size_t row, size_t c, sqlite3_context *to)
{
	const struct rows *r = ctx;
	const char *id;
	const struct balance *b = balances_at(r->balances, row, &id);
	const int64_t number[COLUMNS] = { [BALANCE] = b->balance, [PENDING] = b->pending,
		[EXPIRING] = b->expiring, [EARNED] = b->earned, [REDEEMED] = b->redeemed,
		[EXPIRED] = b->expired, [OTHER] = b->other };

	if (c == CUSTOMER)
		sqlite3_result_text(to, id, -1, SQLITE_STATIC);
	else if (c == NEXT || c == LAST)
		put_day(c == NEXT ? b->next_expiry : b->last, to);
	else if (c >= TIER)
		put_tier(r, row, c, to);
	else
		sqlite3_result_int64(to, number[c]);
}

static void
find_tiers(struct rows *r, struct store *store)
{
	const size_t n = balances_n(r->balances);
	struct qualifying *q = qualifying_open(store, r->programme->by_spend);
	const char *id;

	r->held = mem_new(n, sizeof *r->held);
	for (size_t i = 0; i < n; i++) {
		balances_at(r->balances, i, &id);
		r->held[i] = qualifying_tier(q, r->programme, id, r->as_of);
	}
	qualifying_close(q);
}

void
points_list_balances(struct list *list, struct store *store, const struct list_opts *o,
    const struct programme *programme)
{
	char *customer = o->customer ? alias_of(store, o->customer) : NULL;
	struct rows rows = { .programme = programme, .as_of = list_known(list).day };

	store_cache(store);
	query_exec(store, "BEGIN");
	struct balances *balances = balances_read(store, rows.as_of, customer);

	rows.balances = balances;
	if (programme)
		find_tiers(&rows, store);
	query_exec(store, "COMMIT");
	const struct virtual table = { .name = "points_balance", .columns = COLUMNS,
		.rows = balances_n(balances), .ctx = &rows, .column = column, .is_text = is_text,
		.cell = cell };

	virtual_add(store, &table);
	list_print(list, programme ? tiers_sql : plain_sql, "customer_id");
	store_close(store);	/* its virtual table is ours */
	balances_free(balances);
	free(rows.held);
	free(customer);
}
