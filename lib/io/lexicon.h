/*
 * lexicon - the columns of custkit-tables(5): the kind of their cells, and their importance for a
 * reader (pure).
 *
 * A column that passes through a tool is known only by its name. The lexicon says that it is a
 * number in JSON, or an amount with two decimals in a table for people. If two tables use a name
 * for different things, it has the weaker kind: "change" is LEXICON_NUMBER, and a cell of it may be
 * a word.
 */
#ifndef LEXICON_H
#define LEXICON_H
#include <stdbool.h>
#include <stddef.h>

enum lexicon_kind {
	LEXICON_TEXT,	/* also if it looks like a number: an id, a code */
	LEXICON_DATE,	/* a day or a moment */
	LEXICON_NUMBER,	/* a number if it looks like one; so are the next three */
	LEXICON_AMOUNT,	/* in the currency */
	LEXICON_SHARE,	/* from 0 to 1 */
	LEXICON_POINTS,	/* in percent or percentage points */
	LEXICON_OBJECT,	/* JSON */
};

struct lexicon {
	const char *name;
	enum lexicon_kind kind;
	/* 1: the column that identifies the row; 9: hidden first if a line is too long */
	int rank;
};

enum { LEXICON_RANK_OTHER = 5 };	/* the rank of a column that is not known */

const struct lexicon *lexicon_find(const char *name);	/* NULL: not known */
const struct lexicon *lexicon_at(size_t i);	/* the I-th of all; NULL after the last */

/* Whether the column holds text or dates, but no numbers; false for NULL. */
bool lexicon_is_text(const struct lexicon *);

/*
 * Whether a message must mask cells of this column: name, email, phone, birthday, the words of a
 * customer.
 */
bool lexicon_is_personal(const char *name);

/* What --pseudonym and --mask do with the cells of a column. */
enum lexicon_privacy {
	LEXICON_OPEN,		/* print them */
	LEXICON_ID,		/* the id of a customer or an order: print a keyed id */
	LEXICON_PERSON,		/* mask them */
	LEXICON_WORDS,		/* free text, which may name anybody: leave them empty */
	LEXICON_MAYBE_WORDS,	/* the same, but print numbers */
};
enum lexicon_privacy lexicon_privacy(const char *name);

#endif
