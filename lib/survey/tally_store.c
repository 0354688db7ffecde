#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/customer/grouped.h"
#include "lib/customer/grouping.h"
#include "lib/io/cite.h"
#include "lib/io/opt.h"
#include "lib/store/query.h"
#include "lib/store/store_bad.h"
#include "lib/store/voided.h"
#include "lib/survey/tally_own.h"

static const char select_sql[] = "SELECT r.case_id, %s AS score, %s AS date, r.customer_id";
enum { CASE_ID, SCORE, DATE, CUSTOMER, BY };

/*
 * ?1 is the kind (NULL for the handling, which has none); ?2 is the as-of date; ?3 is the first
 * day.
 */
static const char of_feedback[] =
	" FROM feedback AS r" GROUPING_JOIN
	" WHERE r.kind = ?1 AND r.score IS NOT NULL AND r.day <= ?2"
	" AND (?3 IS NULL OR r.date >= ?3) AND r.case_id NOT IN " VOIDED_CASES("?2");
static const char of_handling[] =
	" FROM feedback_event AS e JOIN feedback AS r ON r.case_id = e.case_id" GROUPING_JOIN
	" WHERE ?1 IS NULL AND (?3 IS NULL OR e.at >= ?3)"
	" AND e.event_id IN (SELECT max(event_id) FROM feedback_event"
	" WHERE step = 'follow-up' AND day <= ?2 GROUP BY case_id)"
	" AND r.case_id NOT IN " VOIDED_CASES("?2");

/* The department is the one to which the case was assigned last. */
static const struct grouping_column own[] = {
	{ "customer_id", "r.customer_id" }, { "channel", "r.channel" }, { "kind", "r.kind" },
	{ "department",
	    "coalesce((SELECT x.department FROM feedback_event AS x WHERE x.case_id = r.case_id"
	    " AND x.department IS NOT NULL AND x.day <= ?2"
	    " ORDER BY x.event_id DESC LIMIT 1), r.department)" },
	{ "wanted", "r.wanted" }, { "severity", "r.severity" }, { "order_id", "r.order_id" },
	{ "touchpoint", "r.touchpoint" }, { "source", "r.source" }, { 0 },
};

enum { FEW = 1 << 12 };		/* cases, for which loading all customers does not pay */

/* The columns of --by that belong to the customer, if their values are loaded. */
struct loaded {
	struct grouped *values;		/* NULL: the query joins the customers */
	bool *is;			/* per column of --by */
};

/*
 * Loads them if there are about as many answers as customers: reading a customer takes a quarter of
 * the time of a look-up.
 */
static struct loaded
load(struct store *store, const struct tally *a)
{
	struct loaded l = { .is = mem_new(a->nby, sizeof *l.is) };
	const int64_t cases = query_number(store, "SELECT max(case_id) FROM feedback");
	const char **name = mem_new(a->nby, sizeof *name);
	size_t n = 0;

	for (size_t i = 0; i < a->nby; i++)
		if ((l.is[i] = grouping_is_customers(a->name[i], own)))
			name[n++] = a->name[i];
	if (n > 0 && cases > FEW &&
	    query_number(store, "SELECT count(*) FROM customer") < cases * 2)
		l.values = grouped_load(store, name, n);
	free(name);
	return l;
}

static void
loaded_free(struct loaded *l)
{
	grouped_free(l->values);
	free(l->is);
}

static sqlite3_stmt *
query(struct store *store, const struct tally *a, const struct loaded *l, const char *as_of,
    const char *since)
{
	const bool handling = strcmp(a->opts->score, TALLY_FOLLOW_UP) == 0;
	char *sql = query_print(select_sql, handling ? "e.score" : "r.score",
	    handling ? "e.at" : "r.date");

	for (size_t i = 0; i < a->nby; i++)
		sql = l->values && l->is[i] ? query_print("%z, ''", sql)
		    : grouping_add(sql, a->name[i], own);
	sql = query_print("%z%s", sql, handling ? of_handling : of_feedback);
	sqlite3_stmt *q = query_new(store, sql);

	query_text(q, 1, handling ? NULL : a->opts->kind);
	query_text(q, 2, as_of);
	query_text(q, 3, since);
	sqlite3_free(sql);
	return q;
}

struct cells {			/* the cells of --by in the current row */
	struct text text;
	char **at;
};

static void
copy_cells(struct cells *c, size_t n, sqlite3_stmt *q, const struct loaded *l)
{
	size_t k = 0;

	c->text.n = 0;
	for (size_t i = 0; i < n; i++) {
		const char *cell = l->values && l->is[i]
		    ? grouped_value(l->values, query_cell(q, CUSTOMER), k++)
		    : query_cell(q, BY + (int)i);

		text_add(&c->text, cell, strlen(cell) + 1);
	}
	char *s = c->text.s;

	for (size_t i = 0; i < n; i++, s += strlen(s) + 1)
		c->at[i] = s;
}

/* Reads the current row; false if it is bad. */
static bool
read_row(const struct tally_opts *o, sqlite3_stmt *q, struct date_memo *last, struct store_bad *bad,
    struct tally_answer *to)
{
	const int64_t case_id = sqlite3_column_int64(q, CASE_ID);
	const int64_t score = sqlite3_column_int64(q, SCORE);
	const char *date = query_cell(q, DATE);
	const enum date_result r = date_read_next(&o->dates, last, date, &to->day, &to->second);

	to->place = (uint64_t)case_id;
	to->score = (int)score;
	if (r != DATE_OK)
		store_bad_row(bad, case_id, "date '%.60s' %s", date, date_why(r));
	else if (score < o->scale.low || score > o->scale.high)
		store_bad_row(bad, case_id, "%s '%jd' is not from %d to %d", o->score,
		    (intmax_t)score, o->scale.low, o->scale.high);
	else
		return true;
	return false;
}

static int64_t
read_rows(struct tally *a, sqlite3_stmt *q, const struct loaded *l, struct store_bad *bad)
{
	struct cells cells = { .at = mem_new(a->nby, sizeof *cells.at) };
	struct tally_thread counts = tally_thread_new(a);
	struct date_memo last = { 0 };
	struct tally_answer x;
	int64_t n = 0;

	while (query_step(q)) {
		if (!read_row(a->opts, q, &last, bad, &x) || !tally_within(a, x.day))
			continue;
		copy_cells(&cells, a->nby, q, l);
		tally_count(a, &counts, cells.at, query_cell(q, CUSTOMER), &x);
		n++;
	}
	tally_join(a, &counts, 1);
	tally_thread_free(&counts);
	text_free(&cells.text);
	free(cells.at);
	return n;
}

static void
note_none(const struct tally_opts *o, const char *as_of, const char *since)
{
	char until[DATE_SIZE] = "9999-12-31";

	if (o->until != DATE_NONE)
		date_text(o->until, until);
	const char *by = strcmp(until, as_of) < 0 ? until : as_of;

	if (o->kind && since)
		opt_note("no scores of kind %s in the store since %s by %s", o->kind, since, by);
	else if (o->kind)
		opt_note("no scores of kind %s in the store by %s", o->kind, by);
	else if (since)
		opt_note("no follow-up scores in the store since %s by %s", since, by);
	else
		opt_note("no follow-up scores in the store by %s", by);
}

void
tally_store_read(struct tally *a, struct store *store)
{
	const struct tally_opts *o = a->opts;
	struct store_bad bad = { .key = "case_id", .skip = o->skip_bad };
	char as_of[DATE_SIZE], first[DATE_SIZE];
	const char *since = o->since == DATE_NONE ? NULL : date_text(o->since, first);

	/* 64 MiB, because each row looks up its customer */
	query_exec(store, "PRAGMA cache_size = -65536");
	date_text(a->as_of, as_of);
	cite_as_of(a->as_of);
	for (size_t i = 0; i < a->nby; i++)
		a->by[i] = i;
	query_exec(store, "BEGIN");	/* answers and customers of the same state of the store */
	struct loaded l = load(store, a);
	sqlite3_stmt *q = query(store, a, &l, as_of, since);

	if (read_rows(a, q, &l, &bad) == 0)
		note_none(o, as_of, since);
	query_free(q);
	query_exec(store, "COMMIT");
	loaded_free(&l);
	store_bad_end(&bad);
}
