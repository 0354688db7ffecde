#include "lib/store/migration.h"

#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/exit.h"
#include "lib/store/backup.h"
#include "lib/store/connection.h"
#include "lib/store/digest.h"
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
	char *name = query_print("%s.v%lld", path, (long long)version);

	/* If a copy with this name exists, an interrupted upgrade left it. */
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
	digest_accept(store);
}

static const char parts_sql[] =
	"SELECT type || ' ' || name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view')";
static const char part_sql[] = "SELECT sql FROM sqlite_schema WHERE type || ' ' || name = ?";

/* Calls FAULT for each trigger and view of ONE that OTHER lacks or that differs there. */
static void
compare(struct store *one, struct store *other, const char *missing, const char *differs,
    void (*fault)(void *, const char *, const char *), void *ctx)
{
	sqlite3_stmt *parts = query_new(one, parts_sql), *part = query_new(other, part_sql);

	while (query_step(parts)) {
		query_text(part, 1, query_cell(parts, 0));
		if (!query_step(part))
			fault(ctx, query_cell(parts, 0), missing);
		else if (differs && strcmp(query_cell(part, 0), query_cell(parts, 1)) != 0)
			fault(ctx, query_cell(parts, 0), differs);
		sqlite3_reset(part);
	}
	query_free(parts);
	query_free(part);
}

void
migration_compare(struct store *store, void (*fault)(void *, const char *, const char *), void *ctx)
{
	struct store ours = { 0 };

	if (sqlite3_open(":memory:", &ours.db) != SQLITE_OK)
		connection_fail(ours.db);
	for (int v = 0; v < GUARD_VERSION; v++)
		query_exec(&ours, migrations[v]);
	compare(store, &ours, "is not custkit's: it may change what others write",
	    "is not as custkit makes it", fault, ctx);
	compare(&ours, store, "is missing", NULL, fault, ctx);
	sqlite3_close(ours.db);
}
