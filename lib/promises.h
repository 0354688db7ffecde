/*
 * promises - what has become of a promise, from its steps (pure).
 *
 * A promise is due until a moment, or until the end of a day.  The due in force is the original
 * one, or that of the last move about which the customer was told by the end of the due then in
 * force: a move that nobody was told of, or after the breach, rescues nothing.
 */
#ifndef PROMISES_H
#define PROMISES_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/attain.h"
#include "lib/moment.h"

enum promises_step { PROMISES_KEEP, PROMISES_BREAK, PROMISES_MOVE, PROMISES_STEPS };

enum promises_state { PROMISES_OPEN, PROMISES_KEPT, PROMISES_BROKEN };
#define PROMISES_STATES "open|kept|broken"

enum promises_told {		/* of the last move, the customer */
	PROMISES_UNMOVED,
	PROMISES_BEFORE,	/* the breach */
	PROMISES_AFTER,
	PROMISES_NOT,
};

struct promises {
	enum promises_state state;
	enum promises_told told;
	struct moment first_due, due;	/* the original one, and the one in force */
	struct moment kept, last;	/* when it was kept; the last step; MOMENT_NONE */
};

const char *promises_step_name(enum promises_step step);	/* keep */
const char *promises_state_name(enum promises_state state);	/* open */
const char *promises_told_name(enum promises_told told);	/* "", before, after, no */

/* As the store has it: EVENTS is at|step|due|told for each step, in their order, with ; between.  False if it is none. */
bool promises_read(const char *due, const char *events, struct promises *to);

/* Was it kept by then, seen at a moment: kept late, broken and overdue are missed. */
enum attain_result promises_outcome(const struct promises *, struct moment due, int64_t now);

#endif
