/* cust-check - check that the store is consistent */
#include <err.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/base/text.h"
#include "lib/feedback/cases.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/digest.h"
#include "lib/store/migration.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"cust-check", "",
	"Check the store: its pages, references and dates; that the table history matches the\n"
	"orders; that cases took only valid steps; that the search index matches the cases; that\n"
	"triggers and views are custkit's; that texts are UTF-8; and that no other program\n"
	"changed the content.\n"
	"Prints one row per fault: check, what, fault.",
	"Example:\n"
	"  cust-check -d shop.db || cust-check --repair -d shop.db\n"
	"Exit status: 0 if no fault was found; 1 if any was found; 2 if trouble.\n",
};

/* SQL: each step of each case, with the state and the time of the previous step (was, before). */
#define STEPS \
	"(SELECT 'case ' || e.case_id AS what, step, state, at, customer_id IS NULL AS anonymous," \
	" lag(state, 1, 'received') OVER steps AS was, lag(at, 1, date) OVER steps AS before" \
	" FROM feedback_event AS e JOIN feedback USING (case_id)" \
	" WINDOW steps AS (PARTITION BY e.case_id ORDER BY event_id))"

struct faults {
	struct put *out;
	int64_t n;
};

/* Each returns faulty rows: what, fault. Only with '+0 days' does date() change 2023-02-29. */
static const struct check {
	const char *name, *sql;
} checks[] = {
	{ "integrity", "SELECT 'file', integrity_check FROM pragma_integrity_check"
	    " WHERE integrity_check <> 'ok'" },
	{ "reference", "SELECT \"table\" || ' ' || coalesce(rowid, ''),"
	    " 'refers to a missing row of ' || parent FROM pragma_foreign_key_check" },
	{ "date", "SELECT what, 'date ' || quote(date) || ' is not a valid date' FROM"
	    " (SELECT 'orders ' || id AS what, date FROM orders"
	    " UNION ALL SELECT 'case ' || case_id, date FROM feedback"
	    " UNION ALL SELECT 'case ' || case_id, at FROM feedback_event"
	    " UNION ALL SELECT 'touch ' || touch_id, date FROM touch"
	    " UNION ALL SELECT 'promise ' || promise_id, date FROM promise"
	    " UNION ALL SELECT 'promise ' || promise_id, due FROM promise"
	    " UNION ALL SELECT 'promise ' || promise_id, at FROM promise_event"
	    " UNION ALL SELECT 'promise ' || promise_id, due FROM promise_event"
	    " WHERE due IS NOT NULL"
	    " UNION ALL SELECT 'answer ' || answer_id, date FROM answer WHERE date IS NOT NULL"
	    " UNION ALL SELECT 'win-back ' || winback_id, date FROM winback"
	    " UNION ALL SELECT 'win-back ' || winback_id, until FROM winback"
	    " WHERE until IS NOT NULL"
	    " UNION ALL SELECT 'win-back ' || winback_id, at FROM winback_event"
	    " UNION ALL SELECT 'customer ' || customer_id, birthday FROM customer"
	    " WHERE birthday IS NOT NULL"
	    " UNION ALL SELECT 'customer ' || customer_id, acquired FROM customer"
	    " WHERE acquired IS NOT NULL"
	    " UNION ALL SELECT 'alerts of ' || as_of, as_of FROM alert_run"
	    " UNION ALL SELECT 'alert ' || alert_id, as_of FROM alert"
	    " UNION ALL SELECT 'alerts about ' || customer_id, told FROM alert_state"
	    " UNION ALL SELECT 'alerts about ' || customer_id, changed FROM alert_state"
	    " UNION ALL SELECT 'alerts about ' || customer_id, bought FROM alert_state"
	    " WHERE bought IS NOT NULL)"
	    " WHERE date(substr(date, 1, 10), '+0 days') IS NOT substr(date, 1, 10)"
	    " OR date < '1000'" },	/* the year 03 that was read as 0003 */
	{ "date", "SELECT 'customer ' || customer_id,"
	    " 'birthday ' || quote(birthday) || ' is in the future' FROM customer"
	    " WHERE birthday > date('now', '+1 day')" },	/* in any time zone */
	{ "history", "SELECT 'customer ' || customer_id, 'history does not match the orders' FROM"
	    " (SELECT * FROM history EXCEPT SELECT * FROM history_computed)" },
	{ "history", "SELECT 'customer ' || customer_id, 'history is missing' FROM history_computed"
	    " WHERE customer_id NOT IN (SELECT customer_id FROM history)" },
	{ "attrs", "SELECT 'customer ' || customer_id, 'attrs is not a JSON object' FROM customer"
	    " WHERE attrs IS NOT NULL"
	    " AND CASE WHEN json_valid(attrs) THEN json_type(attrs) END IS NOT 'object'" },
	{ "feedback", "SELECT what, step || ' does not lead from ' || was || ' to ' || state"
	    " FROM " STEPS " WHERE state_after(step, was, anonymous) IS NOT state" },
	{ "feedback", "SELECT what, step || ' at ' || at ||"
	    " ' is earlier than the previous event at ' || before"
	    " FROM " STEPS " WHERE at < before" },
	{ "words", "SELECT 'case ' || case_id, 'search index lacks its words'"
	    " FROM (" CASES_WORDS ") AS f LEFT JOIN feedback_words AS w ON w.rowid = case_id"
	    " WHERE words(f.text) IS NOT w.text OR words(f.outcome) IS NOT w.outcome" },
	{ "words", "SELECT 'case ' || rowid, 'search index has words of no case'"
	    " FROM feedback_words WHERE rowid NOT IN (SELECT case_id FROM (" CASES_WORDS "))" },
	{ "batch", "SELECT 'batch ' || batch, 'counts do not add up' FROM batch"
	    " WHERE read <> added + updated + unchanged + rejected" },
};

static const char repair_sql[] =
	"DELETE FROM history; INSERT INTO history SELECT * FROM history_computed";

static void
add(struct faults *f, const char *check, const char *what, const char *fault)
{
	put_text(f->out, check);
	put_text(f->out, what);
	put_text(f->out, fault);
	put_end(f->out);
	f->n++;
}

/* A check that meets damaged pages counts this as a fault. */
static void
run(struct store *store, const struct check *c, struct faults *f)
{
	sqlite3_stmt *q = query_new(store, c->sql);
	int r;

	while ((r = sqlite3_step(q)) == SQLITE_ROW)
		add(f, c->name, query_cell(q, 0), query_cell(q, 1));
	if ((r & 0xff) == SQLITE_CORRUPT)
		add(f, c->name, "file", sqlite3_errmsg(store->db));
	else if (r != SQLITE_DONE)
		errx(EXIT_TROUBLE, "%s", sqlite3_errmsg(store->db));
	query_free(q);
}

static void
schema_fault(void *ctx, const char *what, const char *fault)
{
	add(ctx, "schema", what, fault);
}

static void
find_schema(struct store *store, struct faults *f)
{
	migration_compare(store, schema_fault, f);
}

static void
is_utf8(sqlite3_context *ctx, int n, sqlite3_value **value)
{
	const char *s = (const char *)sqlite3_value_text(value[0]);
	const size_t bytes = (size_t)sqlite3_value_bytes(value[0]);

	(void)n;
	sqlite3_result_int(ctx, s == NULL || text_utf8(s, bytes) == bytes);
}

/* Every column of text; SQLite does not look at what is in one. */
static const char texts_sql[] =
	"SELECT t.name, c.name, (SELECT name FROM pragma_table_info(t.name) WHERE pk = 1)"
	" FROM sqlite_schema AS t, pragma_table_info(t.name) AS c"
	" WHERE t.type = 'table' AND c.type = 'TEXT'"
	" AND t.name NOT LIKE 'feedback\\_words%' ESCAPE '\\'";
static const char text_sql[] =
	"SELECT '%q ' || CASE WHEN is_utf8(\"%w\") THEN \"%w\" ELSE '?' END,"
	" '%q is not UTF-8' FROM \"%w\" WHERE NOT is_utf8(\"%w\")";

static void
find_text(struct store *store, struct faults *f)
{
	sqlite3_stmt *q = query_new(store, texts_sql);

	sqlite3_create_function(store->db, "is_utf8", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
	    is_utf8, NULL, NULL);
	while (query_step(q)) {
		const char *table = query_cell(q, 0), *column = query_cell(q, 1);
		const char *key = query_cell(q, 2);
		char *sql = query_print(text_sql, table, key, key, column, table, column);

		run(store, &(struct check){ .name = "text", .sql = sql }, f);
		sqlite3_free(sql);
	}
	query_free(q);
}

static void
content_fault(void *ctx, const char *table)
{
	add(ctx, "content", table, "changed outside custkit");
}

static void
find_content(struct store *store, struct faults *f)
{
	digest_compare(store, content_fault, f);
}

/* Checks that need more than one query. They run only if the pages can be read. */
static const struct finder {
	const char *name;
	void (*find)(struct store *, struct faults *);
} finders[] = {
	{ "schema", find_schema },
	{ "text", find_text },
	{ "content", find_content },
};

/* The first check is that of the pages. */
static void
run_all(struct store *store, struct faults *f)
{
	run(store, &checks[0], f);
	const bool is_sound = f->n == 0;

	for (size_t i = 1; i < sizeof checks / sizeof *checks; i++)
		run(store, &checks[i], f);
	for (size_t i = 0; is_sound && i < sizeof finders / sizeof *finders; i++)
		finders[i].find(store, f);
}

int
main(int argc, char *argv[])
{
	struct store_opts file = { 0 };
	struct put_opts form = { 0 };
	bool repair = false;
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "repair", NULL,
		    "first rebuild the table history and the search index, and accept the content",
		    &repair },
		STORE_OPTS(&file), PUT_OPTS(&form), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	struct store *store = store_open(&file, repair ? STORE_CHANGE : STORE_TEND, NULL);
	struct put *out = put_open(&form);
	struct faults faults = { .out = out };

	cases_functions(store);
	put_column(out, "check", PUT_TEXT);
	put_column(out, "what", PUT_TEXT);
	put_column(out, "fault", PUT_TEXT);
	if (repair) {
		store_begin(store);
		query_exec(store, repair_sql);
		cases_reindex(store);
		digest_accept(store);
		store_commit(store);
	}
	query_exec(store, "BEGIN");
	run_all(store, &faults);
	/* this ends the transaction; COMMIT would fail in a damaged file */
	store_close(store);
	put_close(out);
	opt_status(faults.n > 0 ? EXIT_NO : 0);
	return opt_leave();
}
