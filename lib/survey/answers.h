/*
 * answers - the answers of people to the items of a questionnaire, from CSV or the store (program).
 *
 * CSV is long or wide. A long table has one row per answer: who, item, part, value. A wide table
 * has one row per person and one column per answer. The header decides: only a long table has the
 * column item. An empty cell means no answer. A person who answers in two waves counts as two
 * people.
 */
#ifndef ANSWERS_H
#define ANSWERS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/io/opt.h"
#include "lib/io/table.h"
#include "lib/store/store.h"
#include "lib/survey/answers_wide.h"

enum { ANSWERS_NAMES = 3, ANSWERS_NUMBERS = 32 };

struct answers_form {		/* what a tool expects of its input */
	/*
	 * columns that can identify the person, ending with NULL; the first one with a value counts
	 */
	const char *who[ANSWERS_NAMES];
	bool dated;		/* if a row names no wave, its day is the wave */
	const struct answers_parts *parts;	/* NULL: an item has one answer */
	const struct instrument *items;		/* the items allowed; NULL: any */
	size_t numbers;		/* numbers that a person may give besides: all of them or none */
	const char *const *number;		/* the columns of these numbers */
	bool (*good)(const double *, size_t);	/* are these numbers valid? */
	/* what messages say if they are not: "do not add up to 100" */
	const char *wrong;

	/* Reads a cell. Returns NULL, or what is wrong with it: "is not a number from 1 to 7". */
	const char *(*value)(const void *ctx, size_t item, const char *cell, double *to);
	const void *ctx;
};

struct answers_opts {
	struct store_opts store;
	/* for the store; survey is required, wave may be NULL */
	const char *survey, *wave;
	int32_t as_of;			/* for the store; DATE_NONE: today */
	const char *by;
	bool skip_bad;
	struct reading reading;
	const char *partition;	/* the part of the people of a CSV; NULL: any */
};

#define ANSWERS_DEFAULTS { .as_of = DATE_NONE }

/* For the option table of a tool. */
#define ANSWERS_OPTS(o) \
	STORE_OPTS_ANALYSIS(&(o)->store), \
	{ OPT_TEXT, 0, "survey", "ID", "with -d: read the answers to this survey", &(o)->survey }, \
	{ OPT_TEXT, 0, "wave", "ID", "with -d: read only this wave", &(o)->wave }, \
	{ OPT_DATE, 0, "as-of", "DATE", "with -d: ignore answers after DATE (today)", \
	    &(o)->as_of }, \
	READING_OPTS(&(o)->reading), \
	{ OPT_FLAG, 0, "skip-bad", NULL, "leave out bad rows, report the first 20, exit 1", \
	    &(o)->skip_bad }
#define ANSWERS_BY(o) \
	{ OPT_TEXT, 0, "by", "COLUMN", "one result per value of this column", &(o)->by }

struct answers_pair {		/* the answers of a person to an item */
	size_t item, person;
	double value[ANSWERS_SIDES];	/* NAN: not answered; at least one side is answered */
};

struct answers_person {
	const char *who, *wave;	/* "" if there is none */
	size_t group;
	const double *number;	/* NULL if the person gave none */
	const struct answers_pair *pair;	/* sorted by item */
	size_t n;
};

struct answers;

/* Ends the tool if the options contradict each other. Call it before the store is opened. */
void answers_check(const struct answers_opts *, char **operands);

/*
 * Reads all answers of the store or, if STORE is NULL, of the operands or standard input. Reports
 * bad rows as table.h and store_bad.h say. The form must live as long as the result, which the
 * caller frees with answers_free.
 */
struct answers *answers_read(const struct answers_form *, const struct answers_opts *,
    struct store *, char **operands);
void answers_free(struct answers *);

/*
 * People are sorted bytewise by who, then by wave: whole numbers by value, before all other names.
 * So the order of the rows does not matter. Wide rows that do not name a person stay in their
 * order.
 */
size_t answers_people(const struct answers *);
const struct answers_person *answers_person(const struct answers *, size_t);

/*
 * Items are those of the instrument or, without one, those of the input in the order of appearance.
 */
size_t answers_items(const struct answers *);
const char *answers_item(const struct answers *, size_t item);

/* Groups are in bytewise order. Without --by there is one group, "". */
size_t answers_groups(const struct answers *);
const char *answers_group(const struct answers *, size_t group);

/* The number of rows of a CSV. */
uint64_t answers_rows(const struct answers *);

/* The number of answers that lack the other side; and a note of it. */
size_t answers_unpaired(const struct answers *);
void answers_note_unpaired(size_t);

#endif
