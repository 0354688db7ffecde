/*
 * tally_own - what the files tally*.c share: counts by group, and whoever adds to them (program).
 *
 * Each thread counts for itself, on sheets of its own, and in the end the sheets are added: sums of
 * whole numbers, whatever their order.  Of a customer's answers the latest is found likewise, as the
 * maximum of date, time and place in the input.
 */
#ifndef TALLY_OWN_H
#define TALLY_OWN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/map.h"
#include "lib/base/text.h"
#include "lib/stat/rating.h"
#include "lib/survey/tally.h"

struct tally_sheet {
	/* the period's first day in 4 bytes, then the values, NULs between them */
	struct map *keys;
	int64_t (*count)[RATING_COUNTS];
	size_t room;
};

struct tally_answer {
	int32_t day, second;	/* where they are asked for */
	uint64_t place;		/* in the input: of two of the same moment the higher is later */
	int score;
	size_t group;		/* in the sheet */
};

struct tally_people {
	struct map *keys;	/* the period's first day in 4 bytes, then the customer_id */
	struct tally_answer *latest;
	size_t room;
};

struct tally_thread {		/* what one thread has counted */
	struct tally_sheet sheet;
	struct tally_people people;
	struct text key;
	int32_t day, start;	/* of the last period */
};

struct tally {
	const struct tally_opts *opts;
	int32_t as_of;		/* --as-of, or today */
	bool grouped;
	size_t nby, *by;	/* where the cells of --by are in a row */
	char **name;		/* of the columns of --by */
	struct tally_sheet all;
	struct tally_group *group;
	size_t ngroups;
};

/* The one group of what is not grouped is there before its first answer. */
struct tally_sheet tally_sheet_new(const struct tally *);

struct tally_thread tally_thread_new(const struct tally *);
void tally_thread_free(struct tally_thread *);

/* Counts an answer, by the cells of --by in its row, and for TALLY_LATEST the customer, who may be "". */
void tally_count(const struct tally *, struct tally_thread *, char *const *cell, const char *id,
    struct tally_answer *);

/* All that was counted, by N. */
void tally_join(struct tally *, const struct tally_thread *, size_t n);

/* The groups of all that was counted, in order. */
void tally_make_groups(struct tally *);

/* Is the answer within --since and --until, and not later than --as-of? */
bool tally_within(const struct tally *, int32_t day);

/* From CSV (tally_table.c), and from the store (tally_store.c). */
void tally_table_read(struct tally *, char **operands);
void tally_store_read(struct tally *, struct store *);

#endif
