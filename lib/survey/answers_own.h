/*
 * answers_own - what the files answers*.c share: the set that answers are entered into, wherever they
 * are read from (program).
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
	uint64_t place;		/* where it came first */
};

struct answers {
	const struct answers_form *form;
	struct map *items;		/* as they come; NULL where there is an instrument */
	struct map *people, *groups;
	/* person and item, each numbered as its pair; not of wide rows */
	struct map *answered;
	struct answers_entry *person;
	struct answers_pair *pair;
	size_t npairs, person_room, pair_room;
	struct answers_person *sorted;	/* the rest is there in the end */
	size_t *rank;			/* of a group, bytewise */
	const char **group;		/* by rank */
};

struct answers_respondent {			/* what one row says of a person */
	struct text key;		/* who, NUL, wave */
	const char *group;
	double number[ANSWERS_NUMBERS];
	bool has_numbers;
	uint64_t place;			/* of the row: its line, or its answer_id */
};

struct answers_cells {			/* an answer as it stands there */
	const char *item, *side, *value;	/* side NULL: the only one */
};

struct answers_source {		/* where rows come from */
	const char *by;			/* the column of the groups, or NULL */
	const char *place;		/* "line", said before the place of another row */
	void (*bad)(void *ctx, const char *column, const char *why);	/* the row at hand is bad */
	void *ctx;
};

size_t answers_sides(const struct answers_form *);

/* The person of the row, who was entered before; NULL if nobody was. */
const struct answers_entry *answers_known(const struct answers *,
    const struct answers_respondent *);

/* Enters the person, if that is somebody new. */
size_t answers_enter(struct answers *, const struct answers_respondent *);

/* An item, where any may come. */
size_t answers_item_add(struct answers *, const char *name, size_t n);

/* A pair without values: of a person who has no other (wide), or the one that is there (long). */
struct answers_pair *answers_pair_add(struct answers *, size_t person, size_t item);
struct answers_pair *answers_pair_at(struct answers *, size_t person, size_t item);

/* Enters the answer of a row, or says what is bad with it (answers_long.c). */
void answers_take(struct answers *, const struct answers_source *,
    const struct answers_respondent *, const struct answers_cells *);

/* From CSV (answers_table.c), and from the store (answers_store.c). */
void answers_table_read(struct answers *, const struct answers_opts *, char **operands);
void answers_store_read(struct answers *, const struct answers_opts *, struct store *);

#endif
