/*
 * backup - a checked copy of the store, and the store from a copy (program).
 */
#ifndef BACKUP_H
#define BACKUP_H
#include <stdbool.h>

struct store;

/*
 * Writes the whole copy to PATH, or nothing. PATH must not exist. Checks the integrity of the copy
 * and syncs it to the disk.
 */
void backup_write(struct store *, const char *path);

/*
 * Make the store PATH what COPY is, which is checked first.  To REPLACE a store that is there: in
 * one transaction, while others read it.  The journal of a writer that died never reaches the
 * restored store.
 */
void backup_restore(struct store *copy, const char *path, bool replace);

#endif
