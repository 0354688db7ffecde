/*
 * tables - the tables of custkit-tables(5), with their columns (pure).
 *
 * tables.awk translates the page into the list, so a table is described in one place.
 */
#ifndef TABLES_H
#define TABLES_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/io/lexicon.h"

enum {
	TABLES_LEXICON = -1,	/* the kind that the lexicon says of the name */
	TABLES_ANY = -2,	/* numbers in some rows and text in others */
};

struct tables_column {
	const char *name;	/* NULL ends the columns of a table */
	const char *help;
	int kind;		/* enum lexicon_kind, TABLES_LEXICON or TABLES_ANY */
	bool is_required;	/* of a table that is read: the header must have it */
};

struct tables {
	const char *title;
	bool is_read;		/* else it is printed, or written to a file */
	const char *tools;	/* those that read or print it, with a blank between them */
	const char *about;
	const struct tables_column *columns;
};

/* The first table of a tool (NULL: of all), or the one after PREVIOUS; NULL: there is none. */
const struct tables *tables_next(const char *tool, const struct tables *previous);

/* Like the title in lower case, with - for a blank: "net-promoter-score". */
void tables_name(const struct tables *, char *to, size_t room);

/*
 * The column NAME of the table that fits best to a header that has it: of which most columns are
 * there. NULL: no table that has the column fits.
 */
const struct tables_column *tables_fit(const char *const *header, size_t n, const char *name);

/* TABLES_ANY or an enum lexicon_kind; LEXICON_TEXT for a name that the lexicon does not know. */
int tables_kind(const struct tables_column *);

#endif
