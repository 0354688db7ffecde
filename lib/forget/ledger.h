/*
 * ledger - the file STORE.forgotten: the ids of forgotten customers, as keyed hashes (program).
 *
 * It lies beside the store, so that a backup of the store, which may be older than an erasure, does
 * not replace it: cust-restore erases the same customers again. The file has a random key, and one
 * line per id: its HMAC-SHA-256, the tombstone and the time. Nobody can read ids in it.
 */
#ifndef LEDGER_H
#define LEDGER_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/base/sha.h"

struct ledger;

/*
 * Reads the file beside this store. If there is none, it gets a new key, or if MUST_EXIST the
 * result is NULL. Ends the tool if others can read the file, or if it is damaged.
 */
struct ledger *ledger_open(const char *store_path, bool must_exist);
void ledger_free(struct ledger *);	/* NULL: does nothing */

const char *ledger_path(const struct ledger *);

/* The hash of an id as hexadecimal digits. Returns TO. */
char *ledger_hash(const struct ledger *, const char *id, char to[static SHA_HEX]);

/* The tombstone of this hash; NULL: it is not in the file. */
const char *ledger_find(const struct ledger *, const char *hash);

/* The highest N of the tombstones forgotten-N. */
long ledger_highest(const struct ledger *);

/* Adds an id, or gives it another tombstone. */
void ledger_put(struct ledger *, const char *hash, const char *tombstone, const char *at);

/* Replaces the file, if it would change or does not exist. */
void ledger_save(struct ledger *);

#endif
