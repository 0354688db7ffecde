/*
 * batch - the row of a load in the table batch: the tool, the time, and the counts of rows
 * (program).
 */
#ifndef BATCH_H
#define BATCH_H
#include <stdbool.h>
#include <stdint.h>

struct put;
struct store;

struct batch {
	int64_t batch;		/* its number */
	int64_t read, added, updated, unchanged, rejected;
};

/* Inserts a new batch. Call it inside a transaction. */
struct batch batch_new(struct store *, const char *tool);

/*
 * The first batch in which this tool read input with the same digest, if it is not undone; 0: none.
 */
int64_t batch_of(struct store *, const char *tool, const char *digest);

/* Stores the counts and the digest of the input. DIGEST NULL: the row came from options. */
void batch_end(struct store *, const struct batch *, const char *digest);

/*
 * Commits the transaction of the batch. If the tool cannot print later, its message then says so;
 * DRY_RUN: rolls the transaction back.
 */
void batch_commit(struct store *, const struct batch *, bool dry_run);

/* Stores where the rejected rows are, which the store itself does not have: in the file PATH. */
void batch_rejects(struct store *, const struct batch *, const char *path);

/* Prints the header and the counts as one row. */
void batch_put(const struct batch *, struct put *);

#endif
