/*
 * tally_own - what the files tally*.c share: counts by group, and the functions that add to them
 * (program).
 *
 * Each thread counts on a sheet of its own; tally_join adds the sheets. Sums of whole numbers do
 * not depend on the order. The same holds for the latest answer of a customer: it is the maximum of
 * date, time and place in the input.
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
	/* the first day of the period in 4 bytes, then the values, separated by NULs */
	struct map *keys;
	int64_t (*count)[RATING_COUNTS];
	size_t room;
};

struct tally_answer {
	int32_t day, second;	/* only if needed */
	uint64_t place;		/* in the input; at equal moments the higher place is later */
	int score;
	size_t group;		/* index in the sheet */
};

struct tally_people {
	struct map *keys;	/* the first day of the period in 4 bytes, then the customer_id */
	struct tally_answer *latest;
	size_t room;
};

struct tally_thread {		/* what one thread has counted */
	struct tally_sheet sheet;
	struct tally_people people;
	struct text key;
	int32_t day, start;	/* the latest day, and the start of its period */
};

struct tally {
	const struct tally_opts *opts;
	int32_t as_of;		/* --as-of, or today */
	bool grouped;
	size_t nby, *by;	/* the columns of --by in a row */
	char **name;		/* the names of these columns */
	int64_t rows, others;	/* rows of CSV; of these, rows of another kind */
	struct tally_sheet all;
	struct tally_group *group;
	size_t ngroups;
};

/* A new tally without answers (tally_read.c). */
struct tally *tally_new(const struct tally_opts *);

/* Notes how many rows are of another kind. */
void tally_note_others(const struct tally *);

/* Adds N answers with this score to the group of a key. */
void tally_add(struct tally *, const char *key, size_t size, int score, int64_t n);

/* A new sheet. Without --by and periods it has the one group already. */
struct tally_sheet tally_sheet_new(const struct tally *);

struct tally_thread tally_thread_new(const struct tally *);
void tally_thread_free(struct tally_thread *);

/*
 * Counts an answer. CELL has the cells of its row; ID is its customer or "", and is only used for
 * TALLY_LATEST.
 */
void tally_count(const struct tally *, struct tally_thread *, char *const *cell, const char *id,
    struct tally_answer *);

/* Adds what N threads have counted. */
void tally_join(struct tally *, const struct tally_thread *, size_t n);

/* Lists the groups of all that was counted, in order. */
void tally_make_groups(struct tally *);

/* Is the day within --since and --until, and not after --as-of? */
bool tally_within(const struct tally *, int32_t day);

/* Read all answers from CSV (tally_table.c), or from the store (tally_store.c). */
void tally_table_read(struct tally *, char **operands);
void tally_store_read(struct tally *, struct store *);

#endif
