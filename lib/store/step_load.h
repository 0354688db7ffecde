/*
 * step_load - records a step (resolve, keep ...) for rows of the store, for all that are named or
 * for none: which rows, who took the step, when, and a note (program).
 */
#ifndef STEP_LOAD_H
#define STEP_LOAD_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/base/moment.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/record.h"
#include "lib/store/store.h"

struct step_load {
	const char *at, *actor, *note;	/* as given; step_load_take completes them */
	struct moment when;
	int64_t batch;			/* set by step_load_take */
	char text[DATE_TIME_SIZE];
};

#define STEP_LOAD_OPTS(a) \
	{ OPT_TEXT, 0, "at", "DATETIME", "date and time of the step (now)", &(a)->at }, \
	{ OPT_TEXT, 0, "actor", "NAME", \
	    "name of the person who did it (the login name)", &(a)->actor }, \
	{ OPT_TEXT, 0, "note", "TEXT", "a note", &(a)->note }

/* The name of the user. Ends the tool if there is none. Valid until the next call. */
const char *step_load_login(void);

bool step_load_given(const struct step_load *);

/* Ends the tool if the value of an option is empty or not UTF-8. NULL: it was not given. */
void step_load_check(const char *option, const char *s);

/* Reads a date or date-time of an option. Ends the tool if it is not valid. */
struct moment step_load_moment(const struct date_reader *, const char *option, const char *s);

enum { STEP_LOAD_WHY = 400 };

struct step_load_step {
	const char *key, *thing;	/* what the numbers identify: case_id, case */
	const char *name;		/* of the step: resolve */
	struct step_load *by;
	void *ctx;

	/* Called inside the transaction, when the time zone is known, to read the tool's own dates.
	   NULL: it has none. */
	void (*begin)(void *ctx, const struct date_reader *);

	/* Records the step for a row, and returns the row's new state. If the row cannot take the
	   step, returns NULL and WHY: "is closed: ...". */
	const char *(*take)(void *ctx, struct store *, int64_t id, char why[static STEP_LOAD_WHY]);
};

/*
 * Records the step for the rows of the operands: numbers, or a table with the column KEY
 * (lib/io/picks.h). Prints the columns of HEAD: the key, at, the step and, if HEAD has a fourth,
 * the state. If rows cannot take the step, reports all of them and ends the tool; nothing is
 * changed.
 */
void step_load_take(const struct tool *, const struct step_load_step *,
    const struct put_head *head, const struct record_opts *, char **operands);

#endif
