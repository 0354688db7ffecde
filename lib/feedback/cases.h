/*
 * cases - the feedback of customers as cases, as of a date, and the index of their words (program).
 *
 * The state of a case is that of its latest event (lib/feedback/steps.h). Owner, department,
 * outcome and cause keep their values until an event changes them.
 */
#ifndef CASES_H
#define CASES_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/store/record.h"

struct store;

enum { CASES_KINDS = 7 };

struct cases_kind {
	const char *name;
	int low, high;		/* range of its scores; high 0: it has no scores */
};
extern const struct cases_kind cases_kinds[CASES_KINDS];

/* For the option tables, in the same order. */
#define CASES_KINDS_WORDS "nps|csat|ces|complaint|suggestion|praise|question"

/* SQL: the latest value of a column in the events of case f, up to its event e. */
#define CASES_LAST(what) \
	"(SELECT " what " FROM feedback_event AS x WHERE x.case_id = f.case_id" \
	" AND x.event_id <= e.event_id" \
	" AND " what " IS NOT NULL ORDER BY x.event_id DESC LIMIT 1)"

/* SQL: one row per case; ?1 is the as-of date. It ends with a condition, so AND can follow. */
#define CASES_SELECT \
	"SELECT f.case_id, f.customer_id, f.date, f.channel, f.kind, f.score, f.text," \
	" coalesce(" CASES_LAST("x.department") ", f.department) AS department," \
	" f.wanted, f.severity, f.order_id, f.touchpoint," \
	" coalesce(e.state, 'received') AS state, coalesce(e.at, f.date) AS changed, " \
	CASES_LAST("x.owner") " AS owner, " CASES_LAST("x.outcome") " AS outcome, " \
	CASES_LAST("x.cause") " AS cause, " CASES_LAST("x.score") " AS follow_up," \
	" (SELECT count(*) FROM feedback_event AS x WHERE x.case_id = f.case_id" \
	" AND x.event_id <= e.event_id" \
	" AND x.step = 'reopen') AS reopened, f.day" \
	" FROM feedback AS f LEFT JOIN feedback_event AS e ON e.event_id =" \
	" (SELECT max(x.event_id) FROM feedback_event AS x" \
	" WHERE x.case_id = f.case_id AND x.day <= ?1)" \
	" WHERE f.day <= ?1"

/* SQL: the cases that need work. Scores and praise do so only after a first step. */
#define CASES_OPEN \
	" AND coalesce(e.state, 'received') NOT IN ('closed', 'void')" \
	" AND (e.event_id IS NOT NULL OR f.kind IN ('complaint', 'suggestion', 'question'))"

/*
 * SQL: the searchable text of each case that has any: case_id, text, outcome (all outcomes of the
 * case).
 */
#define CASES_WORDS \
	"SELECT case_id, text, outcome FROM (SELECT case_id, text," \
	" (SELECT group_concat(outcome, char(10)) FROM" \
	" (SELECT outcome FROM feedback_event AS e" \
	" WHERE e.case_id = f.case_id AND outcome IS NOT NULL ORDER BY event_id))" \
	" AS outcome FROM feedback AS f) WHERE (text IS NOT NULL OR outcome IS NOT NULL)"

/* Replaces the words of a case in the index. */
void cases_index(struct store *, int64_t case_id, const char *text, const char *outcome);

/* The same with the words that the store has. */
void cases_index_again(struct store *, int64_t case_id);

/* The first fields of the record of a case. */
enum { CASES_CUSTOMER, CASES_DATE };

/*
 * Can a case with steps get these values? As record.may_change (record.h): not a date after its
 * first step, and not a customer if it had none.
 */
bool cases_may_change(struct store *, int64_t case_id, const struct record_value *,
    size_t *field, char why[static RECORD_WHY]);

/*
 * Finds the cases that have all words of the query. After that SQL has the function found(), which
 * returns a JSON object of case_id and relevance. The relevance is that of FTS5's bm25; higher is
 * better. False if the query has no words.
 */
bool cases_match(struct store *, const char *query);

/*
 * Defines functions of SQL: words(text) returns the words as the index has them; state_after(step,
 * state, anonymous) returns NULL if the state does not allow the step.
 */
void cases_functions(struct store *);

/* Rebuilds the index. Call cases_functions first. */
void cases_reindex(struct store *);

/* The same for these cases. CASES: SQL, a query of their numbers. */
void cases_reindex_some(struct store *, const char *cases);

#endif
