/*
 * answers - what people answered to the items of a questionnaire, from CSV or the store (program).
 *
 * CSV is long or wide.  Long is a row an answer: who, item, part, value.  Wide is a row a person and
 * a column an answer.  The header says which it is: only a long one has the column item.  An empty
 * cell is no answer.  Who answers in two waves counts as two.
 */
#ifndef ANSWERS_H
#define ANSWERS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/io/opt.h"
#include "lib/store/store.h"

enum { ANSWERS_SIDES = 2, ANSWERS_NAMES = 3, ANSWERS_NUMBERS = 32 };

struct instrument;

struct answers_form {		/* what the tool asks of its input */
	/* the columns that can name the person; the first that is not empty does */
	const char *who[ANSWERS_NAMES];
	bool dated;		/* a day is a wave where none is named */
	/* the words of the column part; both NULL: an item has one answer */
	const char *side[ANSWERS_SIDES];
	/* wide columns are ITEM.PART, or this letter before the item (E1, e1) */
	char letter[ANSWERS_SIDES];
	const struct instrument *items;		/* the items there are; NULL: any */
	size_t numbers;		/* columns of numbers that a person may have, all or none */
	const char *const *number;		/* their names */
	bool (*good)(const double *, size_t);	/* are these numbers possible? */
	/* "do not add up to 100", said where they are not */
	const char *wrong;

	/* Reads a cell; returns NULL, or what is wrong with it: "is not a number from 1 to 7". */
	const char *(*value)(const void *ctx, size_t item, const char *cell, double *to);
	const void *ctx;
};

struct answers_opts {
	struct store_opts store;
	/* of the store: the first must be said, the second may be NULL */
	const char *survey, *wave;
	int32_t as_of;			/* likewise; DATE_NONE: today */
	const char *by;
	bool skip_bad;
};

#define ANSWERS_DEFAULTS { .as_of = DATE_NONE }

/* For the option tables. */
#define ANSWERS_OPTS(o) \
	STORE_OPTS_ANALYSIS(&(o)->store), \
	{ OPT_TEXT, 0, "survey", "ID", "with -d: read the answers to this survey", &(o)->survey }, \
	{ OPT_TEXT, 0, "wave", "ID", "with -d: read only this wave", &(o)->wave }, \
	{ OPT_DATE, 0, "as-of", "DATE", "with -d: ignore answers after DATE (today)", &(o)->as_of }, \
	{ OPT_FLAG, 0, "skip-bad", NULL, "leave out bad rows, report the first 20, exit 1", &(o)->skip_bad }
#define ANSWERS_BY(o) \
	{ OPT_TEXT, 0, "by", "COLUMN", "one result per value of this column", &(o)->by }

struct answers_pair {		/* one person's answers to one item */
	size_t item, person;
	double value[ANSWERS_SIDES];	/* NAN: none; never both */
};

struct answers_person {
	const char *who, *wave;	/* "" where there is none */
	size_t group;
	const double *number;	/* NULL where they are not there */
	const struct answers_pair *pair;	/* in the order of the items */
	size_t n;
};

struct answers;

/* Ends the tool if the options contradict each other; before the store is opened. */
void answers_check(const struct answers_opts *, char **operands);

/*
 * Of the store, or if that is NULL of the operands or standard input; bad rows are named as table.h
 * and store_bad.h say.
 */
struct answers *answers_read(const struct answers_form *, const struct answers_opts *,
    struct store *, char **operands);
void answers_free(struct answers *);

/*
 * Ordered by who, bytewise, and then by wave, whole numbers by size and before all other names:
 * the order of the rows changes nothing.  Wide rows that name nobody stay as they came.
 */
size_t answers_people(const struct answers *);
const struct answers_person *answers_person(const struct answers *, size_t);

/* Of the instrument; without one as they first came. */
size_t answers_items(const struct answers *);
const char *answers_item(const struct answers *, size_t item);

/* Bytewise; without --by there is one, "". */
size_t answers_groups(const struct answers *);
const char *answers_group(const struct answers *, size_t group);

/* Answers whose other side is missing: said on standard error. */
void answers_note_unpaired(const struct answers *);

#endif
