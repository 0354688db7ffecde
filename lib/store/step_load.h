/*
 * step_load - a step that rows of the store take, all that are named or none: which rows, who takes it,
 * when, and what there is to say (program).
 */
#ifndef STEP_LOAD_H
#define STEP_LOAD_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/base/moment.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/store.h"

struct step_load {
	const char *at, *actor, *note;	/* as given; then as they will be stored */
	struct moment when;
	char text[DATE_TIME_SIZE];
};

#define STEP_LOAD_OPTS(a) \
	{ OPT_TEXT, 0, "at", "DATETIME", "date and time of the step (now)", &(a)->at }, \
	{ OPT_TEXT, 0, "actor", "NAME", "name of the person who did it (the login name)", &(a)->actor }, \
	{ OPT_TEXT, 0, "note", "TEXT", "a note", &(a)->note }

bool step_load_given(const struct step_load *);

/* The option is UTF-8 and not empty; NULL, which was not given, is right too. */
void step_load_check(const char *option, const char *s);

/* A date or date-time of an option. */
struct moment step_load_moment(const struct date_reader *, const char *option, const char *s);

enum { STEP_LOAD_WHY = 200 };

struct step_load_step {
	const char *key, *thing;	/* case_id, case: what the numbers are of */
	const char *name;		/* resolve: what is done */
	struct step_load *by;
	void *ctx;
	/* Inside the transaction, when it is known by what clock: reads what is left to read.  NULL: there is nothing. */
	void (*begin)(void *ctx, const struct date_reader *);
	/* One row takes the step.  Its state then; or NULL, and why it does not, "is closed: ...". */
	const char *(*take)(void *ctx, struct store *, int64_t id, char why[static STEP_LOAD_WHY]);
};

struct step_load_opts {
	struct store_opts store;
	struct put_opts form;
	const char *tz;			/* NULL: the store's zone */
	bool dry_run;
};

/*
 * The rows are numbers as operands, or a table with the column KEY (lib/io/picks.h).  Prints HEAD: the key, at, the
 * step and, where there is a fourth, the state.  Where a row cannot, all that cannot are named, and the tool ends.
 */
void step_load_take(const struct step_load_step *, const struct put_head *head, const struct step_load_opts *, char **operands);

#endif
