/*
 * erase - erases who customers were, and keeps their amounts under a tombstone (program).
 *
 * lib/store/holder.h says which tables hold something of a customer, and which of their columns are
 * personal. The rows stay, with the tombstone as their customer: so the sums of orders, cases,
 * scores and answers stay the same. Personal columns become NULL, or "erased" if they must not be
 * NULL. Names that only tell rows apart, such as those of orders and journeys, become
 * forgotten-N.1, forgotten-N.2 ... What only repeats the rest is deleted: changes, keys, aliases,
 * words of the index, and the images of rows for cust-undo.
 *
 * Call the functions in this order, inside one transaction, on a store without triggers
 * (store_without_triggers).
 */
#ifndef ERASE_H
#define ERASE_H
#include <stdbool.h>
#include <stdint.h>

struct ledger;
struct store;

/* Before the transaction: temporary data stays in memory, not in files. */
void erase_open(struct store *);

/* Within it: nobody is to be erased yet. */
void erase_begin(struct store *);

/* Person number PERSON, from 0, has this id, and the aliases that the store knows. */
void erase_add(struct store *, int64_t person, const char *id, const char *tombstone);

/*
 * Finds the rows to be erased. After it, SQL has these tables: temp.gone (id, tombstone, person;
 * is_alias), temp.held (of_table, key, person), temp.image (id, person): rows of the table undo.
 */
void erase_find(struct store *);

/*
 * SQL: which values the rows of a table have that will be erased: person, and a column for each of
 * them. NULL: none. The caller frees it with sqlite3_free.
 */
struct holder;
char *erase_values_sql(struct store *, const struct holder *);

/* Erases them as the batch BATCH. Returns the number of rows that were changed or deleted. */
int64_t erase_run(struct store *, struct ledger *, int64_t batch, const char *reason);

#endif
