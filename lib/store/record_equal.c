/* Rows that are equal to stored rows, and that no number tells apart. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/bag.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/store/canon.h"
#include "lib/store/query.h"
#include "lib/store/record_own.h"

/*
 * The rows of the load itself are left out by their keys: an index by customer and date goes on
 * with the key, so that a load of many rows of one day does not look at its own rows again.
 *
 * Each row is first looked up by a query, which an index may help or not: nobody knows how many
 * rows have the same customer and day, or none. So the steps that SQLite needs for these queries
 * are counted. When they are as many as would read the whole table, it is read once into the bag,
 * and there are no queries any more. The work is at most about twice the least possible, whatever
 * the rows are.
 *
 * Three equal rows of the input are equal to stored rows only as often as the store has such a row.
 * So the bag counts, per row, how many equal stored rows are left.
 */
struct record_equal {
	const struct record *of;
	size_t number;			/* the field with the number of another system; .n: none */
	sqlite3_stmt *count, *all;	/* equal rows; all rows that have no such number */
	struct bag *rows;		/* by the canonical text of their cells */
	bool whole;			/* all stored rows are in the bag */
	int64_t stored;			/* their number, or more */
	int64_t steps;			/* that the queries may still take */
	struct text key;
};

/*
 * The steps of SQLite's machine for a row of a whole table are three, and one per column. They are
 * cheaper than those of a query that looks for a row anywhere in the table.
 */
enum { STEPS_OF_ROW = 3, TIMES_CHEAPER = 4 };

/* SQL: the rows stored before the load, which has the rows after NEWEST. */
static char *
stored_sql(const struct record *r, size_t number, const char *what)
{
	char *sql = query_print("SELECT %s FROM \"%w\" WHERE \"%w\" <= ?%d", what, r->table, r->key,
	    (int)r->n + 1);

	return number < r->n ? query_print("%z AND \"%w\" IS NULL", sql, r->field[number].name) :
	    sql;
}

static char *
count_sql(const struct record *r, size_t number)
{
	char *sql = stored_sql(r, number, "count(*)");

	for (size_t f = 0; f < r->n; f++)
		sql = query_print("%z AND \"%w\" IS ?%d", sql, r->field[f].name, (int)f + 1);
	return sql;
}

static char *
all_sql(const struct record *r, size_t number)
{
	char *names = query_print("\"%w\"", r->field[0].name);

	for (size_t f = 1; f < r->n; f++)
		names = query_print("%z, \"%w\"", names, r->field[f].name);
	char *sql = stored_sql(r, number, names);

	sqlite3_free(names);
	return sql;
}

int64_t
record_newest(const struct record *r, struct store *store)
{
	char *sql = query_print("SELECT coalesce(max(\"%w\"), 0) FROM \"%w\"", r->key, r->table);
	const int64_t key = query_number(store, sql);

	sqlite3_free(sql);
	return key;
}

struct record_equal *
record_equal_open(const struct record *r, const struct record_sink *sink,
    const struct record_load *l)
{
	const int64_t last = sink->adds && l->in && !l->again ? record_newest(r, l->store) : 0;

	if (last == 0)
		return NULL;
	struct record_equal *e = mem_new(1, sizeof *e);
	const size_t number = r->numbered ? record_field_find(r->field, r->n, r->numbered) : r->n;

	*e = (struct record_equal){ .of = r, .number = number, .rows = bag_new(0),
		.count = query_made(l->store, count_sql(r, number)),
		.all = query_made(l->store, all_sql(r, number)), .stored = last,
		.steps = last / TIMES_CHEAPER * (STEPS_OF_ROW + (int64_t)r->n) };
	query_int(e->count, (int)r->n + 1, last);
	query_int(e->all, (int)r->n + 1, last);
	return e;
}

void
record_equal_close(struct record_equal *e)
{
	if (e == NULL)
		return;
	query_free(e->count);
	query_free(e->all);
	bag_free(e->rows);
	text_free(&e->key);
	free(e);
}

/* How many stored rows are equal. */
static uint32_t
count(struct record_equal *e, const struct record_value *value)
{
	record_match_bind(e->count, e->of, value);
	query_step(e->count);
	const int64_t n = sqlite3_column_int64(e->count, 0);

	sqlite3_reset(e->count);
	e->steps -= sqlite3_stmt_status(e->count, SQLITE_STMTSTATUS_VM_STEP, 1);
	return (uint32_t)n;
}

/* A cell of the input as the table stores it: some of our texts are numbers there. */
static void
add_cell(struct text *key, const struct record_field *f, const struct record_value *v)
{
	double x;

	switch (record_field_kind(f, v)) {
	case RECORD_FIELD_NONE:
		canon_none(key);
		break;
	case RECORD_FIELD_INT:
		canon_int(key, v->i);
		break;
	case RECORD_FIELD_REAL:
		canon_real(key, v->x);
		break;
	case RECORD_FIELD_TEXT:
		if ((f->type == RECORD_WHOLE || f->type == RECORD_ROW) && num_parse(v->s, &x))
			canon_real(key, x);
		else
			canon_text(key, v->s, strlen(v->s));
	}
}

static void
add_stored_cell(struct text *key, sqlite3_stmt *q, int at)
{
	switch (sqlite3_column_type(q, at)) {
	case SQLITE_NULL:
		canon_none(key);
		break;
	case SQLITE_INTEGER:
		canon_int(key, sqlite3_column_int64(q, at));
		break;
	case SQLITE_FLOAT:
		canon_real(key, sqlite3_column_double(q, at));
		break;
	default: {
		const char *s = query_cell(q, at);

		canon_text(key, s, strlen(s));
	}
	}
}

/* Reads all stored rows. Of rows that were looked up before, the bag knows how many are left. */
static void
read_all(struct record_equal *e)
{
	struct bag *all = bag_new((size_t)e->stored);

	while (query_step(e->all)) {
		e->key.n = 0;
		for (size_t f = 0; f < e->of->n; f++)
			add_stored_cell(&e->key, e->all, (int)f);
		++*bag_at(all, e->key.s, e->key.n, NULL);
	}
	sqlite3_reset(e->all);
	bag_update(all, e->rows);
	bag_free(e->rows);
	e->rows = all;
	e->whole = true;
}

/* How many equal stored rows are left; NULL: there were none. */
static uint32_t *
left(struct record_equal *e, const struct record_value *value)
{
	bool is_new;

	if (!e->whole && e->steps < 0)
		read_all(e);
	e->key.n = 0;
	for (size_t f = 0; f < e->of->n; f++)
		add_cell(&e->key, &e->of->field[f], &value[f]);
	if (e->whole)
		return bag_find(e->rows, e->key.s, e->key.n);
	uint32_t *n = bag_at(e->rows, e->key.s, e->key.n, &is_new);

	if (is_new)
		*n = count(e, value);
	return n;
}

bool
record_equal(struct record_equal *e, const struct record_value *value)
{
	if (e->number < e->of->n && *value[e->number].s != '\0')
		return false;
	uint32_t *n = left(e, value);

	if (n == NULL || *n == 0)
		return false;
	--*n;
	return true;
}
