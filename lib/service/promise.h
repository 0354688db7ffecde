/*
 * promise - the state of a promise, from its steps (pure).
 *
 * A promise is due at a moment, or at the end of a day. A move replaces the due time only if the
 * customer was told of it before the due time then in force had passed. Any other move leaves the
 * due time as it is.
 */
#ifndef PROMISE_H
#define PROMISE_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/base/moment.h"
#include "lib/service/attain.h"

enum promise_step { PROMISE_KEEP, PROMISE_BREAK, PROMISE_MOVE, PROMISE_STEPS };

enum promise_state { PROMISE_OPEN, PROMISE_KEPT, PROMISE_BROKEN };
#define PROMISE_STATES "open|kept|broken"

enum promise_told {		/* was the customer told of the latest move? */
	PROMISE_UNMOVED,
	PROMISE_BEFORE,	/* before the due time had passed */
	PROMISE_AFTER,
	PROMISE_NOT,
};

struct promise {
	enum promise_state state;
	enum promise_told told;
	struct moment first_due, due;	/* the original due time, and the one in force */
	/* when it was kept; when its latest step was; or MOMENT_NONE */
	struct moment kept, last;
};

const char *promise_step_name(enum promise_step step);	/* "keep" */
const char *promise_state_name(enum promise_state state);	/* "open" */
const char *promise_told_name(enum promise_told told);	/* "", "before", "after" or "no" */

/*
 * Reads a promise of the store. EVENTS has at|step|due|told for each step, in their order,
 * separated by ;. False if a date is not valid.
 */
bool promise_read(const char *due, const char *events, struct promise *to);

/* The result for a due time, as known at NOW. Kept late, broken and overdue all count as missed. */
enum attain_result promise_outcome(const struct promise *, struct moment due, int64_t now);

#endif
