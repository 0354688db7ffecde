/*
 * known - the columns of custkit-tables(5): what their cells are, and which a reader misses least (pure).
 *
 * A column that passes through a tool is known by its name alone, so that a number stays one in JSON and
 * an amount has two decimals in a table for people.  A name that two tables use for different things
 * has the weaker kind: "change" is KNOWN_NUMBER, and a cell of it may be a word.
 */
#ifndef KNOWN_H
#define KNOWN_H
#include <stdbool.h>
#include <stddef.h>

enum known_kind {
	KNOWN_TEXT,	/* also if it looks like a number: an id, a code */
	KNOWN_DATE,	/* a day or a moment */
	KNOWN_NUMBER,	/* a number if it looks like one */
	KNOWN_AMOUNT,	/* likewise, in the currency */
	KNOWN_SHARE,	/* likewise, from 0 to 1 */
	KNOWN_POINTS,	/* likewise, in percent */
	KNOWN_OBJECT,	/* JSON */
};

struct known {
	const char *name;
	enum known_kind kind;
	int rank;	/* 1: the column that the row is about; 9: left out first if a line is too long */
};

enum { KNOWN_RANK_OTHER = 5 };	/* of columns that are not known */

const struct known *known_column(const char *name);	/* NULL: not known */
const struct known *known_next(const struct known *);	/* all of them, from NULL to NULL */

/* Is it what a message quotes only masked: name, email, phone, birthday, what a customer said? */
bool known_is_personal(const char *name);

#endif
