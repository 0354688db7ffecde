/* steps: every pair of a state and a step, by the table of the process (ISO 10002). */
#include "lib/feedback/steps.h"

#include <string.h>

#include "tests/unit/tap.h"

/* a step, the states that allow it, and the state after it: "" if it stays the same */
static const char *const table[][3] = {
	{ "acknowledge", "received", "acknowledged" },
	{ "assign", "received acknowledged assigned in_progress waiting", "assigned" },
	{ "start", "acknowledged assigned", "in_progress" },
	{ "wait", "assigned in_progress", "waiting" },
	{ "resume", "waiting", "in_progress" },
	{ "resolve", "acknowledged assigned in_progress waiting", "resolved" },
	{ "inform", "resolved", "informed" },
	{ "follow-up", "informed closed", "" },
	{ "close", "informed", "closed" },
	{ "reopen", "resolved informed closed", "in_progress" },
	{ "void", "received acknowledged assigned in_progress waiting resolved informed closed",
	    "void" },
	{ "note", "received acknowledged assigned in_progress waiting resolved informed closed "
	    "void", "" },
};
enum { ROWS = sizeof table / sizeof *table };

static const char *const states[] = {
	"received", "acknowledged", "assigned", "in_progress", "waiting", "resolved", "informed",
	"closed", "void",
};
enum { STATES = sizeof states / sizeof *states };

static bool
has_word(const char *words, const char *word)
{
	const size_t n = strlen(word);

	for (const char *p = words; (p = strstr(p, word)) != NULL; p += n)
		if ((p == words || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
			return true;
	return false;
}

static const char *
want(const char *const row[3], const char *state, bool anonymous)
{
	const bool allowed = has_word(row[1], state) ||
	    (anonymous && strcmp(row[0], "close") == 0 && strcmp(state, "resolved") == 0);

	return !allowed ? "" : *row[2] ? row[2] : state;
}

int
main(void)
{
	char name[96], allowed[160];

	ok((int)STEPS_STEPS == (int)ROWS && (int)STEPS_STATES == (int)STATES,
	    "as many steps and states as the table has");
	for (int r = 0; r < ROWS; r++)
		for (int s = 0; s < STATES; s++)
			for (int anonymous = 0; anonymous < 2; anonymous++) {
				const int to = steps_after(steps_of(table[r][0]),
				    steps_state_of(states[s]), anonymous);

				snprintf(name, sizeof name, "%s from %s%s", table[r][0], states[s],
				    anonymous ? ", anonymous" : "");
				ok(strcmp(to == -1 ? "" : steps_state_name(to),
				    want(table[r], states[s], anonymous)) == 0, name);
			}
	for (int r = 0; r < ROWS; r++)
		ok(strcmp(steps_name(steps_of(table[r][0])), table[r][0]) == 0, table[r][0]);
	ok(steps_of("escalate") == -1 && steps_state_of("open") == -1, "no other words");
	ok(strcmp(steps_allowed(STEPS_RECEIVED, false, allowed, sizeof allowed),
	    "acknowledge, assign, void, note") == 0, "what received allows");
	ok(strcmp(steps_allowed(STEPS_RESOLVED, true, allowed, sizeof allowed),
	    "inform, close, reopen, void, note") == 0,
	    "what resolved allows where nobody can be told");
	ok(strcmp(steps_allowed(STEPS_RECEIVED, false, allowed, 8), "acknowl") == 0,
	    "cut off where there is no room");
	return done();
}
