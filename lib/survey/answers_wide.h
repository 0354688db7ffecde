/*
 * answers_wide - the header of a wide table: which answer each of its columns holds (program).
 *
 * An answer to an item that is asked twice stands in the column ITEM.PART, or in the column of the
 * part's letter and the item: E1, e1. An answer to another item stands in the column ITEM.
 */
#ifndef ANSWERS_WIDE_H
#define ANSWERS_WIDE_H
#include <stddef.h>

enum { ANSWERS_SIDES = 2 };

struct instrument;
struct table;

struct answers_parts {		/* an item that is asked twice */
	const char *word[ANSWERS_SIDES];	/* the words of the column part */
	char letter[ANSWERS_SIDES];	/* 0: columns are named ITEM.PART only */
};

struct answers_wide;

/*
 * Finds the columns of answers; NULL if there is none. PARTS NULL: an item has one answer. ITEMS
 * are those allowed; NULL: any, and then a letter counts only if both columns are there. A column
 * without its other half ends the tool, and so do two columns of one answer. The caller frees the
 * result with answers_wide_free.
 */
struct answers_wide *answers_wide_find(struct table *, const struct answers_parts *,
    const struct instrument *items);

/*
 * The columns of these NAMES, separated by commas: each is an item with one answer. One that the
 * table lacks ends the tool. The caller frees the result with answers_wide_free.
 */
struct answers_wide *answers_wide_named(struct table *, const char *names);

void answers_wide_free(struct answers_wide *);

/* The items that have columns, in the order of the header. */
size_t answers_wide_items(const struct answers_wide *);
const char *answers_wide_name(const struct answers_wide *, size_t item);

/* The column of each part of the item; without parts, of the only one. */
const size_t *answers_wide_columns(const struct answers_wide *, size_t item);

#endif
