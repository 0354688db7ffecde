/*
 * acting - who takes a step, when, and what there is to say: for the tools that append to what
 * became of something (program).
 */
#ifndef ACTING_H
#define ACTING_H
#include <stdbool.h>

#include "lib/date.h"
#include "lib/moment.h"
#include "lib/opt.h"
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

/* The clock of the store, or that of --tz (NULL: not given), is in use from now on, and how dates are read by it. */
struct date_reader acting_clock(sqlite3 *, const char *tz);

/* Fills in what was not given, and ends the tool where what was is wrong; by the clock that is in use now. */
void acting_begin(struct acting *, const struct date_reader *);

/* The operands as numbers of such things, "promise", *n of them, one at least; misuse where they are not.  The caller frees them. */
int64_t *acting_numbers(char **operands, const char *thing, size_t *n);

#endif
