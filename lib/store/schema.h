/*
 * schema - the migrations, as text: which statements they have, and which names they create (pure).
 *
 * Migration N, the file share/sql/N.sql, takes the schema from version N - 1 to N.
 */
#ifndef SCHEMA_H
#define SCHEMA_H
#include <stdbool.h>

#include "version.h"

enum { SCHEMA_VERSION = CUSTKIT_SCHEMA };

/* The statements of migration N, from 1 to SCHEMA_VERSION. */
const char *schema_migration(int n);

/* Is SQL one of the statements, word for word? Without the semicolon, as sqlite_schema has it. */
bool schema_has(const char *sql);

/* Does any of them create a table, view or trigger with this name? */
bool schema_names(const char *name);

#endif
