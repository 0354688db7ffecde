/*
 * alert - which changes of a customer's risk are worth a word (pure).
 *
 * A case begins where the risk reaches a limit: raise, or raise_late if the last purchase is long
 * ago.  It ends where the risk falls below clear, so that a risk that wavers about one limit does
 * not come and go every night.  A customer who bought less than calm days ago has no risk,
 * whatever the model says: that ends a case too.  In between there is WORSE once, STILL if it is
 * asked for, and LOST give_up days after NEW or WORSE; then nothing more until the customer is
 * calm.
 */
#ifndef ALERT_H
#define ALERT_H
#include <stdbool.h>
#include <stdint.h>

/*
 * Of the rule, as the store keeps it with each evaluation: 1 told of whoever reached --raise and
 * was overdue.
 */
enum { ALERT_RULE = 2 };

enum alert_word {
	ALERT_QUIET, ALERT_NEW, ALERT_WORSE, ALERT_STILL, ALERT_RESOLVED, ALERT_LOST, ALERT_WORDS
};

enum alert_state {
	ALERT_CALM,		/* no case */
	ALERT_RAISED,
	ALERT_WORSENED,	/* at or above worse, as WORSE said, or NEW where it began so */
	ALERT_CLEARED,	/* ended during a silence: RESOLVED is still to be said */
	ALERT_GIVEN_UP,	/* LOST, or known before the records began */
	ALERT_STATES
};

struct alert_limits {	/* clear <= raise_late <= raise <= worse; a risk is from 0 to 100 */
	double raise;
	double raise_late;	/* from so many days without a purchase on: */
	double late;
	double worse, clear;
	int64_t calm;		/* days; 0: off */
	int64_t repeat;		/* days from the last word to STILL; 0: off */
	int64_t give_up;	/* days from NEW or WORSE to LOST; 0: never */
};

#define ALERT_DEFAULTS { .raise = 70, .raise_late = 55, .worse = 85, .clear = 45 }

struct alert {			/* what is kept of a customer; new ones are { .day = DATE_NONE } */
	enum alert_state state;
	int32_t day;		/* of the last evaluation */
	/* Meaningless without a case: */
	int32_t told;		/* the day of the last word */
	int32_t changed;	/* the day of NEW or WORSE, the later of them */
	int32_t bought;		/* the last purchase when the case began */
};

struct alert_facts {		/* what an evaluation goes by */
	double risk;
	int32_t day, bought;	/* of the evaluation, of the last purchase by then */
	bool silent;		/* somebody is winning the customer back */
};

/* The risk that cases go by: 0 if the customer is calm. */
double alert_risk(const struct alert_facts *, const struct alert_limits *);

/* Does a case begin at this risk? */
bool alert_at_risk(const struct alert_facts *, const struct alert_limits *);

/*
 * The evaluation of a day: what to say.  On the day of the last one and before it there is
 * nothing to say, and nothing changes.
 *
 * Nothing is said in a silence.  What was not said is judged afresh by the first evaluation after
 * it: a case that was open goes on, or is RESOLVED; one that ended meanwhile is RESOLVED, or NEW
 * if the risk calls for a case again.
 */
enum alert_word alert_next(struct alert *, const struct alert_facts *, const struct alert_limits *);

/* The first evaluation of all: who is at risk is known, and not told of. */
void alert_begin(struct alert *, const struct alert_facts *, const struct alert_limits *);

/*
 * The first evaluation by this rule of a customer whose state is that of the rule before: a case
 * is closed without a word, and until the next purchase nothing is said of what was said already.
 */
void alert_succeed(struct alert *, const struct alert_facts *, const struct alert_limits *);

const char *alert_word_name(enum alert_word);	/* NEW ...; "" for quiet */
const char *alert_state_name(enum alert_state);	/* calm, raised, worsened, cleared, given_up */
int alert_state_of(const char *name);		/* -1: no such state */

#endif
