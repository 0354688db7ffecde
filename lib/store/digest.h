/*
 * digest - a number per table that changes with each row (program). Every writer updates it.
 *
 * It is the sum modulo 2^64 of the xxhash64 of the canonical text of each row, so it does not
 * depend on the order of the rows. meta has it as digest.TABLE. Tables for administration have no
 * digest: batch, change, undo, meta, audit. Computed tables have none either: history,
 * customer_key, the index of words.
 */
#ifndef DIGEST_H
#define DIGEST_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;
struct digest;

/* Begins to follow all that this connection writes. */
struct digest *digest_new(struct store *);
void digest_free(struct digest *);

/*
 * For insert.c, which sums the rows of a load itself. digest_find: whether the table has a number,
 * and which; digest_watch: whether the hook follows what is written; digest_add: a row that it did
 * not see.
 */
bool digest_find(const struct digest *, const char *table, size_t *at);
void digest_watch(struct digest *, bool);
void digest_add(struct digest *, size_t at, uint64_t hash);

void digest_save(struct digest *);	/* before a commit: updates the digests in meta */
void digest_forget(struct digest *);	/* after a rollback */

/* Computes the digests from the store, and so accepts its content. */
void digest_accept(struct store *);

/* Calls CHANGED for each table whose rows do not match its digest. Ignores tables without one. */
void digest_compare(struct store *, void (*changed)(void *ctx, const char *table), void *ctx);

#endif
