/*
 * batch - the row of a load in the table batch: the tool, and the counts of its rows (program).
 */
#ifndef BATCH_H
#define BATCH_H
#include <stdint.h>

struct put;
struct store;

struct batch {
	int64_t batch;		/* its number */
	int64_t read, added, updated, unchanged, rejected;
};

/* A new batch; inside a transaction. */
struct batch batch_new(struct store *, const char *tool);

/* The first batch in which this tool read the same bytes; 0: none. */
int64_t batch_of(struct store *, const char *tool, const char *digest);

/* Store the counts, and the digest of the bytes; NULL: not read from a file. */
void batch_end(struct store *, const struct batch *, const char *digest);

/* The columns, and the counts as one row. */
void batch_put(const struct batch *, struct put *);

#endif
