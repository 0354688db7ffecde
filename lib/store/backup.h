/*
 * backup - a checked copy of the store (program).
 */
#ifndef BACKUP_H
#define BACKUP_H

struct store;

/* Write the whole copy or none; a file named PATH must not exist. */
void backup_write(struct store *, const char *path);

#endif
