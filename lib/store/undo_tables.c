/* The tables whose rows name the batch that added them, and what undo does with a row of them. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/store/image.h"
#include "lib/store/query.h"
#include "lib/store/undo_own.h"

static const char tables_sql[] =
	"SELECT m.name, m.sql NOT LIKE '%AUTOINCREMENT%' AND m.sql NOT LIKE '%WITHOUT ROWID%'"
	" FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c"
	" WHERE m.type = 'table' AND c.name = 'batch'"
	" AND m.name NOT IN ('batch', 'change', 'undo')";

static void
add_table(struct undo *u, const char *name, bool reuses)
{
	struct undo_table *t = &u->table[u->n++];
	struct store *s = u->store;
	char *key = image_key(s, name), *where = query_print("\"%w\" = ?2", key);

	*t = (struct undo_table){ .name = mem_text(name), .key = key, .reuses = reuses,
		.keep = image_query(s, name, where),
		.drop = query_made(s, query_print("DELETE FROM \"%w\" WHERE \"%w\" = ?",
		    name, key)),
		.batch = query_made(s, query_print("SELECT batch FROM \"%w\" WHERE \"%w\" = ?",
		    name, key)),
		.restore = image_restore_query(s, name), .rival = image_rival_query(s, name) };
	sqlite3_free(where);
}

void
undo_tables_open(struct undo *u)
{
	sqlite3_stmt *q = query_new(u->store, tables_sql);
	size_t room = 0;

	u->note = query_new(u->store, "INSERT INTO undo (batch, of_table, key, added)"
	    " VALUES (?, ?, ?, ?)");

	while (query_step(q)) {
		u->table = mem_grow(u->table, u->n + 1, &room, sizeof *u->table);
		add_table(u, query_cell(q, 0), sqlite3_column_int(q, 1));
	}
	query_free(q);
}

void
undo_tables_close(struct undo *u)
{
	for (size_t i = 0; i < u->n; i++) {
		struct undo_table *t = &u->table[i];
		sqlite3_stmt *const q[] = { t->keep, t->drop, t->batch, t->restore, t->rival };

		for (size_t k = 0; k < sizeof q / sizeof *q; k++)
			query_free(q[k]);
		free(t->name);
		free(t->key);
	}
	query_free(u->note);
	free(u->table);
}

struct undo_table *
undo_tables_find(const struct undo *u, const char *name)
{
	for (size_t i = 0; i < u->n; i++)
		if (strcmp(u->table[i].name, name) == 0)
			return &u->table[i];
	return NULL;
}

int64_t
undo_tables_batch(struct undo_table *t, const char *key)
{
	query_text(t->batch, 1, key);
	const int64_t batch = query_step(t->batch) ? sqlite3_column_int64(t->batch, 0) : -1;

	sqlite3_reset(t->batch);
	return batch;
}

int64_t
undo_tables_spare(struct undo *u, struct undo_table *t)
{
	if (t->spare == 0) {
		char *sql = query_print("SELECT max(coalesce((SELECT max(\"%w\") FROM \"%w\"), 0),"
		    " coalesce((SELECT max(CAST(key AS INTEGER)) FROM undo WHERE of_table = %Q),"
		    " 0))", t->key, t->name, t->name);

		t->spare = query_number(u->store, sql);
		sqlite3_free(sql);
	}
	return ++t->spare;
}
