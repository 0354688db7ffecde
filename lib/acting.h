/*
 * acting - a step that rows of the store take, all that are named or none: which rows, who takes it,
 * when, and what there is to say (program).
 */
#ifndef ACTING_H
#define ACTING_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/date.h"
#include "lib/moment.h"
#include "lib/opt.h"
#include "lib/put.h"
#include "lib/store.h"

struct acting {
	const char *at, *actor, *note;	/* as given; then as they will be stored */
	struct moment when;
	char text[DATE_TIME_SIZE];
};

#define ACTING_OPTS(a) \
	{ OPT_TEXT, 0, "at", "DATETIME", "when it was (now)", &(a)->at }, \
	{ OPT_TEXT, 0, "actor", "NAME", "who did it (the login name)", &(a)->actor }, \
	{ OPT_TEXT, 0, "note", "TEXT", "what there is to say about it", &(a)->note }

bool acting_given(const struct acting *);

/* The option is UTF-8 and not empty; NULL, which was not given, is right too. */
void acting_check(const char *option, const char *s);

/* A date or date-time of an option. */
struct moment acting_moment(const struct date_reader *, const char *option, const char *s);

enum { ACTING_WHY = 200 };

struct acting_step {
	const char *key, *thing;	/* case_id, case: what the numbers are of */
	const char *name;		/* resolve: what is done */
	struct acting *by;
	void *ctx;
	/* Inside the transaction, when it is known by what clock: reads what is left to read.  NULL: there is nothing. */
	void (*begin)(void *ctx, const struct date_reader *);
	/* One row takes the step.  Its state then; or NULL, and why it does not, "is closed: ...". */
	const char *(*take)(void *ctx, sqlite3 *, int64_t id, char why[static ACTING_WHY]);
};

struct acting_opts {
	struct store_opts store;
	struct put_opts form;
	const char *tz;			/* NULL: the store's zone */
	bool dry_run;
};

/*
 * The rows are numbers as operands, or a table with the column KEY (lib/picks.h).  Prints HEAD: the key, at, the
 * step and, where there is a fourth, the state.  Where a row cannot, all that cannot are named, and the tool ends.
 */
void acting_take(const struct acting_step *, const struct put_head *head, const struct acting_opts *, char **operands);

#endif
