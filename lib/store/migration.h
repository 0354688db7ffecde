/*
 * migration - creates the schema of a new store, and upgrades an older store (program).
 */
#ifndef MIGRATION_H
#define MIGRATION_H
#include <stdint.h>

struct store;

/*
 * Upgrades the schema from VERSION to GUARD_VERSION; 0: creates it. Call it inside a transaction.
 * If VERSION is not 0, first copies the store to FILE.vVERSION, and sets store->copy to that path.
 */
void migration_run(struct store *, int64_t version);

/*
 * Calls FAULT for each part of the schema that is missing, and for tables and indexes that are
 * not as the migrations make them. WHAT is "table x". foreign.h finds triggers and views.
 */
void migration_compare(struct store *,
    void (*fault)(void *ctx, const char *what, const char *fault), void *ctx);

#endif
