#include "lib/segment/moves.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/known.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/cite.h"
#include "lib/io/put.h"
#include "lib/stat/binomial.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

/* SQL: customer_id, and the labels after the runs ?2 and ?3 of the scheme ?1. */
#define AT(side, run) \
	" SELECT " side " AS side, customer_id, label, max(run_id) FROM segment_label" \
	" WHERE run_id <= " run " AND run_id IN" \
	" (SELECT run_id FROM segment_run WHERE scheme = ?1) GROUP BY customer_id"
#define PAIRS \
	"(SELECT customer_id, max(label) FILTER (WHERE side = 0) AS from_label," \
	" max(label) FILTER (WHERE side = 1) AS to_label FROM (" AT("0", "?2") " UNION ALL" \
	AT("1", "?3") ") GROUP BY customer_id)"

static const char changes_sql[] =
	"SELECT customer_id, from_label, to_label FROM " PAIRS
	" WHERE from_label IS NOT to_label ORDER BY customer_id";
static const char matrix_sql[] =
	"SELECT from_label, to_label, count(*),"
	" sum(count(*)) OVER (PARTITION BY from_label) FROM " PAIRS
	" WHERE from_label IS NOT NULL OR to_label IS NOT NULL"
	" GROUP BY from_label, to_label ORDER BY from_label, to_label";

static const char labels_sql[] =
	"SELECT customer_id, label FROM (" AT("0", "?2") ") WHERE label IS NOT NULL";

/* The latest run of the scheme ?1 by ?2, or before it. */
static const char by_sql[] =
	"SELECT run_id, as_of FROM segment_run WHERE scheme = ?1 AND as_of <= ?2"
	" ORDER BY as_of DESC LIMIT 1";
static const char before_sql[] =
	"SELECT run_id, as_of FROM segment_run WHERE scheme = ?1 AND as_of < ?2"
	" ORDER BY as_of DESC LIMIT 1";

struct run {
	int64_t id;		/* 0: there is none */
	int32_t day;		/* DATE_NONE: there is none */
};

struct span {
	const char *scheme;
	struct run from, to;
};

static struct run
find_run(struct store *store, const char *sql, const char *scheme, int32_t day)
{
	sqlite3_stmt *q = query_new(store, sql);
	struct run r = { 0, DATE_NONE };
	char text[DATE_SIZE];

	query_text(q, 1, scheme);
	query_text(q, 2, date_text(day, text));
	if (query_step(q))
		r = (struct run){ sqlite3_column_int64(q, 0), query_day(q, 1) };
	query_free(q);
	return r;
}

/* Ends the tool: no run of the scheme. Names the schemes that there are. */
static _Noreturn void
no_run(struct store *store, const char *scheme, int32_t day)
{
	sqlite3_stmt *q = query_new(store, "SELECT scheme, min(as_of) FROM segment_run"
	    " GROUP BY scheme ORDER BY scheme");
	char text[DATE_SIZE];
	struct text there = { 0 };

	while (query_step(q)) {
		char *one = mem_print(say("%s%s since %s"), say_comma(there.n), query_cell(q, 0),
		    query_cell(q, 1));

		text_add(&there, one, strlen(one));
		free(one);
	}
	text_add(&there, "", 1);
	fail("no labels of '%s' by %s are remembered (in the store: %s)", scheme,
	    date_text(day, text), there.n > 1 ? there.s : say("none"));
}

static struct span
span(const struct moves_opts *o, struct store *store, const char *scheme)
{
	const int32_t as_of = known_by(o->as_of).day;
	struct span s = { .scheme = scheme, .to = find_run(store, by_sql, scheme, as_of) };

	cite_as_of(as_of);
	if (s.to.id == 0)
		no_run(store, scheme, as_of);
	s.from = o->since == DATE_NONE ? find_run(store, before_sql, scheme, s.to.day) :
	    find_run(store, by_sql, scheme, o->since);
	return s;
}

static sqlite3_stmt *
query(struct store *store, const char *sql, const struct span *s)
{
	sqlite3_stmt *q = query_new(store, sql);

	query_text(q, 1, s->scheme);
	query_int(q, 2, s->from.id);
	query_int(q, 3, s->to.id);
	return q;
}

static void
put_labels(struct put *out, const struct span *s, sqlite3_stmt *q, int at)
{
	put_date(out, s->from.day);
	put_date(out, s->to.day);
	put_text(out, query_cell(q, at));
	put_text(out, query_cell(q, at + 1));
}

void
moves_changes(const struct moves_opts *o, struct store *store, struct put *out)
{
	static const struct put_head head[] = { { "customer_id", PUT_TEXT },
		{ "since", PUT_DATE }, { "as_of", PUT_DATE }, { "from_label", PUT_TEXT },
		{ "to_label", PUT_TEXT }, { 0 } };

	put_columns(out, head);
	query_exec(store, "BEGIN");
	const struct span s = span(o, store, o->changes);
	sqlite3_stmt *q = query(store, changes_sql, &s);

	while (query_step(q)) {
		put_text(out, query_cell(q, 0));
		put_labels(out, &s, q, 1);
		put_end(out);
	}
	query_free(q);
	query_exec(store, "COMMIT");
}

void
moves_matrix(const struct moves_opts *o, struct store *store, struct put *out)
{
	static const struct put_head head[] = { { "since", PUT_DATE }, { "as_of", PUT_DATE },
		{ "from_label", PUT_TEXT }, { "to_label", PUT_TEXT }, { "customers", PUT_INT },
		{ "share", PUT_SHARE }, { "low", PUT_SHARE }, { "high", PUT_SHARE }, { 0 } };

	put_columns(out, head);
	query_exec(store, "BEGIN");
	const struct span s = span(o, store, o->matrix);
	sqlite3_stmt *q = query(store, matrix_sql, &s);

	while (query_step(q)) {
		const int64_t n = sqlite3_column_int64(q, 2), of = sqlite3_column_int64(q, 3);
		const struct binomial_range r = binomial_wilson(n, of, 1);

		put_labels(out, &s, q, 0);
		put_int(out, n);
		put_real(out, (double)n / (double)of);
		put_real(out, r.low);
		put_real(out, r.high);
		put_end(out);
	}
	query_free(q);
	query_exec(store, "COMMIT");
}

void
moves_labels(struct store *store, const char *scheme, int32_t day,
    void (*take)(void *ctx, const char *customer_id, const char *label), void *ctx)
{
	const struct run r = find_run(store, by_sql, scheme, day);

	if (r.id == 0)
		no_run(store, scheme, day);
	sqlite3_stmt *q = query_new(store, labels_sql);

	query_text(q, 1, scheme);
	query_int(q, 2, r.id);
	while (query_step(q))
		take(ctx, query_cell(q, 0), query_cell(q, 1));
	query_free(q);
}
