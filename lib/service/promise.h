/*
 * promise - what has become of a promise, from its steps (pure).
 *
 * A promise is due until a moment, or until the end of a day.  The due in force is the original
 * one, or that of the last move about which the customer was told by the end of the due then in
 * force: a move that nobody was told of, or after the breach, rescues nothing.
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

enum promise_told {		/* of the last move, the customer */
	PROMISE_UNMOVED,
	PROMISE_BEFORE,	/* the breach */
	PROMISE_AFTER,
	PROMISE_NOT,
};

struct promise {
	enum promise_state state;
	enum promise_told told;
	struct moment first_due, due;	/* the original one, and the one in force */
	struct moment kept, last;	/* when it was kept; the last step; MOMENT_NONE */
};

const char *promise_step_name(enum promise_step step);	/* keep */
const char *promise_state_name(enum promise_state state);	/* open */
const char *promise_told_name(enum promise_told told);	/* "", before, after, no */

/* As the store has it: EVENTS is at|step|due|told for each step, in their order, with ; between.  False if it is none. */
bool promise_read(const char *due, const char *events, struct promise *to);

/* Was it kept by then, seen at a moment: kept late, broken and overdue are missed. */
enum attain_result promise_outcome(const struct promise *, struct moment due, int64_t now);

#endif
