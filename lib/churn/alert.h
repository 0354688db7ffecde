/*
 * alert - decides which changes of a customer's risk to report (pure).
 *
 * A case opens with NEW when the risk reaches a limit: raise, or raise_late if the last purchase is
 * long ago. It closes with RESOLVED when the risk falls below clear. clear is lower than raise, so
 * a risk that varies around one limit does not open and close a case every night. A customer who
 * bought less than calm days ago counts as without risk, whatever the model says; this also closes
 * a case. An open case is reported as WORSE once, and as STILL if repeat is set. give_up days after
 * NEW or WORSE it is reported as LOST, and then not again until the customer is calm.
 */
#ifndef ALERT_H
#define ALERT_H
#include <stdbool.h>
#include <stdint.h>

/*
 * The number of the rule above. The store keeps it with each evaluation. Rule 1 reported customers
 * who reached --raise and were overdue.
 */
enum { ALERT_RULE = 2 };

enum alert_word {
	ALERT_QUIET, ALERT_NEW, ALERT_WORSE, ALERT_STILL, ALERT_RESOLVED, ALERT_LOST, ALERT_WORDS
};

enum alert_state {
	ALERT_CALM,		/* no case */
	ALERT_RAISED,
	ALERT_WORSENED,	/* reported as WORSE, or as NEW with a risk of at least worse */
	ALERT_CLEARED,	/* closed during a silence; RESOLVED is not yet reported */
	ALERT_GIVEN_UP,	/* reported as LOST, or at risk before the first evaluation */
	ALERT_STATES
};

struct alert_limits {	/* clear <= raise_late <= raise <= worse; a risk is from 0 to 100 */
	double raise;
	double raise_late;	/* used instead of raise after LATE days without a purchase */
	double late;
	double worse, clear;
	int64_t calm;		/* days; 0: off */
	int64_t repeat;		/* days from the last report to STILL; 0: off */
	int64_t give_up;	/* days from NEW or WORSE to LOST; 0: never */
};

#define ALERT_DEFAULTS { .raise = 70, .raise_late = 55, .worse = 85, .clear = 45 }

struct alert {			/* the state of a customer; initially { .day = DATE_NONE } */
	enum alert_state state;
	int32_t day;		/* day of the last evaluation */
	/* not used without a case: */
	int32_t told;		/* day of the last report */
	int32_t changed;	/* day of the last NEW or WORSE */
	int32_t bought;		/* day of the last purchase when the case opened */
};

struct alert_facts {		/* the input of an evaluation */
	double risk;
	int32_t day, bought;	/* day of the evaluation; day of the last purchase by then */
	bool silent;		/* an attempt to win the customer back is open: report nothing */
};

/* The risk that opens and closes cases: 0 if the customer bought less than calm days ago. */
double alert_risk(const struct alert_facts *, const struct alert_limits *);

/* Whether this risk opens a case. */
bool alert_at_risk(const struct alert_facts *, const struct alert_limits *);

/*
 * Evaluates a customer on a day. Returns what to report. A day at or before that of the last
 * evaluation changes nothing.
 *
 * During a silence nothing is reported. The first evaluation after it decides again: an open case
 * stays open or is RESOLVED. A case that was closed in the meantime is RESOLVED, or NEW if the risk
 * opens a case again.
 */
enum alert_word alert_next(struct alert *, const struct alert_facts *, const struct alert_limits *);

/* For the first evaluation of a store: customers at risk are known, but not reported. */
void alert_begin(struct alert *, const struct alert_facts *, const struct alert_limits *);

/*
 * For the first evaluation by this rule of a customer whose state is from the rule before: closes
 * the case without a report. If the customer is still at risk, nothing is reported until the next
 * purchase.
 */
void alert_succeed(struct alert *, const struct alert_facts *, const struct alert_limits *);

const char *alert_word_name(enum alert_word);	/* NEW ...; "" for ALERT_QUIET */
const char *alert_state_name(enum alert_state);	/* calm, raised, worsened, cleared, given_up */
int alert_state_of(const char *name);		/* -1: not a state */

#endif
