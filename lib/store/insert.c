#include <string.h>

#include "lib/store/canon.h"
#include "lib/store/connection.h"
#include "lib/store/digest.h"
#include "lib/store/insert_own.h"
#include "lib/store/query.h"

/*
 * insert_end takes the row. Under INSERT_SOON it copies the texts, and for every INSERT_ROWS rows
 * insert_flush binds them to one statement: beginning and ending a statement costs about as much as
 * a row. Then add_digests computes what the hook, which is off meanwhile, would have seen.
 */

static struct insert_cell *
next_cell(struct insert *i, enum insert_kind kind)
{
	struct insert_cell *c = &i->cell[i->rows * i->n + i->at];

	i->fits &= kind == INSERT_NONE || kind == i->column[i->at].kind;
	i->at++;
	c->kind = kind;
	return c;
}

void
insert_text(struct insert *i, const char *s)
{
	if (*s == '\0')
		next_cell(i, INSERT_NONE);
	else
		next_cell(i, INSERT_TEXT)->is.s = s;
}

void
insert_int(struct insert *i, int64_t value)
{
	next_cell(i, INSERT_INTEGER)->is.i = value;
}

void
insert_real(struct insert *i, double value)
{
	next_cell(i, INSERT_REAL)->is.x = value;
}

void
insert_none(struct insert *i)
{
	next_cell(i, INSERT_NONE);
}

static void
bind(sqlite3_stmt *q, int at, const struct insert_cell *c, const char *text)
{
	if (c->kind == INSERT_TEXT)
		query_text(q, at, text);
	else if (c->kind == INSERT_INTEGER)
		query_int(q, at, c->is.i);
	else if (c->kind == INSERT_REAL)
		query_real(q, at, c->is.x);
	else
		query_null(q, at);
}

/* The text of a cell: of the current row, or of rows to come. */
static const char *
text_of(const struct insert *i, const struct insert_cell *c)
{
	return c->kind != INSERT_TEXT ? NULL : i->many ? i->texts.s + c->is.at : c->is.s;
}

static void
add_cell(const struct insert *i, struct text *row, const struct insert_cell *c)
{
	if (c->kind == INSERT_TEXT)
		canon_text(row, text_of(i, c), c->n);
	else if (c->kind == INSERT_INTEGER)
		canon_int(row, c->is.i);
	else if (c->kind == INSERT_REAL)
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

/* The digests of INSERT_ROWS rows that were just added. */
static void
add_digests(struct insert *i, const struct insert_cell *cell, size_t rows)
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

/* Runs a statement to which INSERT_ROWS rows are bound. Returns whether it added them. */
static bool
run(struct insert *i, sqlite3_stmt *q, const struct insert_cell *cell, size_t rows)
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
run_one(struct insert *i, const struct insert_cell *cell)
{
	for (size_t c = 0; c < i->n; c++)
		bind(i->one, (int)c + 1, &cell[c], text_of(i, &cell[c]));
	return run(i, i->one, cell, 1);
}

/*
 * Whether the parameter already has this value. Most columns are NULL in every row, and the batch
 * is the same.
 */
static bool
is_bound(const struct insert_cell *bound, const struct insert_cell *c)
{
	return bound->kind == c->kind &&
	    (c->kind == INSERT_NONE || (c->kind == INSERT_INTEGER && bound->is.i == c->is.i));
}

static void
run_many(struct insert *i)
{
	for (size_t c = 0; c < INSERT_ROWS * i->n; c++) {
		if (is_bound(&i->bound[c], &i->cell[c]))
			continue;
		bind(i->many, (int)c + 1, &i->cell[c], text_of(i, &i->cell[c]));
		i->bound[c] = i->cell[c];
	}
	run(i, i->many, i->cell, INSERT_ROWS);
}

void
insert_flush(struct insert *i)
{
	if (i->rows == INSERT_ROWS)
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
	struct insert_cell *c = &i->cell[i->rows * i->n];

	for (const struct insert_cell *end = c + i->n; c < end; c++) {
		if (c->kind != INSERT_TEXT)
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
		if (++i->rows == INSERT_ROWS)
			insert_flush(i);
		return 0;
	}
	const bool added = run_one(i, i->cell);

	i->fits = true;
	return added ? sqlite3_last_insert_rowid(i->store->db) : 0;
}
