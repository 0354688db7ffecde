/*
 * path - the default path of the store, and the state of the file there (program).
 */
#ifndef PATH_H
#define PATH_H
#include <stdbool.h>

/* $CUSTKIT_DB, else custkit/custkit.db in $XDG_DATA_HOME. Valid until the tool ends. */
const char *path_default(void);

/* Whether CUSTKIT_DB names a store. */
bool path_is_named(void);

/*
 * The command that creates a store at PATH, which the caller frees; NULL if its folder does not
 * exist and is not that of the default store, which cust-init creates.
 */
char *path_create(const char *path);

/* Creates the folders above the file. */
void path_make_folders(const char *path);

/* Whether there is no file. Ends the tool if there is one that is not a regular file. */
bool path_is_missing(const char *path);

/* Whether there is an empty regular file, such as a first load leaves if it fails. */
bool path_is_empty(const char *path);

/* Has a writer died, whose journal will make the store again what it was before it? */
bool path_has_journal(const char *path);

#endif
