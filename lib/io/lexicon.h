/*
 * lexicon - the columns of custkit-tables(5): what their cells are, and which a reader misses
 * least (pure).
 *
 * A column that passes through a tool is known by its name alone, so that a number stays one in
 * JSON and an amount has two decimals in a table for people.  A name that two tables use for
 * different things has the weaker kind: "change" is LEXICON_NUMBER, and a cell of it may be a
 * word.
 */
#ifndef LEXICON_H
#define LEXICON_H
#include <stdbool.h>
#include <stddef.h>

enum lexicon_kind {
	LEXICON_TEXT,	/* also if it looks like a number: an id, a code */
	LEXICON_DATE,	/* a day or a moment */
	LEXICON_NUMBER,	/* a number if it looks like one */
	LEXICON_AMOUNT,	/* likewise, in the currency */
	LEXICON_SHARE,	/* likewise, from 0 to 1 */
	LEXICON_POINTS,	/* likewise, in percent */
	LEXICON_OBJECT,	/* JSON */
};

struct lexicon {
	const char *name;
	enum lexicon_kind kind;
	/* 1: the column that the row is about; 9: left out first if a line is too long */
	int rank;
};

enum { LEXICON_RANK_OTHER = 5 };	/* of columns that are not known */

const struct lexicon *lexicon_find(const char *name);	/* NULL: not known */

/* A column that holds text or dates, never numbers; false for NULL. */
bool lexicon_is_text(const struct lexicon *);

/* Is it what a message quotes only masked: name, email, phone, birthday, what a customer said? */
bool lexicon_is_personal(const char *name);

#endif
