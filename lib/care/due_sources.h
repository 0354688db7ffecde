/*
 * due_sources - the reasons for which a customer can be due, each with the file that finds it
 * (program).
 *
 * A new reason is one row in due_sources.c, its name in DUE_SOURCES_NAMES, and a file due_REASON.c.
 */
#ifndef DUE_SOURCES_H
#define DUE_SOURCES_H
#include <stdbool.h>

struct due;

/* In the order in which reasons of the same priority are told. */
#define DUE_SOURCES_NAMES "promise, case, visit, alert, points, winback, birthday, thanks," \
	" festival, contact"

/* The most days before and after a day that comes every year. */
enum { DUE_SOURCES_YEARLY = 180 };

struct due_source {
	const char *name;
	void (*find)(struct due *);	/* calls due_add for each customer with the reason */
	bool every;		/* its rules need a number of days */
	bool yearly;		/* it comes every year */
};

const struct due_source *due_sources_at(int);
int due_sources_of(const char *name);	/* -1: not a reason */

/* Runs every source that has a rule. */
void due_sources_find(struct due *);

#endif
