/* memory - the schema in a database in memory. */
#ifndef MEMORY_H
#define MEMORY_H
#include <sqlite3.h>
#include <stdio.h>

#include "lib/store/schema.h"

/* An empty store; the caller closes it. NULL without memory. Prints the errors of migrations. */
static inline sqlite3 *
memory_store(void)
{
	sqlite3 *db;

	if (sqlite3_open(":memory:", &db) != SQLITE_OK)
		return NULL;
	for (int n = 1; n <= SCHEMA_VERSION; n++)
		if (sqlite3_exec(db, schema_migration(n), NULL, NULL, NULL) != SQLITE_OK)
			printf("# migration %d: %s\n", n, sqlite3_errmsg(db));
	return db;
}
#endif
