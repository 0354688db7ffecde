/*
 * answers_own - what the files answers*.c share: the set of answers, whatever their source
 * (program).
 *
 * answers_read makes an empty set and calls answers_table_read or answers_store_read. These enter
 * people (answers_enter) and answers: wide rows by answers_pair_add, long rows and the rows of the
 * store by answers_take. At the end answers_read sorts groups and people.
 */
#ifndef ANSWERS_OWN_H
#define ANSWERS_OWN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/map.h"
#include "lib/base/text.h"
#include "lib/survey/answers.h"

struct answers_entry {
	size_t group;
	double *number;		/* NULL: none */
	uint64_t place;		/* where the person first appeared: a line, or an answer_id */
};

struct answers {
	const struct answers_form *form;
	struct map *items;	/* in the order of appearance; NULL if there is an instrument */
	struct map *people, *groups;
	/* person and item, numbered like the pairs; not for wide rows */
	struct map *answered;
	struct answers_entry *person;
	struct answers_pair *pair;
	size_t npairs, person_room, pair_room;
	uint64_t rows;			/* of a CSV */
	struct answers_person *sorted;	/* this member and the following are set at the end */
	size_t *rank;			/* of each group, in bytewise order */
	const char **group;		/* by rank */
};

struct answers_respondent {			/* what a row says about the person */
	struct text key;		/* who, NUL, wave */
	const char *group;
	double number[ANSWERS_NUMBERS];
	bool has_numbers;
	uint64_t place;			/* line or answer_id of the row */
};

struct answers_cells {			/* an answer as text */
	const char *item, *side, *value;	/* side NULL: the item has one answer */
};

struct answers_source {		/* where rows come from */
	const char *by;			/* the column of the groups; NULL: none */
	const char *place;		/* what messages call the place of a row: "line" */
	/* reports that the current row is bad */
	void (*bad)(void *ctx, const char *column, const char *why);
	void *ctx;
};

size_t answers_sides(const struct answers_form *);

/* The person of the row, if an earlier row entered it; else NULL. */
const struct answers_entry *answers_known(const struct answers *,
    const struct answers_respondent *);

/* The index of the person of the row; enters the person if it is new. */
size_t answers_enter(struct answers *, const struct answers_respondent *);

/* The index of an item, which is added if it is new. For input without an instrument. */
size_t answers_item_add(struct answers *, const char *name, size_t n);

/*
 * A pair without values. answers_pair_add always appends one (wide rows: one per person and item);
 * answers_pair_at returns the existing one if there is one (long rows). Valid until the next call.
 */
struct answers_pair *answers_pair_add(struct answers *, size_t person, size_t item);
struct answers_pair *answers_pair_at(struct answers *, size_t person, size_t item);

/* Enters the answer of a row, or reports what is wrong with it (answers_long.c). */
void answers_take(struct answers *, const struct answers_source *,
    const struct answers_respondent *, const struct answers_cells *);

/* Read all answers from CSV (answers_table.c), or from the store (answers_store.c). */
void answers_table_read(struct answers *, const struct answers_opts *, char **operands);
void answers_store_read(struct answers *, const struct answers_opts *, struct store *);

#endif
