#include "lib/store/migration.h"

#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/base/exit.h"
#include "lib/store/backup.h"
#include "lib/store/connection.h"
#include "lib/store/guard.h"
#include "lib/store/query.h"

/*
 * The files share/sql/N.sql, as strings in sql.h, in the order of their numbers. Migration N takes
 * the schema from version N - 1 to N. migration_run runs those that are missing, inside the
 * transaction of the caller, and then sets the version: so an upgrade is complete or has no effect.
 */
static const char *const migrations[] = {
#include "sql.h"
};
_Static_assert(sizeof migrations / sizeof *migrations == GUARD_VERSION,
    "a migration for every version");

/*
 * Copies the store before the upgrade, through a second connection: SQLite lets it read the file,
 * because the transaction of the first one has not written yet.
 */
static void
make_copy(struct store *store, int64_t version)
{
	const char *path = connection_path(store);
	char *name = sqlite3_mprintf("%s.v%lld", path, (long long)version);

	/* If a copy with this name exists, an interrupted upgrade left it. */
	for (int n = 2; name && access(name, F_OK) == 0; n++) {
		sqlite3_free(name);
		name = sqlite3_mprintf("%s.v%lld.%d", path, (long long)version, n);
	}
	if (name == NULL)
		err(EXIT_TROUBLE, NULL);
	struct store *from = connection_open(path, true);

	guard_limits(from);
	backup_write(from, name);
	connection_close(from);
	store->copy = name;
}

void
migration_run(struct store *store, int64_t version)
{
	char sql[128];

	if (version > 0)
		make_copy(store, version);
	for (int64_t v = version; v < GUARD_VERSION; v++)
		query_exec(store, migrations[v]);
	snprintf(sql, sizeof sql, "PRAGMA user_version = %d; PRAGMA application_id = %d",
	    GUARD_VERSION, GUARD_APPLICATION);
	query_exec(store, sql);
}
