#include "lib/feedback/cases_check.h"

#include "lib/feedback/cases.h"

/* SQL: each step of each case, with the state and the time of the previous step (was, before). */
#define STEPS \
	"(SELECT 'case ' || e.case_id AS what, step, state, at, customer_id IS NULL AS anonymous," \
	" lag(state, 1, 'received') OVER steps AS was, lag(at, 1, date) OVER steps AS before" \
	" FROM feedback_event AS e JOIN feedback USING (case_id)" \
	" WINDOW steps AS (PARTITION BY e.case_id ORDER BY event_id))"

static const struct check checks[] = {
	{ "feedback", "SELECT what, "
	    " say('%s does not lead from %s to %s', word('step', step), word('state', was),"
	    " word('state', state)) FROM " STEPS
	    " WHERE state_after(step, was, anonymous) IS NOT state" },
	{ "feedback", "SELECT what, "
	    " say('%s at %s is earlier than the previous event at %s', word('step', step), at,"
	    " before)"
	    " FROM " STEPS " WHERE at < before" },
	{ "words", "SELECT 'case ' || case_id, say('search index lacks its words')"
	    " FROM (" CASES_WORDS ") AS f LEFT JOIN feedback_words AS w ON w.rowid = case_id"
	    " WHERE words(f.text) IS NOT w.text OR words(f.outcome) IS NOT w.outcome" },
	{ "words", "SELECT 'case ' || rowid, say('search index has words of no case')"
	    " FROM feedback_words WHERE rowid NOT IN (SELECT case_id FROM (" CASES_WORDS "))" },
};

void
cases_check(struct store *store, const struct check_report *to)
{
	check_run(store, checks, sizeof checks / sizeof *checks, to);
}
