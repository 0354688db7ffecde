#include <stdio.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/store/batch.h"
#include "lib/store/query.h"
#include "lib/store/record_own.h"

/* The default sink: inserts rows into the record's table. */
struct insert {
	const struct record *of;
	const struct record_load *load;
	sqlite3_stmt *insert, *known, *make, *row[RECORD_FIELDS];
	struct record_belong *belong;
	int64_t first, last;		/* keys of the rows inserted; 0: none */
	const char *newcomer;		/* the customer of the current row, if --create adds it */
	int64_t made;			/* the number of customers added */
};

char *
record_insert_sql(const struct record *r)
{
	char *names = query_print("batch"), *marks = query_print("?1");

	for (size_t f = 0; f < r->n; f++) {
		names = query_print("%z, \"%w\"", names, r->field[f].name);
		marks = query_print("%z, ?%d", marks, (int)f + 2);
	}
	return query_print("INSERT INTO %s (%z) VALUES (%z)", r->table, names, marks);
}

void
record_bind(sqlite3_stmt *q, int at, const struct record_field *f, const struct record_value *v)
{
	if (*v->s == '\0')
		query_null(q, at);
	else if (f->type == RECORD_AMOUNT || f->type == RECORD_SIGNED ||
	    (f->type == RECORD_WHOLE && f->high > 0))
		query_int(q, at, v->i);
	else if (f->type == RECORD_NUMBER)
		query_real(q, at, v->x);
	else
		query_text(q, at, v->s);
}

static sqlite3_stmt *
row_query(const struct record_load *l, const struct record_field *f)
{
	char *sql = query_print("SELECT 1 FROM \"%w\" WHERE \"%w\" = ?", f->words, f->name);
	sqlite3_stmt *q = query_new(l->store, sql);

	sqlite3_free(sql);
	return q;
}

static void *
insert_open(const struct record *r, const struct record_load *l)
{
	struct insert *i = mem_new(1, sizeof *i);
	char *plain = record_insert_sql(r);
	char *sql = query_print("%z ON CONFLICT DO NOTHING", plain);

	*i = (struct insert){ .of = r, .load = l, .insert = query_new(l->store, sql),
		.known = store_customer_query(l->store),
		.make = query_new(l->store, "INSERT INTO customer (customer_id) VALUES (?)") };
	sqlite3_free(sql);
	i->belong = record_belong_open(r, l->store);
	for (size_t f = 0; f < r->n; f++)
		if (r->field[f].type == RECORD_ROW)
			i->row[f] = row_query(l, &r->field[f]);
	return i;
}

/* Whether the customer or row that a field names is in the store, or is to be created. */
static bool
is_stored(struct insert *i, size_t f, const char *s)
{
	const struct record_field *field = &i->of->field[f];

	if (*s == '\0' || (field->type != RECORD_CUSTOMER && field->type != RECORD_ROW) ||
	    query_finds(field->type == RECORD_ROW ? i->row[f] : i->known, s))
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
belongs(const struct insert *i, const struct record_value *value)
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
	struct insert *i = ctx;

	i->newcomer = NULL;
	for (size_t f = 0; f < i->of->n; f++)
		if (!is_stored(i, f, value[f].s))
			return false;
	return belongs(i, value);
}

static void
make_customer(struct insert *i)
{
	if (i->newcomer == NULL)
		return;
	query_text(i->make, 1, i->newcomer);
	query_run(i->make);
	i->made++;
	++*i->load->created;
}

static void
insert_put(void *ctx, const struct record_value *value, char *const *cell)
{
	struct insert *i = ctx;
	const struct record *r = i->of;

	(void)cell;
	make_customer(i);
	query_int(i->insert, 1, i->load->batch->batch);
	for (size_t f = 0; f < r->n; f++)
		record_bind(i->insert, (int)f + 2, &r->field[f], &value[f]);
	query_run(i->insert);
	if (sqlite3_changes(i->load->store->db) == 0) {
		record_bad(i->load, NULL, "the row is already in the store");
		return;
	}
	i->last = sqlite3_last_insert_rowid(i->load->store->db);
	i->first = i->first ? i->first : i->last;
	i->load->batch->added++;
	if (r->added)
		r->added(i->load->store, i->last, value);
}

static void
insert_note(const void *ctx)
{
	const struct insert *i = ctx;

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
	const struct insert *i = ctx;

	put_column(out, i->of->key, PUT_INT);
	if (i->load->changes)
		return;
	opt_committed("%s %jd is committed", i->of->key, (intmax_t)i->last);
	put_int(out, i->last);
	put_end(out);
}

static void
insert_finish(void *ctx)
{
	struct insert *i = ctx;

	query_free(i->insert);
	query_free(i->known);
	query_free(i->make);
	record_belong_close(i->belong);
	for (size_t f = 0; f < i->of->n; f++)
		query_free(i->row[f]);
}

const struct record_sink record_insert_sink = {
	.open = insert_open, .look = insert_look, .put = insert_put, .finish = insert_finish,
	.note = insert_note, .print = insert_print, .close = free,
};
