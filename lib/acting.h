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

/* Fills in what was not given, and ends the tool where what was is wrong; by the clock that is in use now. */
void acting_begin(struct acting *, const struct date_reader *);

#endif
