/*
 * backup - makes a checked copy of the store, and restores the store from a copy (program).
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

/* Copies all pages to another open store, for example a draft. */
void backup_fill(struct store *from, struct store *to);

/*
 * The same encrypted for RECIPIENT (encrypt.h). The copy is made as PATH.plain.part, which is
 * removed when it is encrypted.
 */
void backup_encrypt(struct store *, const char *path, const char *recipient);

/*
 * Restores the store PATH from COPY, after checking COPY. REPLACE: an existing store is replaced in
 * one transaction, while others can read it. The journal of a killed writer is never applied to the
 * restored store.
 */
void backup_restore(struct store *copy, const char *path, bool replace);

#endif
