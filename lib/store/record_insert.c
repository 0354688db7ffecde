#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/store/aside.h"
#include "lib/store/batch.h"
#include "lib/store/changes.h"
#include "lib/store/query.h"
#include "lib/store/record_own.h"

/* The default sink: inserts rows into the record's table. */
struct inserter {
	const struct record *of;
	const struct record_load *load;
	struct insert *rows, *customers;
	sqlite3_stmt *known, *row[RECORD_FIELDS];
	sqlite3_stmt *forgotten;	/* NULL: nobody was */
	struct record_belong *belong;
	struct record_match *match;	/* NULL: no --source */
	struct aside *aside;
	bool is_aside;			/* the indexes are dropped */
	int64_t stored;			/* rows before the load, or more */
	struct map *stored_customers;	/* that were looked up */
	int64_t first, last;		/* keys of the rows inserted; 0: none */
	const char *newcomer;		/* the customer of the current row, if --create adds it */
	int64_t made;			/* the number of customers added */
};

static bool
is_last(const struct record *r, const char *name)
{
	return strcmp(r->field[r->n - 1].name, name) == 0;
}

/*
 * The fields in the order of the table, in which insert_new needs them: if the last field is
 * external_id or source, it comes after the batch.
 */
static size_t
own_fields(const struct record *r)
{
	return r->n - (is_last(r, RECORD_EXTERNAL) || is_last(r, RECORD_SOURCE));
}

/* Does the table have a source, which is no field? */
static bool
adds_source(const struct record *r)
{
	return r->numbered && !is_last(r, RECORD_SOURCE);
}

struct insert *
record_insert_new(const struct record *r, struct store *store, unsigned flags)
{
	const char *name[RECORD_FIELDS + 2];
	const size_t own = own_fields(r);
	size_t n = 0;

	for (size_t f = 0; f < own; f++)
		name[n++] = r->field[f].name;
	name[n++] = "batch";
	if (adds_source(r))
		name[n++] = RECORD_SOURCE;
	if (own < r->n)
		name[n++] = r->field[own].name;
	return insert_new(store, r->table, name, n, flags);
}

static void
put_cell(struct insert *to, const struct record_field *f, const struct record_value *v)
{
	switch (record_field_kind(f, v)) {
	case RECORD_FIELD_NONE:
		insert_none(to);
		break;
	case RECORD_FIELD_INT:
		insert_int(to, v->i);
		break;
	case RECORD_FIELD_REAL:
		insert_real(to, v->x);
		break;
	case RECORD_FIELD_TEXT:
		insert_text(to, v->s);
	}
}

int64_t
record_insert_row(struct insert *to, const struct record *r, const struct record_value *value,
    const struct record_load *l)
{
	const size_t own = own_fields(r);

	for (size_t f = 0; f < own; f++)
		put_cell(to, &r->field[f], &value[f]);
	insert_int(to, l->batch->batch);
	if (adds_source(r))
		insert_text(to, l->source ? l->source : "");
	if (own < r->n)
		put_cell(to, &r->field[own], &value[own]);
	return insert_end(to);
}

static sqlite3_stmt *
row_query(const struct record_load *l, const struct record_field *f)
{
	return query_made(l->store,
	    query_print("SELECT 1 FROM \"%w\" WHERE \"%w\" = ?", f->words, f->name));
}

static void *
insert_open(const struct record *r, const struct record_load *l)
{
	struct inserter *i = mem_new(1, sizeof *i);

	*i = (struct inserter){ .of = r, .load = l, .known = store_customer_query(l->store),
		.rows = record_insert_new(r, l->store, INSERT_ONCE),
		.customers = insert_new(l->store, "customer",
		    (const char *[]){ "customer_id", "batch" }, 2, 0) };
	i->forgotten = store_forgotten_query(l->store);
	i->aside = aside_new(l->store);
	i->stored = record_newest(r, l->store);
	i->stored_customers = map_new();
	i->belong = record_belong_open(r, l->store);
	i->match = record_match_open(r, l);
	for (size_t f = 0; f < r->n; f++)
		if (r->field[f].type == RECORD_ROW)
			i->row[f] = row_query(l, &r->field[f]);
	return i;
}

/* Remembers who is in the store, because a customer may have many rows of the load. */
static bool
is_customer(struct inserter *i, const char *id)
{
	const size_t n = strlen(id);
	size_t at;

	if (map_find(i->stored_customers, id, n, &at))
		return true;
	if (!query_finds(i->known, id))
		return false;
	map_at(i->stored_customers, id, n, NULL);
	return true;
}

/* Whether the customer or row that a field names is in the store, or is to be created. */
static bool
is_stored(struct inserter *i, size_t f, const char *s)
{
	const struct record_field *field = &i->of->field[f];

	/* what somebody said under the id of a forgotten customer would never be erased again */
	if (field->type == RECORD_CUSTOMER && *s && store_is_forgotten(i->forgotten, s)) {
		record_bad(i->load, field->name, "%s '%.60s' is of a customer who was forgotten",
		    field->name, s);
		return false;
	}
	if (*s == '\0' || (field->type != RECORD_CUSTOMER && field->type != RECORD_ROW) ||
	    (field->type == RECORD_ROW ? query_finds(i->row[f], s) : is_customer(i, s)))
		return true;
	if (field->type == RECORD_CUSTOMER && i->load->create) {
		i->newcomer = s;
		return true;
	}
	if (field->type == RECORD_CUSTOMER)
		record_bad(i->load, field->name, "%s '%.60s' is not in the store"
		    " (add it with cust-add or use --create)", field->name, s);
	else
		record_bad(i->load, field->name, "%s '%.60s' is not in the store (table %s)",
		    field->name, s, field->words);
	return false;
}

static bool
belongs(const struct inserter *i, const struct record_value *value)
{
	char why[RECORD_WHY];
	size_t f;

	if (record_belong(i->belong, value, &f, why))
		return true;
	record_bad(i->load, i->of->field[f].name, "%s '%.60s' %s", i->of->field[f].name,
	    value[f].s, why);
	return false;
}

static bool
insert_look(void *ctx, const struct record_value *value)
{
	struct inserter *i = ctx;

	i->newcomer = NULL;
	for (size_t f = 0; f < i->of->n; f++)
		if (!is_stored(i, f, value[f].s))
			return false;
	return belongs(i, value);
}

static void
make_customer(struct inserter *i)
{
	if (i->newcomer == NULL)
		return;
	insert_text(i->customers, i->newcomer);
	insert_int(i->customers, i->load->batch->batch);
	insert_end(i->customers);
	i->made++;
	record_created(i->load, 1, i->newcomer);
}

static void
show_added(const struct inserter *i, int64_t key, const struct record_value *value)
{
	char text[NUM_SIZE];

	if (i->load->changes == NULL)
		return;
	num_int(key, text);
	changes_added(i->load->changes, text, i->of->field, i->of->n, value);
}

/* As soon as the load has added more rows than there were before. */
static void
put_aside_indexes(struct inserter *i)
{
	if (i->is_aside || !aside_pays(i->load->batch->added, i->stored))
		return;
	i->is_aside = true;
	aside_table(i->aside, i->of->table);
}

static void
insert_put(void *ctx, const struct record_value *value, char *const *cell)
{
	struct inserter *i = ctx;
	const struct record *r = i->of;

	(void)cell;
	make_customer(i);
	if (i->match && record_match_put(i->match, value))
		return;
	const int64_t key = record_insert_row(i->rows, r, value, i->load);

	if (key == 0) {
		record_bad(i->load, NULL, "the row is already in the store");
		return;
	}
	i->last = key;
	i->first = i->first ? i->first : i->last;
	i->load->batch->added++;
	put_aside_indexes(i);
	show_added(i, key, value);
	if (r->added)
		r->added(i->load->store, i->last, value);
}

static void
insert_note(const void *ctx)
{
	const struct inserter *i = ctx;

	if (i->made > 0)
		opt_note("created %jd customer%s", (intmax_t)i->made, TEXT_PLURAL(i->made));
	if (i->first == 0 || i->load->in == NULL)
		return;
	if (i->first == i->last)
		opt_note("%s %jd", i->of->key, (intmax_t)i->first);
	else
		opt_note("%s %jd to %jd", i->of->key, (intmax_t)i->first, (intmax_t)i->last);
}

static void
insert_print(const void *ctx, struct put *out)
{
	const struct inserter *i = ctx;

	put_column(out, i->of->key, PUT_INT);
	opt_committed("%s %jd is committed", i->of->key, (intmax_t)i->last);
	put_int(out, i->last);
	put_end(out);
}

static void
insert_finish(void *ctx)
{
	struct inserter *i = ctx;

	insert_free(i->rows);
	insert_free(i->customers);
	query_free(i->known);
	query_free(i->forgotten);
	record_belong_close(i->belong);
	record_match_close(i->match);
	for (size_t f = 0; f < i->of->n; f++)
		query_free(i->row[f]);
	map_free(i->stored_customers);
	aside_free(i->aside);
}

const struct record_sink record_insert_sink = {
	.open = insert_open, .look = insert_look, .put = insert_put, .finish = insert_finish,
	.note = insert_note, .print = insert_print, .close = free, .adds = true,
};
