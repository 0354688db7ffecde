/*
 * digest - a number per table that changes with any row, kept by every writer (program).
 *
 * It is the sum modulo 2^64 of the xxhash64 of each row's canonical text, so the order of the rows
 * does not count.  It stands in meta as digest.TABLE.  Tables of bookkeeping have none: batch,
 * change, undo, meta, alert_run; nor has what is computed: history, customer_key, the index of words.
 */
#ifndef DIGEST_H
#define DIGEST_H

struct store;
struct digest;

/* Follow what this connection writes, in all transactions from now on. */
struct digest *digest_new(struct store *);
void digest_free(struct digest *);

void digest_save(struct digest *);	/* before the commit: adds what was written to the numbers */
void digest_forget(struct digest *);	/* after a rollback */

/* Take what is in the store for right. */
void digest_accept(struct store *);

/* Calls CHANGED for each table with another number than its rows; one without a number is not looked at. */
void digest_compare(struct store *, void (*changed)(void *ctx, const char *table), void *ctx);

#endif
