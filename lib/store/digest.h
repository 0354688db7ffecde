/*
 * digest - a number per table that changes with any row, kept by every writer (program).
 *
 * It is the sum modulo 2^64 of the xxhash64 of each row's canonical text, so the order of the rows
 * does not count.  It stands in meta as digest.TABLE.  Tables of bookkeeping have none: batch,
 * change, undo, meta, alert_run; nor has what is computed: history, the index of words.
 */
#ifndef DIGEST_H
#define DIGEST_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;
struct digest;

/* Follow what this connection writes, in all transactions from now on. */
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

void digest_save(struct digest *);	/* before the commit: adds what was written to the numbers */
void digest_forget(struct digest *);	/* after a rollback */

/* Take what is in the store for right. */
void digest_accept(struct store *);

/* Calls CHANGED for each table with another number than its rows; one without a number is not looked at. */
void digest_compare(struct store *, void (*changed)(void *ctx, const char *table), void *ctx);

#endif
