#include "lib/store/migration.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/say.h"
#include "lib/store/audit.h"
#include "lib/store/backup.h"
#include "lib/store/connection.h"
#include "lib/store/digest.h"
#include "lib/store/guard.h"
#include "lib/store/query.h"
#include "lib/store/schema.h"

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

/* The caller's transaction makes an upgrade complete, or undoes it. */
void
migration_run(struct store *store, int64_t version)
{
	char sql[128];

	if (version > 0)
		make_copy(store, version);
	for (int64_t v = version + 1; v <= GUARD_VERSION; v++)
		query_exec(store, schema_migration((int)v));
	snprintf(sql, sizeof sql, "PRAGMA user_version = %d; PRAGMA application_id = %d",
	    GUARD_VERSION, GUARD_APPLICATION);
	query_exec(store, sql);
	digest_accept(store);
	audit_begin(store);
}

/* Without what SQLite creates itself. */
static const char parts_sql[] =
	"SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
	" AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
	" AND name NOT LIKE 'feedback\\_words\\_%' ESCAPE '\\'";
static const char part_sql[] =
	"SELECT sql FROM sqlite_schema WHERE type || ' ' || name = ? COLLATE NOCASE";

/* foreign.c compares triggers and views. */
static bool
is_compared(const char *what)
{
	return strncmp(what, "table ", 6) == 0 || strncmp(what, "index ", 6) == 0;
}

void
migration_compare(struct store *store, void (*fault)(void *, const char *, const char *), void *ctx)
{
	struct store ours = { 0 };

	if (sqlite3_open(":memory:", &ours.db) != SQLITE_OK)
		fail("%s", sqlite3_errmsg(ours.db));
	for (int v = 1; v <= GUARD_VERSION; v++)
		query_exec(&ours, schema_migration(v));
	sqlite3_stmt *parts = query_new(&ours, parts_sql), *part = query_new(store, part_sql);

	while (query_step(parts)) {
		const char *what = query_cell(parts, 0);

		query_text(part, 1, what);
		if (!query_step(part))
			fault(ctx, what, say_cell("is missing"));
		else if (is_compared(what) &&
		    strcmp(query_cell(part, 0), query_cell(parts, 1)) != 0)
			fault(ctx, what, say_cell("is not as custkit makes it"));
		sqlite3_reset(part);
	}
	query_free(parts);
	query_free(part);
	sqlite3_close(ours.db);
}
