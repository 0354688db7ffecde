#include "lib/feedback/steps.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/say.h"

#define IN(state) (1u << STEPS_##state)

enum { SAME = -1 };

static const char *const states[STEPS_STATES] = {
	"received", "acknowledged", "assigned", "in_progress", "waiting",
	"resolved", "informed", "closed", "void",
};

static const struct {
	const char *name;
	unsigned from;		/* bits of the states that allow the step */
	unsigned anonymous;	/* and of those that allow it if the customer is unknown */
	int to;
} steps[STEPS_STEPS] = {
	[STEPS_ACKNOWLEDGE] = { "acknowledge", IN(RECEIVED), 0, STEPS_ACKNOWLEDGED },
	[STEPS_ASSIGN] = { "assign", IN(RECEIVED) | IN(ACKNOWLEDGED) | IN(ASSIGNED) |
	    IN(IN_PROGRESS) | IN(WAITING), 0, STEPS_ASSIGNED },
	[STEPS_START] = { "start", IN(ACKNOWLEDGED) | IN(ASSIGNED), 0, STEPS_IN_PROGRESS },
	[STEPS_WAIT] = { "wait", IN(ASSIGNED) | IN(IN_PROGRESS), 0, STEPS_WAITING },
	[STEPS_RESUME] = { "resume", IN(WAITING), 0, STEPS_IN_PROGRESS },
	[STEPS_RESOLVE] = { "resolve", IN(ACKNOWLEDGED) | IN(ASSIGNED) | IN(IN_PROGRESS) |
	    IN(WAITING), 0, STEPS_RESOLVED },
	[STEPS_INFORM] = { "inform", IN(RESOLVED), 0, STEPS_INFORMED },
	[STEPS_FOLLOW_UP] = { "follow-up", IN(INFORMED) | IN(CLOSED), 0, SAME },
	[STEPS_CLOSE] = { "close", IN(INFORMED), IN(RESOLVED), STEPS_CLOSED },
	[STEPS_REOPEN] = { "reopen", IN(RESOLVED) | IN(INFORMED) | IN(CLOSED), 0,
	    STEPS_IN_PROGRESS },
	[STEPS_VOID] = { "void", IN(VOIDED) - 1, 0, STEPS_VOIDED },
	[STEPS_NOTE] = { "note", (1u << STEPS_STATES) - 1, 0, SAME },
};

const char *
steps_state_name(int state)
{
	return states[state];
}

const char *
steps_name(int step)
{
	return steps[step].name;
}

int
steps_state_of(const char *name)
{
	for (int s = 0; s < STEPS_STATES; s++)
		if (strcmp(states[s], name) == 0)
			return s;
	return -1;
}

int
steps_of(const char *name)
{
	for (int s = 0; s < STEPS_STEPS; s++)
		if (strcmp(steps[s].name, name) == 0)
			return s;
	return -1;
}

int
steps_after(int step, int state, bool anonymous)
{
	const unsigned from = steps[step].from | (anonymous ? steps[step].anonymous : 0);

	if (!(from & 1u << state))
		return -1;
	return steps[step].to == SAME ? state : steps[step].to;
}

char *
steps_allowed(int state, bool anonymous, char *to, size_t n)
{
	char name[STEPS_SAID];
	size_t at = 0;

	to[0] = '\0';
	for (int s = 0; s < STEPS_STEPS && at < n; s++)
		if (steps_after(s, state, anonymous) != -1)
			at += (size_t)snprintf(to + at, n - at, "%s%s", say_comma(at),
			    say_typed("step", steps[s].name, name, sizeof name));
	return to;
}
