/*
 * custkit - the entry point of the SQLite extension custkit.so (program).
 *
 * custkit-sql(7) is its manual. All functions are innocuous: they read no file of the user and
 * change nothing; all but e164, whose number plans change, are deterministic.
 */
#ifndef CUSTKIT_H
#define CUSTKIT_H
#include <sqlite3ext.h>

/* SQLite finds it by the name of the file. */
__attribute__((visibility("default")))
int sqlite3_custkit_init(sqlite3 *, char **message, const sqlite3_api_routines *);

#endif
