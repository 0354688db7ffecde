/* Rows that are equal to stored rows, and that no number tells apart. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/store/query.h"
#include "lib/store/record_own.h"

/*
 * The rows of the load itself are left out by their keys: an index by customer and date goes on
 * with the key, so that a load of many rows of one day does not look at its own rows again.
 *
 * Three equal rows of the input are equal to stored rows only as often as the store has such a row.
 * So found counts how many rows of the input have been matched with each.
 */
struct record_equal {
	const struct record *of;
	size_t number;		/* the field external_id, .n: none */
	sqlite3_stmt *count;
	struct map *rows;	/* texts of all cells */
	int64_t *found;		/* per row */
	size_t room;
};

struct record_equal *
record_equal_open(const struct record *r, const struct record_load *l)
{
	if (r->sink || l->in == NULL || l->again)
		return NULL;
	struct record_equal *e = mem_new(1, sizeof *e);
	char *newest = query_print("SELECT coalesce(max(\"%w\"), 0) FROM \"%w\"", r->key, r->table);
	char *sql = query_print("SELECT count(*) FROM \"%w\" WHERE \"%w\" <= ?%d", r->table, r->key,
	    (int)r->n + 1);

	for (size_t f = 0; f < r->n; f++)
		sql = query_print("%z AND \"%w\" IS ?%d", sql, r->field[f].name, (int)f + 1);
	*e = (struct record_equal){ r, record_field_find(r->field, r->n, RECORD_EXTERNAL),
		query_new(l->store, sql), map_new(), NULL, 0 };
	query_int(e->count, (int)r->n + 1, query_number(l->store, newest));
	sqlite3_free(sql);
	sqlite3_free(newest);
	return e;
}

void
record_equal_close(struct record_equal *e)
{
	if (e == NULL)
		return;
	query_free(e->count);
	map_free(e->rows);
	free(e->found);
	free(e);
}

/* How many stored rows are equal. */
static int64_t
count(struct record_equal *e, const struct record_value *value)
{
	record_match_bind(e->count, e->of, value);
	query_step(e->count);
	const int64_t n = sqlite3_column_int64(e->count, 0);

	sqlite3_reset(e->count);
	return n;
}

/* How many equal rows were before this one in the input, of those with an equal stored row. */
static int64_t *
found_before(struct record_equal *e, const struct record_value *value)
{
	struct text row = { 0 };
	bool is_new;

	for (size_t f = 0; f < e->of->n; f++)
		text_add(&row, value[f].s, strlen(value[f].s) + 1);
	const size_t at = map_at(e->rows, row.s, row.n, &is_new);

	text_free(&row);
	e->found = mem_grow(e->found, at + 1, &e->room, sizeof *e->found);
	if (is_new)
		e->found[at] = 0;
	return &e->found[at];
}

bool
record_equal(struct record_equal *e, const struct record_value *value)
{
	if (e->number < e->of->n && *value[e->number].s != '\0')
		return false;
	const int64_t n = count(e, value);

	return n > 0 && (*found_before(e, value))++ < n;
}
