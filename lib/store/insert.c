#include "lib/store/insert.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/store/canon.h"
#include "lib/store/connection.h"
#include "lib/store/digest.h"
#include "lib/store/query.h"

/*
 * insert_end takes the row. Under INSERT_SOON it copies the texts, and every ROWS rows insert_flush
 * binds them to one statement: beginning and ending a statement costs about as much as a row. Then
 * add_digests computes what the hook, which is off meanwhile, would have seen.
 */
enum { ROWS = 32 };

static const int64_t most_keys = INT64_MAX / 2;	/* above it SQLite may choose other rowids */

enum kind { NONE, TEXT, INTEGER, REAL };

struct cell {
	enum kind kind;
	uint32_t n;			/* bytes of the text */
	union {
		const char *s;		/* TEXT: in the current row */
		size_t at;		/* in rows to come: in the texts */
		int64_t i;
		double x;
	} is;
};

struct column {
	const char *name;
	enum kind kind;			/* of the values that are stored as they are */
	struct text gap;		/* the canonical text of the columns before it,
	    which are NULL */
};

struct insert {
	struct store *store;
	sqlite3_stmt *one, *many;	/* many: ROWS rows; NULL: no row may wait */
	size_t n;			/* cells of a row */
	struct column *column;		/* and one more, for the gap at the end */
	struct cell *cell;		/* of the rows to come, and of the current row */
	struct cell *bound;		/* to the parameters of many */
	size_t rows, at;		/* rows to come; the next cell of the current row */
	struct text texts, row;
	bool own;			/* sums the digest */
	bool fits;			/* all rows to come are stored as they are */
	bool has_key;			/* the first column is the rowid, which SQLite chooses */
	bool has_digest;
	size_t table;			/* in the digest */
};

static enum kind
kind_of(const char *type)
{
	return strcmp(type, "TEXT") == 0 ? TEXT : strcmp(type, "INTEGER") == 0 ? INTEGER :
	    strcmp(type, "REAL") == 0 ? REAL : NONE;
}

/* Compares the columns of the table with those that are to be given. */
static void
look_at_table(struct insert *i, const char *table)
{
	sqlite3_stmt *q = query_new(i->store,
	    "SELECT name, type, pk, dflt_value FROM pragma_table_info(?) ORDER BY cid");
	size_t k = 0;

	query_text(q, 1, table);
	for (bool first = true; query_step(q); first = false) {
		if (k < i->n && strcmp(query_cell(q, 0), i->column[k].name) == 0)
			i->column[k++].kind = kind_of(query_cell(q, 1));
		else if (first && sqlite3_column_int(q, 2) == 1)
			i->has_key = true;
		else if (sqlite3_column_type(q, 3) == SQLITE_NULL)
			canon_none(&i->column[k].gap);
		else
			i->own = false;
	}
	query_free(q);
	i->own &= k == i->n;
}

/* Can the rowids of several rows be told from the last one? */
static bool
counts_up(struct store *store, const char *table)
{
	char *sql = query_print("SELECT max(rowid) FROM %s", table);
	const bool is = query_number(store, sql) < most_keys;

	sqlite3_free(sql);
	return is;
}

/* Joins with ", " what is not empty. */
static char *
list(char *all, const char *more)
{
	return query_print("%z%s%s", all, *all ? ", " : "", more);
}

static sqlite3_stmt *
query_of(const struct insert *i, const char *table, size_t rows, unsigned flags)
{
	char *names = query_print(""), *marks = query_print(""), *values = query_print("");

	for (size_t c = 0; c < i->n; c++) {
		names = list(names, i->column[c].name);
		marks = list(marks, "?");
	}
	marks = query_print("(%z)", marks);
	for (size_t r = 0; r < rows; r++)
		values = list(values, marks);
	char *sql = query_print("INSERT %sINTO %s (%z) VALUES %z%s", rows > 1 ? "OR ROLLBACK " : "",
	    table, names, values, flags & INSERT_ONCE ? " ON CONFLICT DO NOTHING" : "");
	sqlite3_stmt *q = query_new(i->store, sql);

	sqlite3_free(marks);
	sqlite3_free(sql);
	return q;
}

struct insert *
insert_new(struct store *store, const char *table, const char *const *name, size_t n,
    unsigned flags)
{
	struct insert *i = mem_new(1, sizeof *i);

	i->store = store;
	i->n = n;
	i->own = store->bulk;
	i->fits = true;
	i->column = mem_new(n + 1, sizeof *i->column);
	for (size_t c = 0; c < n; c++)
		i->column[c].name = name[c];
	look_at_table(i, table);
	i->has_digest = digest_find(store->digest, table, &i->table);
	i->one = query_of(i, table, 1, flags);
	if (i->own && flags & INSERT_SOON && (!i->has_key || counts_up(store, table)))
		i->many = query_of(i, table, ROWS, flags);
	i->cell = mem_new((i->many ? ROWS : 1) * n, sizeof *i->cell);
	i->bound = mem_new(i->many ? ROWS * n : 0, sizeof *i->bound);
	return i;
}

static struct cell *
next_cell(struct insert *i, enum kind kind)
{
	struct cell *c = &i->cell[i->rows * i->n + i->at];

	i->fits &= kind == NONE || kind == i->column[i->at].kind;
	i->at++;
	c->kind = kind;
	return c;
}

void
insert_text(struct insert *i, const char *s)
{
	if (*s == '\0')
		next_cell(i, NONE);
	else
		next_cell(i, TEXT)->is.s = s;
}

void
insert_int(struct insert *i, int64_t value)
{
	next_cell(i, INTEGER)->is.i = value;
}

void
insert_real(struct insert *i, double value)
{
	next_cell(i, REAL)->is.x = value;
}

void
insert_none(struct insert *i)
{
	next_cell(i, NONE);
}

static void
bind(sqlite3_stmt *q, int at, const struct cell *c, const char *text)
{
	if (c->kind == TEXT)
		query_text(q, at, text);
	else if (c->kind == INTEGER)
		query_int(q, at, c->is.i);
	else if (c->kind == REAL)
		query_real(q, at, c->is.x);
	else
		query_null(q, at);
}

/* The text of a cell: of the current row, or of rows to come. */
static const char *
text_of(const struct insert *i, const struct cell *c)
{
	return c->kind != TEXT ? NULL : i->many ? i->texts.s + c->is.at : c->is.s;
}

static void
add_cell(const struct insert *i, struct text *row, const struct cell *c)
{
	if (c->kind == TEXT)
		canon_text(row, text_of(i, c), c->n);
	else if (c->kind == INTEGER)
		canon_int(row, c->is.i);
	else if (c->kind == REAL)
		canon_real(row, c->is.x);
	else
		canon_none(row);
}

static void
add_gap(struct text *row, const struct text *gap)
{
	if (gap->n > 0)
		text_add(row, gap->s, gap->n);
}

/* The digests of ROWS rows that were just added. */
static void
add_digests(struct insert *i, const struct cell *cell, size_t rows)
{
	int64_t key = sqlite3_last_insert_rowid(i->store->db) - (int64_t)rows;

	for (size_t r = 0; r < rows; r++) {
		if (i->has_key)
			canon_int(&i->row, ++key);
		for (size_t c = 0; c < i->n; c++, cell++) {
			add_gap(&i->row, &i->column[c].gap);
			add_cell(i, &i->row, cell);
		}
		add_gap(&i->row, &i->column[i->n].gap);
		digest_add(i->store->digest, i->table, canon_hash(&i->row));
	}
}

/* Runs a statement to which ROWS rows are bound. Returns whether it added them. */
static bool
run(struct insert *i, sqlite3_stmt *q, const struct cell *cell, size_t rows)
{
	const bool own = i->own && i->fits;

	if (own)
		digest_watch(i->store->digest, false);
	query_run(q);
	if (own)
		digest_watch(i->store->digest, true);
	const bool added = sqlite3_changes(i->store->db) > 0;

	if (own && added && i->has_digest)
		add_digests(i, cell, rows);
	return added;
}

static bool
run_one(struct insert *i, const struct cell *cell)
{
	for (size_t c = 0; c < i->n; c++)
		bind(i->one, (int)c + 1, &cell[c], text_of(i, &cell[c]));
	return run(i, i->one, cell, 1);
}

/* Is the same bound already?  Most columns are NULL in each row, and the batch is the same. */
static bool
is_bound(const struct cell *bound, const struct cell *c)
{
	return bound->kind == c->kind &&
	    (c->kind == NONE || (c->kind == INTEGER && bound->is.i == c->is.i));
}

static void
run_many(struct insert *i)
{
	for (size_t c = 0; c < ROWS * i->n; c++) {
		if (is_bound(&i->bound[c], &i->cell[c]))
			continue;
		bind(i->many, (int)c + 1, &i->cell[c], text_of(i, &i->cell[c]));
		i->bound[c] = i->cell[c];
	}
	run(i, i->many, i->cell, ROWS);
}

void
insert_flush(struct insert *i)
{
	if (i->rows == ROWS)
		run_many(i);
	else
		for (size_t r = 0; r < i->rows; r++)
			run_one(i, i->cell + r * i->n);
	i->rows = i->texts.n = 0;
	i->fits = true;
}

/* The lengths of the texts of the current row; if it has to wait, copies of them. */
static void
measure_texts(struct insert *i)
{
	struct cell *c = &i->cell[i->rows * i->n];

	for (const struct cell *end = c + i->n; c < end; c++) {
		if (c->kind != TEXT)
			continue;
		const char *s = c->is.s;

		c->n = (uint32_t)strlen(s);
		if (i->many == NULL)
			continue;
		c->is.at = i->texts.n;
		text_add(&i->texts, s, c->n + 1);
	}
}

int64_t
insert_end(struct insert *i)
{
	i->at = 0;
	measure_texts(i);
	if (i->many) {
		if (++i->rows == ROWS)
			insert_flush(i);
		return 0;
	}
	const bool added = run_one(i, i->cell);

	i->fits = true;
	return added ? sqlite3_last_insert_rowid(i->store->db) : 0;
}

void
insert_free(struct insert *i)
{
	insert_flush(i);
	query_free(i->one);
	query_free(i->many);
	for (size_t c = 0; c <= i->n; c++)
		text_free(&i->column[c].gap);
	free(i->column);
	free(i->cell);
	free(i->bound);
	text_free(&i->texts);
	text_free(&i->row);
	free(i);
}
