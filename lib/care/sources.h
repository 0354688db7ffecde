/*
 * sources - the reasons for which a customer can be due, each with the file that finds it
 * (program).
 *
 * A new reason is one row in sources.c, its name in SOURCES_NAMES, and a file due_REASON.c.
 */
#ifndef SOURCES_H
#define SOURCES_H
#include <stdbool.h>

struct due;

/* In the order in which reasons of the same priority are told. */
#define SOURCES_NAMES "promise, case, visit, alert, points, winback, birthday, thanks, festival," \
	" contact"

enum { SOURCES_YEARLY = 180 };	/* the most days before and after a day that comes every year */

struct source {
	const char *name;
	void (*find)(struct due *);	/* calls due_add for each customer with the reason */
	bool every;		/* its rules need a number of days */
	bool yearly;		/* it comes every year */
};

const struct source *sources_at(int);
int sources_of(const char *name);	/* -1: not a reason */

/* Runs every source that has a rule. */
void sources_find(struct due *);

#endif
