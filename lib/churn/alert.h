/*
 * alert - which changes of a customer's risk are worth a word (pure).
 *
 * A case begins at raise and ends below clear, so that a risk that wavers about one limit does not
 * come and go every night.  In between there is WORSE once, STILL now and then, and after some of
 * these LOST; then nothing more until the risk has been below clear.
 */
#ifndef ALERT_H
#define ALERT_H
#include <stdbool.h>
#include <stdint.h>

enum alert_word {
	ALERT_QUIET, ALERT_NEW, ALERT_WORSE, ALERT_STILL, ALERT_RESOLVED, ALERT_LOST, ALERT_WORDS
};

enum alert_state {
	ALERT_CALM,		/* no case */
	ALERT_RAISED,
	ALERT_WORSENED,	/* at or above worse, as WORSE said, or NEW where it began so */
	ALERT_CLEARED,	/* ended during a silence: RESOLVED is still to be said */
	ALERT_GIVEN_UP,	/* LOST, or at risk when the records began */
	ALERT_STATES
};

struct alert_limits {	/* clear <= raise <= worse, the risk is from 0 to 100 */
	double raise, worse, clear;
	int64_t repeat;		/* days from the last word to STILL, 1 or more */
	int64_t give_up;	/* so many STILLs, and the next is LOST */
};

#define ALERT_DEFAULTS { .raise = 70, .worse = 85, .clear = 60, .repeat = 28, .give_up = 4 }

struct alert {		/* what is kept of a customer; new ones are { .day = DATE_NONE } */
	enum alert_state state;
	int32_t day;		/* of the last evaluation */
	int32_t told;		/* of the last word; meaningless without a case */
	int64_t stills;		/* of the case so far */
};

/*
 * The evaluation of a day: what to say.  On the day of the last one and before it there is nothing
 * to say, and nothing changes.
 *
 * SILENT: nothing is said today, because somebody is winning the customer back.  What was not said
 * is judged afresh by the first evaluation after the silence: a case that was open goes on, or is
 * RESOLVED; one that ended meanwhile is RESOLVED, or NEW where the risk is at raise again.
 */
enum alert_word alert_next(struct alert *, double risk, int32_t day, const struct alert_limits *, bool silent);

/* The first evaluation of all: who is at risk is known, and not told of. */
void alert_begin(struct alert *, double risk, int32_t day, const struct alert_limits *);

const char *alert_word_name(enum alert_word);	/* NEW ...; "" for quiet */
const char *alert_state_name(enum alert_state);	/* calm, raised, worsened, cleared, given_up */
int alert_state_of(const char *name);		/* -1: no such state */

#endif
