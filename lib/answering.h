/*
 * answering - what the files answers*.c share: the set that answers are entered into, wherever they
 * are read from (program).
 */
#ifndef ANSWERING_H
#define ANSWERING_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/answers.h"
#include "lib/map.h"
#include "lib/text.h"

struct answering_person {
	size_t group;
	double *number;		/* NULL: none */
	uint64_t place;		/* where it came first */
};

struct answers {
	const struct answers_form *form;
	struct map *items;		/* as they come; NULL where there is an instrument */
	struct map *people, *groups;
	struct map *answered;		/* person and item, each numbered as its pair; not of wide rows */
	struct answering_person *person;
	struct answers_pair *pair;
	size_t npairs, person_room, pair_room;
	struct answers_person *sorted;	/* the rest is there in the end */
	size_t *rank;			/* of a group, bytewise */
	const char **group;		/* by rank */
};

struct answering {			/* what one row says of a person */
	struct text key;		/* who, NUL, wave */
	const char *group;
	double number[ANSWERS_NUMBERS];
	bool has_numbers;
	uint64_t place;			/* of the row: its line, or its answer_id */
};

struct answering_row {			/* an answer as it stands there */
	const char *item, *part, *value;	/* part NULL: the only one */
};

struct answering_source {		/* where rows come from */
	const char *by;			/* the column of the groups, or NULL */
	const char *place;		/* "on line", said before the place of another row */
	void (*bad)(void *ctx, const char *column, const char *why);	/* the row at hand is bad */
	void *ctx;
};

size_t answering_parts(const struct answers_form *);

/* The person of the row, who was entered before; NULL if nobody was. */
const struct answering_person *answering_known(const struct answers *, const struct answering *);

/* Enters the person, if that is somebody new. */
size_t answering_enter(struct answers *, const struct answering *);

/* An item, where any may come. */
size_t answering_item(struct answers *, const char *name, size_t n);

/* A pair without values: of a person who has no other (wide), or the one that is there (long). */
struct answers_pair *answering_add(struct answers *, size_t person, size_t item);
struct answers_pair *answering_at(struct answers *, size_t person, size_t item);

/* Enters the answer of a row, or says what is bad with it (answers_long.c). */
void answering_take(struct answers *, const struct answering_source *, const struct answering *, const struct answering_row *);

/* From CSV (answers_table.c), and from the store (answers_store.c). */
void answers_table_read(struct answers *, const struct answers_opts *, char **operands);
void answers_store_read(struct answers *, const struct answers_opts *);

#endif
