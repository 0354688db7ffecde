/*
 * tallying - what the files tally*.c share: counts by group, and whoever adds to them (program).
 *
 * Each thread counts for itself, on sheets of its own, and in the end the sheets are added: sums of
 * whole numbers, whatever their order.  Of a customer's answers the latest is found likewise, as the
 * maximum of date, time and place in the input.
 */
#ifndef TALLYING_H
#define TALLYING_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/map.h"
#include "lib/rating.h"
#include "lib/tally.h"
#include "lib/text.h"

struct tallying_sheet {
	struct map *keys;	/* the period's first day in 4 bytes, then the values, NULs between them */
	int64_t (*count)[RATING_COUNTS];
	size_t room;
};

struct tallying_answer {
	int32_t day, second;	/* where they are asked for */
	uint64_t place;		/* in the input: of two of the same moment the higher is later */
	int score;
	size_t group;		/* in the sheet */
};

struct tallying_people {
	struct map *keys;	/* the period's first day in 4 bytes, then the customer_id */
	struct tallying_answer *latest;
	size_t room;
};

struct tallying {		/* what one thread has counted */
	struct tallying_sheet sheet;
	struct tallying_people people;
	struct text key;
	int32_t day, start;	/* of the last period */
};

struct tally {
	const struct tally_opts *opts;
	bool grouped;
	size_t nby, *by;	/* where the cells of --by are in a row */
	char **name;		/* of the columns of --by */
	struct tallying_sheet all;
	struct tally_group *group;
	size_t ngroups;
};

struct tallying tallying_new(const struct tally *);
void tallying_free(struct tallying *);

/* Counts an answer, by the cells of --by in its row, and for TALLY_LATEST the customer, who may be "". */
void tallying_count(const struct tally *, struct tallying *, char *const *cell, const char *id, struct tallying_answer *);

/* All that was counted, by N. */
void tallying_join(struct tally *, const struct tallying *, size_t n);

/* Is the answer within --since and --until? */
bool tallying_within(const struct tally_opts *, int32_t day);

/* From CSV (tally_table.c), and from the store (tally_store.c). */
void tally_table_read(struct tally *, char **operands);
void tally_store_read(struct tally *);

#endif
