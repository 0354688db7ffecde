#include "lib/diff/diff_store.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/period.h"
#include "lib/customer/grouped.h"
#include "lib/customer/grouping.h"
#include "lib/diff/diff_clv.h"
#include "lib/diff/diff_labels.h"
#include "lib/diff/diff_score.h"
#include "lib/store/query.h"
#include "lib/store/store_bad.h"
#include "lib/store/voided.h"

/*
 * The amounts and their days, up to the day ?1. An order counts on the day of its first row, and a
 * refund is no order.
 */
static const char spend_sql[] =
	"SELECT customer_id, amount, substr(date, 1, 10) AS day FROM orders WHERE day <= ?1";
static const char orders_sql[] =
	"SELECT customer_id, 10000, min(substr(date, 1, 10)) AS day FROM orders"
	" WHERE order_id IS NOT NULL AND amount >= 0 AND substr(date, 1, 10) <= ?1"
	" GROUP BY order_id, customer_id, coalesce(source, '')"
	" UNION ALL SELECT customer_id, 10000, substr(date, 1, 10) FROM orders"
	" WHERE order_id IS NULL AND amount >= 0 AND substr(date, 1, 10) <= ?1";

/* The answers as they were known at the day ?1, from the day ?2. */
static const char scores_select[] = "SELECT r.case_id, r.customer_id, r.score";
enum { CASE_ID, CUSTOMER, SCORE, BY };
static const char scores_from[] =
	" FROM feedback AS r" GROUPING_JOIN " WHERE r.kind = 'nps' AND r.score IS NOT NULL"
	" AND r.day <= ?1 AND (?2 IS NULL OR r.day >= ?2)"
	" AND r.case_id NOT IN " VOIDED_CASES("?1") " ORDER BY r.case_id";
static const struct grouping_column of_scores[] = { { "channel", "r.channel" },
	{ "touchpoint", "r.touchpoint" }, { "department", "r.department" }, { 0 } };

bool
diff_store_time(const char *s, struct diff_time *to)
{
	int32_t start;
	const enum period p = period_parse(s, &start);

	if (p == PERIOD_NONE)
		return false;
	*to = (struct diff_time){ p == PERIOD_DAY ? DATE_NONE : start,
	    period_first(p, period_number(p, start) + 1) - 1 };
	return true;
}

bool
diff_store_has(const char *measure)
{
	return measure == NULL || strcmp(measure, "spend") == 0 || strcmp(measure, "orders") == 0 ||
	    strcmp(measure, "clv") == 0;
}

struct amounts {		/* of the customers, by side */
	struct map *ids;
	int64_t *sum[DIFF_SIDES];
	bool *there[DIFF_SIDES];
	size_t room;
};

struct bounds {
	char from[DATE_SIZE], to[DATE_SIZE];
};

static struct bounds
bounds_of(struct diff_time t)
{
	struct bounds b = { "", "" };

	if (t.from != DATE_NONE)
		date_text(t.from, b.from);
	date_text(t.to, b.to);
	return b;
}

static size_t
place_of(struct amounts *a, const char *id)
{
	bool is_new;
	const size_t at = map_at(a->ids, id, strlen(id), &is_new);

	for (int s = 0; s < DIFF_SIDES; s++) {
		size_t room = a->room, same = a->room;

		a->sum[s] = mem_grow(a->sum[s], at + 1, &room, sizeof *a->sum[s]);
		a->there[s] = mem_grow(a->there[s], at + 1, &same, sizeof *a->there[s]);
		if (is_new)
			a->sum[s][at] = a->there[s][at] = 0;
		if (s + 1 == DIFF_SIDES)
			a->room = room;
	}
	return at;
}

static void
take_amount(struct amounts *a, const struct bounds *b, const bool *sides, sqlite3_stmt *q)
{
	const int64_t amount = sqlite3_column_int64(q, 1);
	const char *day = query_cell(q, 2);
	size_t at = 0;
	bool found = false;

	for (int s = 0; s < DIFF_SIDES; s++) {
		if (!sides[s] || strcmp(day, b[s].from) < 0 || strcmp(day, b[s].to) > 0)
			continue;
		at = found ? at : place_of(a, query_cell(q, 0));
		found = a->there[s][at] = true;
		if (__builtin_add_overflow(a->sum[s][at], amount, &a->sum[s][at]))
			fail("the amounts of a customer are larger than 64 bits");
	}
}

static struct amounts
read_amounts(const struct diff_opts *o, struct store *store, const struct diff_time *time,
    const bool *sides)
{
	struct amounts a = { .ids = map_new() };
	const struct bounds b[DIFF_SIDES] = { bounds_of(time[0]), bounds_of(time[1]) };
	const bool orders = o->measure && strcmp(o->measure, "orders") == 0;
	sqlite3_stmt *q = query_new(store, orders ? orders_sql : spend_sql);

	query_text(q, 1, !sides[1] || (sides[0] && time[0].to > time[1].to) ? b[0].to : b[1].to);
	while (query_step(q))
		take_amount(&a, b, sides, q);
	query_free(q);
	return a;
}

static union diff_value
value_of(const struct diff_opts *o, int64_t amount)
{
	union diff_value v = { .amount = amount };

	if (o->mean)
		v.real = (double)amount / MONEY_ONE;
	return v;
}

static void
add_amounts(struct diff *d, const struct diff_opts *o, struct store *store,
    const struct amounts *a, struct diff_labels *const *labels)
{
	struct grouped *groups = o->by ? grouped_load(store, &o->by, 1) : NULL;

	for (size_t i = 0; i < map_count(a->ids); i++) {
		const char *id = map_key(a->ids, i);
		const uint32_t group = groups ? diff_word(d, grouped_value(groups, id, 0)) : 0;

		for (int s = 0; s < DIFF_SIDES; s++)
			if (a->there[s] && a->there[s][i])
				diff_add(d, (enum diff_side)s, id, group,
				    diff_labels_find(labels[s], id), value_of(o, a->sum[s][i]));
	}
	if (groups)
		grouped_free(groups);
}

static void
read_spend(struct diff *d, const struct diff_opts *o, struct store *store,
    const struct diff_time *time, const bool *sides, struct diff_labels *const *labels)
{
	struct amounts a = read_amounts(o, store, time, sides);

	add_amounts(d, o, store, &a, labels);
	map_free(a.ids);
	for (int s = 0; s < DIFF_SIDES; s++) {
		free(a.sum[s]);
		free(a.there[s]);
	}
}

static void
take_score(struct diff *d, const struct diff_opts *o, enum diff_side side, sqlite3_stmt *q,
    struct store_bad *bad, const struct diff_labels *labels)
{
	const char *id = query_cell(q, CUSTOMER);
	union diff_value value;

	if (!diff_score(query_cell(q, SCORE), &value.real)) {
		store_bad_row(bad, sqlite3_column_int64(q, CASE_ID),
		    "score '%.60s' is not from 0 to 10", query_cell(q, SCORE));
		return;
	}
	diff_add(d, side, *id ? id : NULL, o->by ? diff_word(d, query_cell(q, BY)) : 0,
	    diff_labels_find(labels, id), value);
}

static void
read_scores(struct diff *d, const struct diff_opts *o, struct store *store, enum diff_side side,
    struct diff_time time, const struct diff_labels *labels)
{
	struct store_bad bad = { .key = "case_id", .skip = o->skip_bad };
	const struct bounds b = bounds_of(time);
	char *sql = query_print("%s", scores_select);

	if (o->by)
		sql = grouping_add(sql, o->by, of_scores);
	sqlite3_stmt *q = query_made(store, query_print("%z%s", sql, scores_from));

	query_text(q, 1, b.to);
	query_text(q, 2, b.from);
	while (query_step(q))
		take_score(d, o, side, q, &bad, labels);
	query_free(q);
	store_bad_end(&bad);
}

void
diff_store_read(struct diff *d, const struct diff_opts *o, struct store *store,
    const struct diff_time time[static DIFF_SIDES], const bool sides[static DIFF_SIDES])
{
	struct diff_labels *labels[DIFF_SIDES] = { NULL, NULL };
	const bool clv = diff_clv_wanted(o);

	for (int s = 0; s < DIFF_SIDES; s++)
		if (sides[s] && o->label)
			labels[s] = diff_labels_load(d, o, store, time[s].to);
	if (clv)
		diff_clv_read(d, o, store, (const int32_t[DIFF_SIDES]){ time[0].to, time[1].to },
		    labels);
	query_exec(store, "BEGIN");	/* both sides of the same state of the store */
	for (int s = 0; s < DIFF_SIDES && o->nps; s++)
		if (sides[s])
			read_scores(d, o, store, (enum diff_side)s, time[s], labels[s]);
	if (!o->nps && !clv)
		read_spend(d, o, store, time, sides, labels);
	query_exec(store, "COMMIT");
	for (int s = 0; s < DIFF_SIDES; s++)
		diff_labels_free(labels[s]);
}
