/*
 * backup - writes a checked copy of the store (program).
 */
#ifndef BACKUP_H
#define BACKUP_H

struct store;

/*
 * Writes the whole copy to PATH, or nothing. PATH must not exist. Checks the integrity of the copy
 * and syncs it to the disk.
 */
void backup_write(struct store *, const char *path);

#endif
