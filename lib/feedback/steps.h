/*
 * steps - the steps of a case of feedback, and its state after each (pure).
 *
 * The states follow ISO 10002: received, acknowledged, in work, resolved, customer informed,
 * closed. A case recorded by mistake becomes void, from any state; then only notes are allowed.
 */
#ifndef STEPS_H
#define STEPS_H
#include <stdbool.h>
#include <stddef.h>

enum steps_state {
	STEPS_RECEIVED, STEPS_ACKNOWLEDGED, STEPS_ASSIGNED, STEPS_IN_PROGRESS, STEPS_WAITING,
	STEPS_RESOLVED, STEPS_INFORMED, STEPS_CLOSED, STEPS_VOIDED, STEPS_STATES
};
#define STEPS_STATES_WORDS \
	"received|acknowledged|assigned|in_progress|waiting|resolved|informed|closed|void"

enum steps_step {
	STEPS_ACKNOWLEDGE, STEPS_ASSIGN, STEPS_START, STEPS_WAIT, STEPS_RESUME, STEPS_RESOLVE,
	STEPS_INFORM, STEPS_FOLLOW_UP, STEPS_CLOSE, STEPS_REOPEN, STEPS_VOID, STEPS_NOTE,
	STEPS_STEPS
};
#define STEPS_STEPS_WORDS \
	"acknowledge|assign|start|wait|resume|resolve|inform|follow-up|close|reopen|void|note"

const char *steps_state_name(int state);
const char *steps_name(int step);		/* "acknowledge", "follow-up" ... */
int steps_state_of(const char *name);		/* -1: not a state */
int steps_of(const char *name);			/* -1: not a step */

/*
 * The state after the step; -1 if the state does not allow it. ANONYMOUS: the customer is unknown,
 * so nobody can be informed.
 */
int steps_after(int step, int state, bool anonymous);

enum { STEPS_SAID = 64 };	/* room for the name of a state or step with its translation */

/*
 * Lists the steps that the state allows ("acknowledge, assign, note"), cut to N bytes. Returns TO.
 */
char *steps_allowed(int state, bool anonymous, char *to, size_t n);

#endif
