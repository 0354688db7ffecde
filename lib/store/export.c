#include "lib/store/export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/io/json.h"
#include "lib/io/put.h"
#include "lib/store/fields.h"
#include "lib/store/holder.h"
#include "lib/store/query.h"

/*
 * Each table becomes one SELECT with the id of the customer as ?1. It selects the stored columns in
 * their order (pragma_table_info leaves out the computed ones), of the rows that WHERE finds. The
 * three forms of the output run the same SELECTs.
 */

/* SQL: the id, and the ids of customers who were merged into this one. */
#define IDS "(SELECT ?1 UNION ALL SELECT alias FROM alias WHERE customer_id = ?1)"

static const struct holder beside[] = {
	{ "batch", HOLDER_ROWS, "batch", NULL, "", "loads of these data", "数据录入批次" },
	{ "undo", HOLDER_ROWS, "id", NULL, "old", "earlier forms of these data",
	    "更改前的数据" },
};
enum { BATCH, UNDO, BESIDE };

static bool
has_column(struct store *store, const char *table, const char *column)
{
	sqlite3_stmt *q = query_new(store, "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2");

	query_text(q, 1, table);
	query_text(q, 2, column);
	const bool has = query_step(q);

	query_free(q);
	return has;
}

/* A condition on the rows of the table AS t. NULL: they name no customer. */
static char *
rows_of(struct store *store, const struct holder *h)
{
	if (h->kind == HOLDER_PART) {
		const char *key = holder_of(h->parent)->key;

		return query_print("t.\"%w\" IN (SELECT \"%w\" FROM \"%w\" WHERE customer_id IN "
		    IDS ")", key, key, h->parent);
	}
	return has_column(store, h->table, "customer_id") ?
	    query_print("t.customer_id IN " IDS) : NULL;
}

/* The batches that the rows of all tables name. */
static char *
batches(struct store *store)
{
	char *all = query_print("t.batch IN (SELECT NULL");
	size_t n;
	const struct holder *h = holder_all(&n);

	for (size_t i = 0; i < n; i++) {
		char *where = has_column(store, h[i].table, "batch") ? rows_of(store, &h[i]) : NULL;

		if (where)
			all = query_print("%z UNION SELECT batch FROM \"%w\" AS t WHERE %z", all,
			    h[i].table, where);
	}
	return query_print("%z)", all);
}

/*
 * The images of rows that name the customer, or a row of theirs that is there or was removed; and
 * the marks of rows that are there again.
 */
static char *
images(struct store *store)
{
	char *all = query_print("t.old ->> '$.customer_id' IN " IDS);
	size_t n;
	const struct holder *h = holder_all(&n);

	for (size_t i = 0; i < n; i++) {
		char *where = h[i].key ? rows_of(store, &h[i]) : NULL;

		if (where)
			all = query_print("%z OR (of_table = %Q AND old IS NULL AND key IN (SELECT"
			    " CAST(t.\"%w\" AS TEXT) FROM \"%w\" AS t WHERE %z))", all, h[i].table,
			    h[i].key, h[i].table, where);
		if (h[i].kind == HOLDER_PART)
			all = query_print("%z OR (of_table = %Q AND CAST(t.old ->> %Q AS TEXT) IN"
			    " (SELECT CAST(\"%w\" AS TEXT) FROM \"%w\" WHERE customer_id IN " IDS
			    " UNION SELECT key FROM undo WHERE of_table = %Q"
			    " AND old ->> '$.customer_id' IN " IDS "))", all, h[i].table,
			    holder_of(h[i].parent)->key, holder_of(h[i].parent)->key, h[i].parent,
			    h[i].parent);
	}
	return all;
}

/* SQL: the image of a row, with an amount in units of the currency, as in the row itself. */
#define UNITS(of) \
	"json_replace(" of ", '$.%s', iif(t.old ->> '$.%s' %% 10000 = 0," \
	" t.old ->> '$.%s' / 10000," \
	" t.old ->> '$.%s' / 10000.0))"

static char *
image(void)
{
	static const char *const amounts[] = { "amount", "cost", "discount" };
	char *sql = query_print("t.old");

	for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
		const char *a = amounts[i];

		sql = query_print(UNITS("%z"), sql, a, a, a, a);
	}
	return query_print("%z AS old", sql);
}

/* The list for SELECT: "t.a, t.b". */
static char *
columns(struct store *store, const char *table)
{
	char *list = NULL;
	sqlite3_stmt *q = query_new(store, "SELECT name FROM pragma_table_info(?1)");

	query_text(q, 1, table);
	while (query_step(q)) {
		const char *name = query_cell(q, 0);
		char *cell = strcmp(table, "undo") == 0 && strcmp(name, "old") == 0 ? image() :
		    query_print("t.\"%w\"", name);

		list = list ? query_print("%z, %z", list, cell) : cell;
	}
	query_free(q);
	return list;
}

static char *
select_where(struct store *store, const struct holder *h, char *where)
{
	const bool labels = strcmp(h->table, "segment_label") == 0;	/* their name and day */
	const bool loads = h == &beside[BATCH];	/* their counts are not about the customer */
	char *order = h->key ? query_print("t.\"%w\"", h->key) : query_print("1, 2");

	char *list = loads ? query_print("t.batch, t.at, t.tool") : columns(store, h->table);

	return query_print("SELECT %z%s FROM \"%w\" AS t%s WHERE %z ORDER BY %z", list,
	    labels ? ", scheme, as_of" : "", h->table,
	    labels ? " JOIN segment_run USING (run_id)" : "", where, order);
}

/* Calls TABLE for each table, with a query of its rows. */
static void
each_table(struct store *store, const char *id,
    void (*table)(void *ctx, const struct holder *, sqlite3_stmt *), void *ctx)
{
	size_t n;
	const struct holder *h = holder_all(&n);

	query_exec(store, "BEGIN");
	for (size_t i = 0; i < n + BESIDE; i++) {
		const struct holder *of = i < n ? &h[i] : &beside[i - n];
		char *where = i < n ? rows_of(store, of) : i == n + BATCH ? batches(store) :
		    images(store);

		if (where == NULL)
			continue;
		sqlite3_stmt *q = query_made(store, select_where(store, of, where));

		query_text(q, 1, id);
		table(ctx, of, q);
		query_free(q);
	}
	query_exec(store, "COMMIT");
}

static const struct fields *
words(const struct holder *h, sqlite3_stmt *q, int column)
{
	static const struct fields none = { NULL, NULL, "", "" };
	const struct fields *f = fields_of(h->table, sqlite3_column_name(q, column));

	return f ? f : &none;
}

/* The text of a cell: an amount in units of the currency. */
static const char *
cell_text(sqlite3_stmt *q, int column, char buf[static NUM_SIZE])
{
	if (sqlite3_column_type(q, column) == SQLITE_INTEGER &&
	    query_is_amount(sqlite3_column_name(q, column))) {
		money_text(sqlite3_column_int64(q, column), buf);
		return buf;
	}
	if (sqlite3_column_type(q, column) == SQLITE_FLOAT) {
		num_text(sqlite3_column_double(q, column), buf);
		return buf;
	}
	return query_cell(q, column);
}

/* JSON. */

static void
add(struct text *t, const char *s)
{
	text_add(t, s, strlen(s));
}

static void
add_member(struct text *t, const char *before, const char *name, const char *value)
{
	add(t, before);
	json_string(t, name);
	add(t, ":");
	if (value)
		json_string(t, value);
}

static void
add_words(struct text *t, const char *en, const char *zh)
{
	add_member(t, "{", "en", en);
	add_member(t, ",", "zh", zh);
}

static void
json_cell(struct text *t, sqlite3_stmt *q, int column)
{
	char buf[NUM_SIZE];
	const char *s = cell_text(q, column, buf), *name = sqlite3_column_name(q, column);
	const int type = sqlite3_column_type(q, column);
	const bool object = strcmp(name, "attrs") == 0 || strcmp(name, "old") == 0;

	if (type == SQLITE_NULL)
		add(t, "null");
	else if (type != SQLITE_TEXT && json_is_number(s))
		add(t, s);
	else if (object && json_is_object(s))
		json_raw(t, s);
	else
		json_string(t, s);
}

static void
json_row(struct text *t, sqlite3_stmt *q)
{
	for (int i = 0; i < sqlite3_column_count(q); i++) {
		add_member(t, i == 0 ? "{" : ",", sqlite3_column_name(q, i), NULL);
		json_cell(t, q, i);
	}
	add(t, "}");
}

static void
json_table(void *ctx, const struct holder *h, sqlite3_stmt *q)
{
	struct text *t = ctx;
	const char *between = "";

	add_member(t, t->n == 0 ? "{" : ",\n", h->table, NULL);
	add_words(t, h->en, h->zh);
	add_member(t, ",", "columns", NULL);
	for (int i = 0; i < sqlite3_column_count(q); i++) {
		add_member(t, i == 0 ? "{" : ",", sqlite3_column_name(q, i), NULL);
		add_words(t, words(h, q, i)->en, words(h, q, i)->zh);
		add(t, "}");
	}
	add(t, "},");
	add_member(t, "", "rows", NULL);
	add(t, "[");
	for (; query_step(q); between = ",") {
		add(t, between);
		json_row(t, q);
	}
	add(t, "]}");
}

void
export_json(struct store *store, const char *id)
{
	struct text t = { 0 };

	each_table(store, id, json_table, &t);
	add(&t, "}\n");
	fwrite(t.s, 1, t.n, stdout);
	text_free(&t);
}

/* One long table. */

static void
long_table(void *ctx, const struct holder *h, sqlite3_stmt *q)
{
	struct put *out = ctx;
	char buf[NUM_SIZE];

	for (int64_t row = 1; query_step(q); row++)
		for (int i = 0; i < sqlite3_column_count(q); i++) {
			if (sqlite3_column_type(q, i) == SQLITE_NULL)
				continue;
			put_text(out, h->table);
			put_int(out, row);
			put_text(out, sqlite3_column_name(q, i));
			put_text(out, cell_text(q, i, buf));
			put_text(out, words(h, q, i)->en);
			put_text(out, words(h, q, i)->zh);
			put_end(out);
		}
}

void
export_long(struct store *store, const char *id, struct put *out)
{
	put_columns(out, (const struct put_head[]){ { "table", PUT_TEXT }, { "row", PUT_INT },
	    { "field", PUT_TEXT }, { "value", PUT_TEXT }, { "en", PUT_TEXT }, { "zh", PUT_TEXT },
	    { 0 } });
	put_hold(out);	/* a reader that stands still must not keep writers waiting */
	each_table(store, id, long_table, out);
	put_release(out);
}

/* A folder of tables. */

struct folder {
	const char *dir;
	struct put *columns;
};

/* The path must live as long as the file is open. */
static char *
path_of(const char *dir, const char *name)
{
	return mem_print("%s/%s.csv", dir, name);
}

static void
folder_table(void *ctx, const struct holder *h, sqlite3_stmt *q)
{
	const struct folder *f = ctx;
	char *path = path_of(f->dir, h->table);
	struct put *out = put_open_file(path, "");

	for (int i = 0; i < sqlite3_column_count(q); i++) {
		put_text(f->columns, h->table);
		put_text(f->columns, sqlite3_column_name(q, i));
		put_text(f->columns, words(h, q, i)->en);
		put_text(f->columns, words(h, q, i)->zh);
		put_end(f->columns);
	}
	query_put(q, out);
	put_close(out);
	free(path);
}

void
export_folder(struct store *store, const char *id, const char *dir)
{
	if (mkdir(dir, S_IRWXU) == -1)
		fail_errno("%s", dir);
	char *path = path_of(dir, "columns");
	struct folder f = { dir, put_open_file(path, "") };

	put_columns(f.columns, (const struct put_head[]){ { "table", PUT_TEXT },
	    { "column", PUT_TEXT }, { "en", PUT_TEXT }, { "zh", PUT_TEXT }, { 0 } });
	each_table(store, id, folder_table, &f);
	put_close(f.columns);
	free(path);
}
