/*
 * path - where the store is: the default path, and what is there (program).
 */
#ifndef PATH_H
#define PATH_H
#include <stdbool.h>

/* $CUSTKIT_DB, else custkit/custkit.db in $XDG_DATA_HOME; valid as long as the program. */
const char *path_default(void);

/* Create the folders above the file. */
void path_make_folders(const char *path);

/* Is there no file?  Ends the tool if it is not a regular file. */
bool path_is_missing(const char *path);

/* A regular file without a byte, as a first load leaves it when it fails. */
bool path_is_empty(const char *path);

/* Has a writer died, whose journal will make the store again what it was before it? */
bool path_has_journal(const char *path);

#endif
