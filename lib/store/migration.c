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

static const char *const migrations[] = {
#include "sql.h"
};
_Static_assert(sizeof migrations / sizeof *migrations == GUARD_VERSION,
    "a migration for every version");

/* By a connection of its own: others may read the file until the transaction writes. */
static void
make_copy(struct store *store, int64_t version)
{
	const char *path = connection_path(store);
	char *name = query_print("%s.v%lld", path, (long long)version);

	/* A copy with this name was left by an upgrade that was interrupted. */
	for (int n = 2; name && access(name, F_OK) == 0; n++) {
		sqlite3_free(name);
		name = query_print("%s.v%lld.%d", path, (long long)version, n);
	}
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
