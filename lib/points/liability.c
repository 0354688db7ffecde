#include "lib/points/liability.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/say.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/points/breakage.h"
#include "lib/points/lots.h"
#include "lib/points/points_lots.h"
#include "lib/store/query.h"

/* By month of expiry: what is left. Months come before "never" and "owed". */
static const char months_sql[] =
	"SELECT CASE WHEN points < 0 THEN 'owed' ELSE coalesce(substr(expires, 1, 7), 'never') END"
	" AS month, count(*) AS lots, count(DISTINCT customer_id) AS customers,"
	" sum(\"left\") AS points, CAST(round(sum(\"left\" * (julianday(expires) - julianday(?1)))"
	" / sum(\"left\")) AS INTEGER) FROM ("
	POINTS_LOTS("?1", "(l.expires IS NULL OR l.expires > ?1)"
	" AND NOT EXISTS (SELECT 1 FROM forgotten AS f WHERE f.customer_id = l.customer_id)")
	") WHERE \"left\" <> 0 GROUP BY 1 ORDER BY 1";

/* The entries of the lots that have expired, lot by lot, of one customer after the other. */
static const char expired_sql[] =
	"SELECT l.customer_id, l.entry_id, l.expires, e.day, e.points FROM points AS l"
	" JOIN points AS e ON e.entry_id = l.entry_id OR e.lot = l.entry_id"
	" WHERE l.lot IS NULL AND l.points > 0 AND l.expires <= ?1 AND e.step <> 'expire'"
	" AND e.day <= ?1 ORDER BY l.customer_id, l.entry_id, e.entry_id";

struct month {
	char name[8];
	int32_t ahead;			/* days to the expiry, on average; -1: does not expire */
	int64_t lots, customers, points;
	struct breakage breakage;
	int64_t left, lost;		/* of the current customer */
};

struct liability {
	int32_t as_of;
	struct month *month;
	size_t n, room;
};

static void
read_months(struct liability *l, struct store *store)
{
	sqlite3_stmt *q = query_new(store, months_sql);
	char day[DATE_SIZE];

	query_text(q, 1, date_text(l->as_of, day));
	while (query_step(q)) {
		l->month = mem_grow(l->month, l->n + 1, &l->room, sizeof *l->month);
		struct month *m = &l->month[l->n++];

		*m = (struct month){ .ahead = -1, .lots = sqlite3_column_int64(q, 1),
			.customers = sqlite3_column_int64(q, 2),
			.points = sqlite3_column_int64(q, 3) };
		strncpy(m->name, query_cell(q, 0), sizeof m->name - 1);
		if (sqlite3_column_type(q, 4) != SQLITE_NULL && m->points > 0)
			m->ahead = sqlite3_column_int(q, 4);
	}
	query_free(q);
}

/* A lot that has expired: what was left of it as long before its expiry as those are now. */
static void
add_lot(struct liability *l, const struct lot *lot)
{
	const int64_t lost = lots_left(lot, lot->expires - 1);

	for (size_t i = 0; i < l->n; i++) {
		struct month *m = &l->month[i];
		const int32_t then = lot->expires - m->ahead;

		if (m->ahead < 0 || then < lot->day)
			continue;
		const int64_t left = lots_left(lot, then);

		m->left += left;
		m->lost += lost < left ? lost : left;
	}
}

static void
end_customer(struct liability *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct month *m = &l->month[i];

		if (m->left > 0)
			breakage_add(&m->breakage, m->left, m->lost);
		m->left = m->lost = 0;
	}
}

static void
read_expired(struct liability *l, struct store *store)
{
	sqlite3_stmt *q = query_new(store, expired_sql);
	struct lots one = { 0 };
	char day[DATE_SIZE], customer[65] = "";

	query_text(q, 1, date_text(l->as_of, day));
	while (query_step(q)) {
		const int64_t id = sqlite3_column_int64(q, 1), points = sqlite3_column_int64(q, 4);

		if (one.n > 0 && one.lot[0].id == id) {
			lots_add(&one.lot[0], query_day(q, 3), points);
			continue;
		}
		if (one.n > 0)
			add_lot(l, &one.lot[0]);
		lots_free(&one);
		if (strcmp(customer, query_cell(q, 0)) != 0)
			end_customer(l);
		strncpy(customer, query_cell(q, 0), sizeof customer - 1);
		lots_open(&one, &(struct lot){ .id = id, .day = query_day(q, 3),
		    .expires = query_day(q, 2) }, points);
	}
	if (one.n > 0)
		add_lot(l, &one.lot[0]);
	end_customer(l);
	lots_free(&one);
	query_free(q);
}

/* The value of what will be redeemed; NAN as the share if it is not known. */
static void
put_month(const struct month *m, int64_t rate, struct put *out)
{
	const struct breakage_share s = breakage_share(&m->breakage);
	const bool known = m->ahead >= 0 && !isnan(s.share);
	const double expected = (double)m->points * (1 - s.share);

	put_text(out, m->name);
	put_int(out, m->lots);
	put_int(out, m->customers);
	put_int(out, m->points);
	if (rate < 0)
		put_none(out);
	else
		put_amount(out, m->points * rate);
	put_int(out, m->breakage.n);
	put_real(out, known ? s.share : NAN);
	put_real(out, known ? s.low : NAN);
	put_real(out, known ? s.high : NAN);
	put_real(out, known ? expected : NAN);
	if (rate < 0 || !known)
		put_none(out);
	else
		put_amount(out, (int64_t)llround(expected * (double)rate));
	put_text(out, known ? BREAKAGE_METHOD : "");
	put_end(out);
}

void
liability_print(struct store *store, int32_t as_of, int64_t rate, struct put *out)
{
	static const struct put_head head[] = { { "month", PUT_TEXT }, { "lots", PUT_INT },
		{ "customers", PUT_INT }, { "points", PUT_INT }, { "value", PUT_AMOUNT },
		{ "n", PUT_INT }, { "breakage", PUT_SHARE }, { "low", PUT_SHARE },
		{ "high", PUT_SHARE }, { "expected_points", PUT_REAL },
		{ "expected_value", PUT_AMOUNT }, { "method", PUT_TEXT }, { 0 } };
	struct liability l = { .as_of = as_of };

	put_columns(out, head);
	read_months(&l, store);
	read_expired(&l, store);
	for (size_t i = 0; i < l.n; i++)
		put_month(&l.month[i], rate, out);
	free(l.month);
}

int64_t
liability_rate(const char *option)
{
	int64_t rate = -1;

	if (option == NULL)
		return rate;
	const enum money_result r = money_parse(option, &rate);

	if (r != MONEY_OK || rate < 0)
		opt_misuse("--rate '%.60s' %s", option,
		    r == MONEY_OK ? say("is below 0") : money_why(r));
	return rate;
}
