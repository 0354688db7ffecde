#include "lib/points/balances.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/points/entries.h"
#include "lib/points/lots.h"
#include "lib/store/query.h"

/*
 * The ledger is read in the order of its rows, which is that of the file: an entry comes after the
 * one that opened its lot. The lots are kept in an array, and the table at says where.
 */
struct open {			/* a lot */
	uint32_t customer;
	int32_t usable, expires;
	bool debt;
	int64_t left;
};

struct balances {
	int32_t as_of;
	struct map *customers;
	struct balance *balance;	/* by the number in customers */
	struct open *lot;
	size_t n, room, balance_room, at_room;
	uint32_t *at;			/* by entry_id: the place of its lot in .lot, plus 1 */
};

enum { ENTRY, CUSTOMER, LOT, STEP, POINTS, DAY, USABLE, EXPIRES };

#define COLUMNS \
	"SELECT entry_id, customer_id, lot, step, points, day, usable, expires FROM points "
static const char all_sql[] = COLUMNS "NOT INDEXED WHERE day <= ?1 AND ?2 IS NULL"
	" ORDER BY entry_id";
static const char one_sql[] = COLUMNS "WHERE day <= ?1 AND customer_id = ?2 ORDER BY entry_id";

/* The customer's balance, which is new if this is the first entry. */
static uint32_t
customer_of(struct balances *b, sqlite3_stmt *q)
{
	bool is_new;
	const size_t at = map_at(b->customers, query_cell(q, CUSTOMER),
	    (size_t)sqlite3_column_bytes(q, CUSTOMER), &is_new);

	if (is_new) {
		b->balance = mem_grow(b->balance, at + 1, &b->balance_room, sizeof *b->balance);
		b->balance[at] = (struct balance){ .next_expiry = DATE_NONE, .last = DATE_NONE };
	}
	return (uint32_t)at;
}

static void
open_lot(struct balances *b, sqlite3_stmt *q, uint32_t customer)
{
	const size_t id = (size_t)sqlite3_column_int64(q, ENTRY), had = b->at_room;
	const int32_t usable = query_day(q, USABLE), expires = query_day(q, EXPIRES);
	const int64_t points = sqlite3_column_int64(q, POINTS);

	b->at = mem_grow(b->at, id + 1, &b->at_room, sizeof *b->at);
	memset(b->at + had, 0, (b->at_room - had) * sizeof *b->at);
	b->lot = mem_grow(b->lot, b->n + 1, &b->room, sizeof *b->lot);
	b->lot[b->n++] = (struct open){ customer, usable == DATE_NONE ? LOTS_NEVER : usable,
		expires == DATE_NONE ? LOTS_NEVER : expires, points < 0, points };
	b->at[id] = (uint32_t)b->n;
}

/* An entry of a lot; one whose lot is missing is left to cust-check. */
static void
change_lot(struct balances *b, sqlite3_stmt *q, const char *step)
{
	const size_t id = (size_t)sqlite3_column_int64(q, LOT);

	if (id >= b->at_room || b->at[id] == 0)
		return;
	struct open *lot = &b->lot[b->at[id] - 1];

	lot->left += sqlite3_column_int64(q, POINTS);
	if (strcmp(step, "confirm") == 0 && query_day(q, DAY) < lot->usable)
		lot->usable = query_day(q, DAY);
}

static void
count_step(struct balance *to, sqlite3_stmt *q, const char *step)
{
	const int64_t points = sqlite3_column_int64(q, POINTS);

	if (strcmp(step, "earn") == 0)
		to->earned += points;
	else if (strcmp(step, "redeem") == 0)
		to->redeemed -= points;
	else if (strcmp(step, "expire") == 0)
		to->expired -= points;
	else
		to->other += points;
	if (strcmp(step, "expire") != 0 && query_day(q, DAY) > to->last)
		to->last = query_day(q, DAY);
}

static void
read_entry(struct balances *b, sqlite3_stmt *q)
{
	const uint32_t customer = customer_of(b, q);
	char step[16];

	/* another column read as text could move it */
	strncpy(step, query_cell(q, STEP), sizeof step - 1);
	step[sizeof step - 1] = '\0';
	count_step(&b->balance[customer], q, step);
	if (sqlite3_column_type(q, LOT) == SQLITE_NULL)
		open_lot(b, q, customer);
	else
		change_lot(b, q, step);
}

/* What is left of a lot. Expired points may not have an entry yet. */
static void
add_lot(struct balances *b, const struct open *lot)
{
	struct balance *to = &b->balance[lot->customer];

	if (lot->left == 0)
		return;
	if (lot->expires <= b->as_of) {
		to->expired += lot->left;
		return;
	}
	*(lot->debt || lot->usable <= b->as_of ? &to->balance : &to->pending) += lot->left;
	if (lot->expires == LOTS_NEVER)
		return;
	if (to->next_expiry == DATE_NONE || lot->expires < to->next_expiry) {
		to->next_expiry = lot->expires;
		to->expiring = 0;
	}
	to->expiring += lot->expires == to->next_expiry ? lot->left : 0;
}

struct balances *
balances_read(struct store *store, int32_t as_of, const char *customer)
{
	struct balances *b = mem_new(1, sizeof *b);
	sqlite3_stmt *q = query_new(store, customer ? one_sql : all_sql);
	char day[DATE_SIZE];

	*b = (struct balances){ .as_of = as_of, .customers = map_new() };
	query_text(q, 1, date_text(as_of, day));
	query_text(q, 2, customer);
	while (query_step(q))
		read_entry(b, q);
	query_free(q);
	for (size_t i = 0; i < b->n; i++)
		add_lot(b, &b->lot[i]);
	free(b->lot);
	free(b->at);
	b->lot = NULL;
	b->at = NULL;
	return b;
}

void
balances_free(struct balances *b)
{
	map_free(b->customers);
	free(b->balance);
	free(b);
}

size_t
balances_n(const struct balances *b)
{
	return map_count(b->customers);
}

const struct balance *
balances_at(const struct balances *b, size_t i, const char **id)
{
	*id = map_key(b->customers, i);
	return &b->balance[i];
}

struct balance
balances_of(struct store *store, const char *id, int32_t as_of)
{
	struct balances *all = balances_read(store, as_of, id);
	const struct balance none = { .last = DATE_NONE };
	const struct balance b = balances_n(all) > 0 ? *balances_at(all, 0, &id) : none;

	balances_free(all);
	return b;
}
