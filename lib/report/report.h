/*
 * report - runs the commands of the sections, and keeps their tables (program).
 *
 * So every number of a report is a cell that its command prints. A command that several blocks have
 * runs once, and the orders of a store are folded once for all of them (history_shared.h). A
 * command that fails does not end the tool: its blocks say why.
 */
#ifndef REPORT_H
#define REPORT_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/report/command.h"
#include "lib/report/cells.h"
#include "lib/report/sections.h"

struct store;

struct result {			/* of a command */
	char *text;		/* the command */
	char *notes;		/* what it wrote on standard error; "" for nothing */
	const char *failure;	/* why it failed; NULL: it did not */
	bool lacks;		/* it failed because the data do not suffice */
	struct cells *cells;	/* NULL: it failed */
};

struct part {			/* a block of the report */
	const struct block *block;
	const struct section *section;
	const struct result *result;	/* NULL: none */
	/* why there is nothing to show, else NULL */
	enum part_lack { PART_FULL, PART_NO_STORE, PART_NO_DATA, PART_FEW, PART_FAILED } lack;
};

struct report {
	struct facts facts;
	enum language language;
	struct part *part;	/* in the order of the sections */
	size_t parts;
	struct result *result;
	size_t results;
};

/*
 * WANTED: the sections, per place in sections[]. STORE: where block.exists is looked up; NULL:
 * none. INPUT: a file that the commands read; -1: none. Ends the tool if all commands fail. A
 * failure is written on standard error, and raises the exit status to EXIT_NO; it is none if the
 * data do not suffice for a command, such as for a model.
 */
void report_make(struct report *, const bool *wanted, struct store *, int input);
void report_free(struct report *);

/* The number of a result, from 1: the page refers to it as c1. */
size_t report_number(const struct report *, const struct result *);

/* Whether all parts of the section of this one, its first, need a store that is not there. */
bool report_needs_store(const struct report *, const struct part *);

/* Whether the block says in words of its own that it has no data; not if there are no orders. */
bool report_has_none(const struct part *);

/*
 * The command that prints the names and phones of the customers of a block; the page has only their
 * ids. NULL without a store, or if the block has no such command. The caller frees it.
 */
char *report_names(const struct report *, const struct part *);

/* How many rows a block has, of which only the first may be shown. */
size_t report_count(const struct part *);

/* The rows of a block that are shown, in order. The caller frees them. */
size_t *report_rows(const struct part *, const char *condition, size_t *n);

#endif
