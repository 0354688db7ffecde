/*
 * erase_own - how customers are erased; only for the files of erase (program).
 *
 *	erase.c		who is to be erased; what the other files share
 *	erase_find.c	the rows: notes the keys of those of cases, promises and attempts, because
 *			their steps have no customer_id, and of those that the chain of hashes
 *			covers; then the images
 *	erase_columns.c	what the personal columns of a table are, and what they will be
 *	erase_run.c	goes through the holders: first the parts, while their parents still name
 *			the customer, then the others
 */
#ifndef ERASE_OWN_H
#define ERASE_OWN_H
#include "lib/forget/erase.h"
#include "lib/store/holder.h"
#include "lib/store/store.h"

/* The columns of names that only tell the rows of a customer apart, with commas between them. */
extern const char erase_names[];

struct erasing {
	struct store *store;
	int64_t changed;	/* rows */
};

/* Kinds of holders, as bits. */
enum {
	ERASE_ROWS = 1 << HOLDER_ROWS, ERASE_ONE = 1 << HOLDER_ONE, ERASE_PARTS = 1 << HOLDER_PART,
	ERASE_COMPUTED = 1 << HOLDER_COMPUTED, ERASE_SELF = 1 << HOLDER_SELF,
};

/* Calls TAKE for each holder of the kinds whose bits are set. */
void erase_each(struct erasing *, unsigned kinds,
    void (*take)(struct erasing *, const struct holder *));

/* Calls TAKE for each personal column of the table. */
void erase_each_personal(const struct holder *, void (*take)(void *ctx, const char *column),
    void *ctx);

/* Runs a text by query_print, and frees it. Returns how many rows the last statement changed. */
int64_t erase_sql(struct store *, char *sql);

/* Has the table this column? NOT_NULL: and may it not be NULL? */
bool erase_has_column(struct store *, const char *table, const char *column, bool not_null);

/* Is this the number of an order, whose source is the column source of the same row? */
bool erase_has_numbers(const struct holder *, const char *column);

/* The tables about erasures hold tombstones only. */
bool erase_is_ours(const struct holder *);

/* SQL: ", COLUMN = VALUE" for each personal column: what it will be. The caller frees it. */
char *erase_columns_sql(struct store *, const struct holder *);

#endif
