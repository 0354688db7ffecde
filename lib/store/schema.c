#define _GNU_SOURCE
#include "lib/store/schema.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

/* The strings in sql.h are the files, in the order of their numbers. */
static const char *const migrations[] = {
#include "sql.h"
};
_Static_assert(sizeof migrations / sizeof *migrations == SCHEMA_VERSION,
    "a migration for every version");

const char *
schema_migration(int n)
{
	return migrations[n - 1];
}

bool
schema_has(const char *sql)
{
	const size_t n = strlen(sql);

	for (int v = SCHEMA_VERSION; v-- > 0;) {
		const char *at = strstr(migrations[v], sql);

		if (at && at[n] == ';')
			return true;
	}
	return false;
}

/* SQLite ignores the case of names. */
static bool
creates(const char *kind, const char *name)
{
	char *begin = mem_print("CREATE %s %s ", kind, name);
	bool found = false;

	for (int v = 0; v < SCHEMA_VERSION; v++)
		found |= strcasestr(migrations[v], begin) != NULL;
	free(begin);
	return found;
}

bool
schema_names(const char *name)
{
	return creates("TABLE", name) || creates("VIRTUAL TABLE", name) ||
	    creates("VIEW", name) || creates("TRIGGER", name);
}
