/*
 * origin - what a report is made from, and its digest (program).
 *
 * The commands of a report read the same facts one after the other. So tables from standard input
 * are kept in a file, and the digest shows whether a store has changed in between.
 */
#ifndef ORIGIN_H
#define ORIGIN_H
#include "lib/report/command.h"
#include "lib/report/sections.h"

struct store;

struct origin {
	char *source;		/* its name for the page: a path, or "standard input" */
	int input;		/* a file that the commands read; -1: none */
	char *digest;		/* 64 hexadecimal digits; of each of several files */
	char *proof;		/* the command that prints the digest */
	char *currency;		/* of the store; NULL: not known */
	char *trial;		/* the latest that was assigned by the as-of date; NULL: none */
};

/*
 * Reads standard input to its end if the facts are neither in a store nor in files. STORE: the open
 * store of the facts; NULL: none.
 */
struct origin origin_read(const struct facts *, struct store *, enum language);
void origin_free(struct origin *);

/* Ends the tool if the facts are no longer those that were read. */
void origin_check(const struct origin *, const struct facts *, struct store *);

#endif
