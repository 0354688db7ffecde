/*
 * migration - the schema of a new store, and bringing an older store up to date (program).
 */
#ifndef MIGRATION_H
#define MIGRATION_H
#include <stdint.h>

struct store;

/*
 * Inside a transaction: from VERSION of the schema to this custkit's.  A store that is not new is
 * first copied to FILE.vVERSION, and store->copy names the copy.
 */
void migration_run(struct store *, int64_t version);

/* The triggers and views of the store that are not those of the schema: FAULT says of each what is wrong. */
void migration_compare(struct store *, void (*fault)(void *ctx, const char *what, const char *fault), void *ctx);

#endif
