#include "lib/feedback/cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/feedback/steps.h"
#include "lib/io/opt.h"
#include "lib/store/query.h"
#include "lib/store/store.h"
#include "lib/store/words.h"

const struct cases_kind cases_kinds[CASES_KINDS] = {
	{ "nps", 0, 10 }, { "csat", 1, 5 }, { "ces", 1, 7 },
	{ "complaint", 0, 0 }, { "suggestion", 0, 0 }, { "praise", 0, 0 }, { "question", 0, 0 },
};

/* The words of TEXT, with a NUL. */
static const char *
words_of(const char *text, struct text *to)
{
	words_index(text, strlen(text), to);
	text_add(to, "", 1);
	return to->s;
}

void
cases_index(struct store *store, int64_t case_id, const char *text, const char *outcome)
{
	sqlite3_stmt *q = query_new(store,
	    "REPLACE INTO feedback_words (rowid, text, outcome) VALUES (?, ?, ?)");
	struct text t = { 0 }, o = { 0 };

	query_int(q, 1, case_id);
	query_text(q, 2, words_of(text, &t));
	query_text(q, 3, words_of(outcome, &o));
	query_run(q);
	query_free(q);
	text_free(&t);
	text_free(&o);
}

void
cases_index_again(struct store *store, int64_t case_id)
{
	sqlite3_stmt *q = query_new(store, CASES_WORDS " AND case_id = ?");

	query_int(q, 1, case_id);
	if (query_step(q))
		cases_index(store, case_id, query_cell(q, 1), query_cell(q, 2));
	query_free(q);
}

bool
cases_may_change(struct store *store, int64_t case_id, const struct record_value *value,
    size_t *field, char why[static RECORD_WHY])
{
	sqlite3_stmt *q = query_new(store, "SELECT min(at), f.customer_id IS NULL"
	    " FROM feedback_event JOIN feedback AS f USING (case_id) WHERE case_id = ?");

	query_int(q, 1, case_id);
	query_step(q);
	const char *first = query_cell(q, 0);
	const bool names = *first && sqlite3_column_int(q, 1) && *value[CASES_CUSTOMER].s;
	const bool later = *first && strcmp(value[CASES_DATE].s, first) > 0;

	*field = later ? CASES_DATE : CASES_CUSTOMER;
	if (later)
		snprintf(why, RECORD_WHY, say("is later than the first step of case %jd, at %s"),
		    (intmax_t)case_id, first);
	else if (names)
		snprintf(why, RECORD_WHY, say("cannot be added to case %jd:"
		    " it was handled as anonymous"), (intmax_t)case_id);
	query_free(q);
	return !later && !names;
}

/* Defines a function of SQL. SQLite releases its data when the store is closed. */
static void
define(struct store *store, const char *name, int n, void *data,
    void (*f)(sqlite3_context *, int, sqlite3_value **), void (*release)(void *))
{
	const int how = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;

	if (sqlite3_create_function_v2(store->db, name, n, how, data, f, NULL, NULL,
	    release) != SQLITE_OK)
		fail("%s", sqlite3_errmsg(store->db));
}

static void
add_pair(struct text *json, int64_t case_id, double relevance)
{
	char id[NUM_SIZE], x[NUM_SIZE];

	text_add(json, json->n > 0 ? ",\"" : "{\"", 2);
	text_add(json, id, num_int(case_id, id));
	text_add(json, "\":", 2);
	text_add(json, x, num_text(relevance, x));
}

static void
sql_found(sqlite3_context *c, int n, sqlite3_value **arg)
{
	(void)n, (void)arg;
	sqlite3_result_text(c, sqlite3_user_data(c), -1, SQLITE_STATIC);
}

bool
cases_match(struct store *store, const char *query)
{
	struct text words = { 0 }, json = { 0 };

	if (!words_query(query, &words))
		return false;
	text_add(&words, "", 1);
	sqlite3_stmt *q = query_new(store,
	    "SELECT rowid, rank FROM feedback_words WHERE feedback_words MATCH ?");

	query_text(q, 1, words.s);
	while (query_step(q))
		add_pair(&json, sqlite3_column_int64(q, 0), -sqlite3_column_double(q, 1));
	text_add(&json, json.n > 0 ? "}" : "{}", json.n > 0 ? 2 : 3);	/* with the NUL */
	query_free(q);
	text_free(&words);
	define(store, "found", 0, json.s, sql_found, free);
	return true;
}

static void
sql_words(sqlite3_context *c, int n, sqlite3_value **arg)
{
	const char *s = (const char *)sqlite3_value_text(arg[0]);
	struct text t = { 0 };

	(void)n;
	if (s == NULL)
		return;
	words_of(s, &t);
	if (t.n > 1)	/* without words the result is NULL, as in the index */
		sqlite3_result_text64(c, t.s, t.n - 1, SQLITE_TRANSIENT, SQLITE_UTF8);
	text_free(&t);
}

static void
sql_state_after(sqlite3_context *c, int n, sqlite3_value **arg)
{
	const char *step = (const char *)sqlite3_value_text(arg[0]);
	const char *state = (const char *)sqlite3_value_text(arg[1]);
	const int s = step ? steps_of(step) : -1, from = state ? steps_state_of(state) : -1;
	const int to = s == -1 || from == -1 ? -1 : steps_after(s, from, sqlite3_value_int(arg[2]));

	(void)n;
	if (to != -1)
		sqlite3_result_text(c, steps_state_name(to), -1, SQLITE_STATIC);
}

void
cases_functions(struct store *store)
{
	define(store, "words", 1, NULL, sql_words, NULL);
	define(store, "state_after", 3, NULL, sql_state_after, NULL);
}

/* Rebuilds what FTS5 derives from the words first, then corrects the words themselves. */
void
cases_reindex(struct store *store)
{
	query_exec(store, "INSERT INTO feedback_words (feedback_words) VALUES ('rebuild');"
	    "DELETE FROM feedback_words WHERE rowid NOT IN (SELECT case_id FROM (" CASES_WORDS "));"
	    "REPLACE INTO feedback_words (rowid, text, outcome)"
	    " SELECT case_id, words(f.text), words(f.outcome) FROM (" CASES_WORDS ") AS f"
	    " LEFT JOIN feedback_words AS w ON w.rowid = case_id"
	    " WHERE words(f.text) IS NOT w.text OR words(f.outcome) IS NOT w.outcome");
}

void
cases_reindex_some(struct store *store, const char *cases)
{
	char *sql = query_print("DELETE FROM feedback_words WHERE rowid IN (%s);"
	    "INSERT INTO feedback_words (rowid, text, outcome)"
	    " SELECT case_id, words(text), words(outcome) FROM (" CASES_WORDS
	    " AND case_id IN (%s))", cases, cases);

	query_exec(store, sql);
	sqlite3_free(sql);
}
