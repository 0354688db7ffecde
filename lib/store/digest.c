#define SQLITE_ENABLE_PREUPDATE_HOOK	/* Debian's SQLite has it */
#include "lib/store/digest.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/store/audit.h"
#include "lib/store/canon.h"
#include "lib/store/canon_rows.h"
#include "lib/store/connection.h"
#include "lib/store/query.h"
#include "lib/store/schema.h"

enum { HEX = 17 };

static const char tables_sql[] =
	"SELECT name FROM sqlite_schema WHERE type = 'table'"
	" AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
	" AND name NOT LIKE 'feedback\\_words%' ESCAPE '\\'"
	" AND name NOT IN ('batch', 'change', 'undo', 'meta', 'audit')"
	" AND name NOT IN ('history', 'customer_key')";	/* computed */
static const char get_sql[] = "SELECT value FROM meta WHERE key = 'digest.' || ?";
static const char put_sql[] =
	"INSERT INTO meta VALUES ('digest.' || ?1, ?2)"
	" ON CONFLICT (key) DO UPDATE SET value = ?2";

struct digest {
	struct store *store;
	struct map *tables;	/* the names of the tables with a digest */
	uint64_t *sum;		/* per table: the change of its digest since the last commit */
	struct text row;
};

/* One side of a change: before it, or after it. */
static uint64_t
hash_side(struct digest *d, sqlite3 *db, int (*value)(sqlite3 *, int, sqlite3_value **),
    int columns)
{
	sqlite3_value *v;

	for (int i = 0; i < columns; i++) {
		const int result = value(db, i, &v);

		if (result == SQLITE_RANGE)
			continue;	/* a computed column, which is not stored */
		if (result != SQLITE_OK)
			connection_fail(db);
		canon_rows_value(&d->row, v);
	}
	return canon_hash(&d->row);
}

static void
on_change(void *ctx, sqlite3 *db, int op, const char *database, const char *table,
    sqlite3_int64 key, sqlite3_int64 new_key)
{
	struct digest *d = ctx;
	size_t at;

	(void)database;
	audit_see(d->store->audit, &(struct audit_change){ db, op, table, key, new_key });
	if (!map_find(d->tables, table, strlen(table), &at))
		return;
	const int columns = sqlite3_preupdate_count(db);

	if (op != SQLITE_INSERT)
		d->sum[at] -= hash_side(d, db, sqlite3_preupdate_old, columns);
	if (op != SQLITE_DELETE)
		d->sum[at] += hash_side(d, db, sqlite3_preupdate_new, columns);
}

static struct map *
find_tables(struct store *store)
{
	struct map *tables = map_new();
	sqlite3_stmt *q = query_new(store, tables_sql);

	while (query_step(q))
		map_at(tables, query_cell(q, 0), strlen(query_cell(q, 0)), NULL);
	query_free(q);
	return tables;
}

struct digest *
digest_new(struct store *store)
{
	struct digest *d = mem_new(1, sizeof *d);

	d->store = store;
	d->tables = find_tables(store);
	d->sum = mem_new(map_count(d->tables), sizeof *d->sum);
	digest_watch(d, true);
	return d;
}

void
digest_watch(struct digest *d, bool on)
{
	sqlite3_preupdate_hook(d->store->db, on ? on_change : NULL, d);
}

bool
digest_find(const struct digest *d, const char *table, size_t *at)
{
	return map_find(d->tables, table, strlen(table), at);
}

void
digest_add(struct digest *d, size_t at, uint64_t hash)
{
	d->sum[at] += hash;
}

void
digest_free(struct digest *d)
{
	if (d == NULL)
		return;
	digest_watch(d, false);
	map_free(d->tables);
	free(d->sum);
	text_free(&d->row);
	free(d);
}

/* The digest in meta; false if the table has none. */
static bool
get(struct store *store, const char *table, uint64_t *to)
{
	sqlite3_stmt *q = query_new(store, get_sql);

	query_text(q, 1, table);
	const bool has = query_step(q);

	if (has)
		*to = strtoull(query_cell(q, 0), NULL, 16);
	query_free(q);
	return has;
}

static void
put(struct store *store, const char *table, uint64_t sum)
{
	sqlite3_stmt *q = query_new(store, put_sql);
	char hex[HEX];

	snprintf(hex, sizeof hex, "%016" PRIx64, sum);
	query_text(q, 1, table);
	query_text(q, 2, hex);
	query_run(q);
	query_free(q);
}

void
digest_save(struct digest *d)
{
	for (size_t i = 0; i < map_count(d->tables); i++) {
		const char *table = map_key(d->tables, i);
		uint64_t before;

		if (d->sum[i] != 0 && get(d->store, table, &before))
			put(d->store, table, before + d->sum[i]);
	}
	digest_forget(d);
}

void
digest_forget(struct digest *d)
{
	memset(d->sum, 0, map_count(d->tables) * sizeof *d->sum);
}

static uint64_t
sum_of(struct store *store, const char *table)
{
	sqlite3_stmt *q = canon_rows_query(store, table, NULL);
	struct text row = { 0 };
	uint64_t sum = 0;

	while (query_step(q)) {
		canon_rows_add(&row, q);
		sum += canon_hash(&row);
	}
	query_free(q);
	text_free(&row);
	return sum;
}

void
digest_accept(struct store *store)
{
	struct map *tables = find_tables(store);

	for (size_t i = 0; i < map_count(tables); i++)
		if (schema_names(map_key(tables, i)))	/* other tables change as they like */
			put(store, map_key(tables, i), sum_of(store, map_key(tables, i)));
	map_free(tables);
}

void
digest_compare(struct store *store, void (*changed)(void *ctx, const char *table), void *ctx)
{
	struct map *tables = find_tables(store);
	uint64_t kept;

	for (size_t i = 0; i < map_count(tables); i++)
		if (get(store, map_key(tables, i), &kept) &&
		    kept != sum_of(store, map_key(tables, i)))
			changed(ctx, map_key(tables, i));
	map_free(tables);
}
