/* Finds the stored row of a row by its number in another system, and updates it. */
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/store/changes.h"
#include "lib/store/connection.h"
#include "lib/store/image.h"
#include "lib/store/query.h"
#include "lib/store/record_own.h"

/*
 * The statements have one parameter per field, then the source, and the key of the row. An empty
 * cell keeps the stored value: NULL stands for it.
 */
struct record_match {
	const struct record *of;
	const struct record_load *load;
	size_t external;		/* the field external_id */
	sqlite3_stmt *find, *update, *stored;
	struct images *images;
};

/* A list of FORM, which has two %w for the name of a field and a %d between them, or the first. */
static char *
list(const struct record *r, const char *form, const char *between)
{
	char *all = NULL;

	for (size_t f = 0; f < r->n; f++) {
		const char *name = r->field[f].name;
		char *one = query_print(form, name, (int)f + 1, name);

		all = all ? query_print("%z%s%z", all, between, one) : one;
	}
	return all;
}

/* The condition that finds the row: by its number, and the fields that set rows apart. */
static char *
condition(const struct record *r, size_t external)
{
	char *all = query_print("source = ?%d AND external_id = ?%d", (int)r->n + 1,
	    (int)external + 1);

	for (const char *const *name = r->apart; name && *name; name++) {
		const size_t f = record_field_find(r->field, r->n, *name);

		all = query_print("%z AND coalesce(\"%w\", '') = coalesce(?%d, '')", all, *name,
		    (int)f + 1);
	}
	return all;
}

struct record_match *
record_match_open(const struct record *r, const struct record_load *l)
{
	const size_t external = record_field_find(r->field, r->n, RECORD_EXTERNAL);

	if (l->source == NULL || external == r->n)
		return NULL;
	struct record_match *m = mem_new(1, sizeof *m);
	char *differs = list(r, "\"%w\" IS NOT coalesce(?%d, \"%w\")", " OR ");
	char *set = list(r, "\"%w\" = coalesce(?%d, \"%w\")", ", ");

	*m = (struct record_match){ .of = r, .load = l, .external = external,
		.find = query_made(l->store, query_print("SELECT \"%w\", %z FROM \"%w\""
		    " WHERE %z", r->key, differs, r->table, condition(r, external))),
		.update = query_made(l->store, query_print("UPDATE OR IGNORE \"%w\" SET %z"
		    " WHERE \"%w\" = ?%d", r->table, set, r->key, (int)r->n + 2)),
		.stored = query_made(l->store, query_print("SELECT %z FROM \"%w\""
		    " WHERE \"%w\" = ?1", list(r, "\"%w\"", ", "), r->table, r->key)),
		.images = image_open(l->store, r->table, l->batch->batch) };
	return m;
}

void
record_match_close(struct record_match *m)
{
	if (m == NULL)
		return;
	query_free(m->find);
	query_free(m->update);
	query_free(m->stored);
	image_close(m->images);
	free(m);
}

void
record_match_bind(sqlite3_stmt *q, const struct record *r, const struct record_value *value)
{
	for (size_t f = 0; f < r->n; f++) {
		const int at = (int)f + 1;

		switch (record_field_kind(&r->field[f], &value[f])) {
		case RECORD_FIELD_NONE:
			query_null(q, at);
			break;
		case RECORD_FIELD_INT:
			query_int(q, at, value[f].i);
			break;
		case RECORD_FIELD_REAL:
			query_real(q, at, value[f].x);
			break;
		case RECORD_FIELD_TEXT:
			query_text(q, at, value[f].s);
		}
	}
}

static bool
may_change(const struct record_match *m, int64_t key, const struct record_value *value)
{
	const struct record_field *field = m->of->field;
	char why[RECORD_WHY];
	size_t f = 0;

	if (m->of->may_change == NULL ||
	    m->of->may_change(m->load->store, key, value, &f, why))
		return true;
	record_bad(m->load, field[f].name, "%s '%.60s' %s", field[f].name, value[f].s, why);
	return false;
}

static struct record_value
stored_value(sqlite3_stmt *q, int at)
{
	return (struct record_value){ .s = query_cell(q, at), .i = sqlite3_column_int64(q, at),
		.x = sqlite3_column_double(q, at) };
}

/* For -n: the fields of the stored row that are to change. */
static void
show(struct record_match *m, int64_t key, const char *text, const struct record_value *value)
{
	struct record_value old[RECORD_FIELDS];

	query_int(m->stored, 1, key);
	query_step(m->stored);
	for (size_t f = 0; f < m->of->n; f++)
		old[f] = stored_value(m->stored, (int)f);
	changes_updated(m->load->changes, text, m->of->field, m->of->n, old, value, true);
	sqlite3_reset(m->stored);
}

static void
update(struct record_match *m, int64_t key, const struct record_value *value)
{
	char text[NUM_SIZE];

	num_int(key, text);
	image_keep(m->images, text);
	if (m->load->changes)
		show(m, key, text, value);
	record_match_bind(m->update, m->of, value);
	query_int(m->update, (int)m->of->n + 2, key);
	query_run(m->update);
	if (sqlite3_changes(m->load->store->db) == 0) {
		record_bad(m->load, NULL, "another row like it is already in the store");
		return;
	}
	m->load->batch->updated++;
	if (m->of->changed)
		m->of->changed(m->load->store, key);
}

bool
record_match_put(struct record_match *m, const struct record_value *value)
{
	if (*value[m->external].s == '\0')
		return false;
	record_match_bind(m->find, m->of, value);
	query_text(m->find, (int)m->of->n + 1, m->load->source);
	const bool found = query_step(m->find);
	const int64_t key = found ? sqlite3_column_int64(m->find, 0) : 0;
	const bool differs = found && sqlite3_column_int(m->find, 1);

	sqlite3_reset(m->find);
	if (found && !differs)
		m->load->batch->unchanged++;
	else if (found && may_change(m, key, value))
		update(m, key, value);
	return found;
}
