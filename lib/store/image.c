#include "lib/store/image.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/store/connection.h"
#include "lib/store/query.h"

/*
 * SQLite would write a real number into JSON with 15 digits, which is not always the same number.
 * So it is a text there, with as many digits as it needs.
 */
static void
real_text(sqlite3_context *ctx, int n, sqlite3_value **value)
{
	char text[NUM_SIZE];

	(void)n;
	if (sqlite3_value_type(*value) == SQLITE_NULL)
		return;
	num_text(sqlite3_value_double(*value), text);
	sqlite3_result_text(ctx, text, -1, SQLITE_TRANSIENT);
}

static void
text_real(sqlite3_context *ctx, int n, sqlite3_value **value)
{
	const char *text = (const char *)sqlite3_value_text(*value);
	double x;

	(void)n;
	if (text == NULL && sqlite3_value_type(*value) != SQLITE_NULL)
		sqlite3_result_error_nomem(ctx);	/* else the number would be lost */
	else if (text && num_parse(text, &x))
		sqlite3_result_double(ctx, x);
}

static void
define(struct store *store)
{
	const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;

	if (store->images)	/* a running query may use them */
		return;
	store->images = true;
	if (sqlite3_create_function(store->db, "real_text", 1, flags, NULL, real_text, NULL,
	    NULL) != SQLITE_OK || sqlite3_create_function(store->db, "text_real", 1, flags, NULL,
	    text_real, NULL, NULL) != SQLITE_OK)
		connection_fail(store->db);
}

/* SQL: a column in an image, and its value from an image; the key is given instead. */
static const char as_image[] =
	"format(iif(type = 'REAL', '%Q, real_text(\"%w\")', '%Q, \"%w\"'), name, name)";
static const char from_image[] =
	"CASE WHEN pk = 1 THEN '?2' ELSE format(iif(type = 'REAL', 'text_real(old ->> %Q)',"
	" 'old ->> %Q'), '$.' || name) END";

/* The SQL for each stored column of TABLE, with commas between them. The caller frees it. */
static char *
columns(struct store *store, const char *table, const char *sql_of_one)
{
	char *sql = query_print("SELECT group_concat(%s, ', ') FROM pragma_table_info(?)",
	    sql_of_one);
	sqlite3_stmt *q = query_made(store, sql);

	query_text(q, 1, table);
	query_step(q);
	char *all = mem_text(query_cell(q, 0));

	query_free(q);
	return all;
}

char *
image_key(struct store *store, const char *table)
{
	return columns(store, table, "iif(pk = 1, name, NULL)");
}

sqlite3_stmt *
image_query(struct store *store, const char *table, const char *where)
{
	char *cells = columns(store, table, as_image), *key = image_key(store, table);
	char *sql = query_print("INSERT INTO undo (batch, of_table, key, added, old)"
	    " SELECT ?1, %Q, \"%w\", coalesce(batch, 0), json_object(%s) FROM \"%w\" WHERE %s",
	    table, key, cells, table, where);

	define(store);
	sqlite3_stmt *q = query_made(store, sql);

	free(cells);
	free(key);
	return q;
}

static sqlite3_stmt *
restore_query(struct store *store, const char *table, const char *conflict)
{
	char *names = columns(store, table, "format('\"%w\"', name)");
	char *values = columns(store, table, from_image);
	char *sql = query_print("INSERT INTO \"%w\" (%s) SELECT %s FROM undo WHERE id = ?1"
	    " ON CONFLICT DO %s", table, names, values, conflict);

	define(store);
	sqlite3_stmt *q = query_made(store, sql);

	free(names);
	free(values);
	return q;
}

sqlite3_stmt *
image_restore_query(struct store *store, const char *table)
{
	return restore_query(store, table, "NOTHING");
}

sqlite3_stmt *
image_rival_query(struct store *store, const char *table)
{
	return restore_query(store, table, "UPDATE SET batch = batch RETURNING batch");
}

struct images {
	sqlite3_stmt *keep;
	struct map *kept;	/* keys */
};

struct images *
image_open(struct store *store, const char *table, int64_t batch)
{
	struct images *i = mem_new(1, sizeof *i);
	char *key = image_key(store, table);
	char *where = query_print("\"%w\" = ?2 AND batch IS NOT ?1", key);

	*i = (struct images){ image_query(store, table, where), map_new() };
	query_int(i->keep, 1, batch);
	sqlite3_free(where);
	free(key);
	return i;
}

void
image_keep(struct images *i, const char *key)
{
	bool is_new;

	map_at(i->kept, key, strlen(key), &is_new);
	if (!is_new)
		return;
	query_text(i->keep, 2, key);
	query_run(i->keep);
}

void
image_close(struct images *i)
{
	query_free(i->keep);
	map_free(i->kept);
	free(i);
}
