/*
 * cases - what customers say as cases, as of a date, and the index of their words (program).
 *
 * The state of a case is that of its last event (lib/feedback/steps.h); what an event says of owner, department,
 * outcome and cause holds until another says otherwise.
 */
#ifndef CASES_H
#define CASES_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/store/step_load.h"

enum { CASES_KINDS = 7 };

struct cases_kind {
	const char *name;
	int low, high;		/* of its scores; high 0: it has none */
};
extern const struct cases_kind cases_kinds[CASES_KINDS];

/* For the option tables, in that order. */
#define CASES_KINDS_WORDS "nps|csat|ces|complaint|suggestion|praise|question"

/* The last that an event of case f said about it, of those up to its event e. */
#define CASES_LAST(what) \
	"(SELECT " what " FROM feedback_event AS x WHERE x.case_id = f.case_id AND x.event_id <= e.event_id" \
	" AND " what " IS NOT NULL ORDER BY x.event_id DESC LIMIT 1)"

/* One row for every case; ?1 is the as-of date.  Ends in a condition: more can follow with AND. */
#define CASES_SELECT \
	"SELECT f.case_id, f.customer_id, f.date, f.channel, f.kind, f.score, f.text," \
	" coalesce(" CASES_LAST("x.department") ", f.department) AS department," \
	" f.wanted, f.severity, f.order_id, f.touchpoint," \
	" coalesce(e.state, 'received') AS state, coalesce(e.at, f.date) AS changed, " \
	CASES_LAST("x.owner") " AS owner, " CASES_LAST("x.outcome") " AS outcome, " \
	CASES_LAST("x.cause") " AS cause, " CASES_LAST("x.score") " AS follow_up," \
	" (SELECT count(*) FROM feedback_event AS x WHERE x.case_id = f.case_id AND x.event_id <= e.event_id" \
	" AND x.step = 'reopen') AS reopened, f.day" \
	" FROM feedback AS f LEFT JOIN feedback_event AS e ON e.event_id = (SELECT max(x.event_id) FROM feedback_event AS x" \
	" WHERE x.case_id = f.case_id AND x.day <= ?1)" \
	" WHERE f.day <= ?1"

/* What has to be dealt with; of a score or praise there is nothing to do unless somebody did something. */
#define CASES_OPEN \
	" AND coalesce(e.state, 'received') NOT IN ('closed', 'void')" \
	" AND (e.event_id IS NOT NULL OR f.kind IN ('complaint', 'suggestion', 'question'))"

/* What is to be found of each case that has any words: case_id, text, outcome (all of them). */
#define CASES_WORDS \
	"SELECT case_id, text, outcome FROM (SELECT case_id, text, (SELECT group_concat(outcome, char(10)) FROM" \
	" (SELECT outcome FROM feedback_event AS e WHERE e.case_id = f.case_id AND outcome IS NOT NULL ORDER BY event_id))" \
	" AS outcome FROM feedback AS f) WHERE (text IS NOT NULL OR outcome IS NOT NULL)"

struct cases_step {
	int step;		/* enum steps_step */
	struct step_load by;
	const char *owner, *department;	/* of assign; these and all below may be NULL */
	const char *outcome, *cause;	/* of resolve */
	int64_t score;			/* of follow-up */
};

/* For step_load_take, CTX a struct cases_step: the case takes the step, and its outcome goes into the index. */
const char *cases_take(void *ctx, struct store *, int64_t case_id, char why[static STEP_LOAD_WHY]);

/* Puts the words of a case into the index, in the place of those that it had. */
void cases_index(struct store *, int64_t case_id, const char *text, const char *outcome);

/*
 * Looks for the cases that have all words of the query.  From then on found() is a function of SQL: a JSON
 * object of case_id and relevance, which is what FTS5's bm25 says, the more the better.  False if there is
 * no word in the query.
 */
bool cases_match(struct store *, const char *query);

/*
 * Functions for SQL: words(text), as they stand in the index, and state_after(step, state, anonymous),
 * NULL where the state forbids the step.
 */
void cases_functions(struct store *);

/* Makes the index anew; needs the functions. */
void cases_reindex(struct store *);

#endif
