#include "lib/store/details.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/json.h"
#include "lib/io/lexicon.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

static struct put *
open_one(void)
{
	static const struct put_opts form = { .aligned = true, .wide = true, .no_header = true };
	struct put *out = put_open(&form);

	put_column(out, "field", PUT_TEXT);
	put_column(out, "value", PUT_TEXT);
	return out;
}

static void
put_field(struct put *out, const char *name)
{
	put_text(out, say_word(SAY_CELL, "column", name));
}

static void
print_title(const char *title)
{
	if (title)
		printf("\n%s\n", say_cell(title));
}

/* Prints a line per field, without the empty fields. */
static void
print_one(sqlite3_stmt *q, const char *title)
{
	struct put *out = open_one();

	print_title(title);
	for (bool row = query_step(q); row; row = query_step(q))
		for (int i = 0; i < sqlite3_column_count(q); i++) {
			if (sqlite3_column_type(q, i) == SQLITE_NULL)
				continue;
			put_field(out, sqlite3_column_name(q, i));
			if (query_is_amount(sqlite3_column_name(q, i)))
				put_amount(out, sqlite3_column_int64(q, i));
			else if (sqlite3_column_type(q, i) == SQLITE_FLOAT)
				put_real(out, sqlite3_column_double(q, i));
			else
				put_text(out, say_word(SAY_CELL, sqlite3_column_name(q, i),
				    query_cell(q, i)));
			put_end(out);
		}
	put_close(out);
}

static void
print_many(sqlite3_stmt *q, const char *title)
{
	struct put *out = put_open(&(struct put_opts){ .aligned = true, .wide = true });

	print_title(title);
	query_put(q, out);
	put_close(out);
}

/* A computed section, with the fields printed so far. */
struct details_fields {
	const char *title;	/* of the section; not for JSON */
	bool json;
	size_t n;
	struct put *out;	/* not for JSON; NULL: no field was printed yet */
};

static bool
is_none(enum put_kind kind, const struct value *v)
{
	return v->none || (kind == PUT_REAL && isnan(v->x));
}

static bool
is_money(const char *name)
{
	const struct lexicon *k = lexicon_find(name);

	return k && k->kind == LEXICON_AMOUNT;
}

static void
print_computed(struct details_fields *f, const char *name, enum put_kind kind,
    const struct value *v)
{
	if (f->out == NULL) {
		f->out = open_one();
		print_title(f->title);
	}
	put_field(f->out, name);
	if (kind == PUT_AMOUNT)
		put_amount(f->out, v->i);
	else if (kind == PUT_REAL && is_money(name))
		put_amount(f->out, llround(v->x * MONEY_ONE));
	else if (kind == PUT_REAL)
		put_real(f->out, v->x);
	else if (kind == PUT_DATE)
		put_date(f->out, (int32_t)v->i);
	else
		put_int(f->out, v->i);
	put_end(f->out);
}

/* SQLite formats the amounts, so that they look like those of the sections with rows. */
static void
json_field(const struct details_fields *f, const char *name, enum put_kind kind,
    const struct value *v)
{
	char s[NUM_SIZE] = "null", *amount = query_print("%!.15g", (double)v->i / MONEY_ONE);

	if (kind == PUT_REAL && isfinite(v->x))
		num_text(v->x, s);
	else if (kind == PUT_DATE)
		date_text((int32_t)v->i, s);
	else if (kind == PUT_INT)
		num_int(v->i, s);
	printf(kind == PUT_DATE ? "%c\"%s\":\"%s\"" : "%c\"%s\":%s", f->n ? ',' : '{', name,
	    kind == PUT_AMOUNT ? amount : s);
	sqlite3_free(amount);
}

void
details_field(struct details_fields *f, const char *name, enum put_kind kind, const struct value *v)
{
	if (f->json)
		json_field(f, name, kind, v);
	else if (!is_none(kind, v))
		print_computed(f, name, kind, v);
	f->n++;
}

static void
print_fields(const struct details *p, const struct details_section *s)
{
	struct details_fields f = { .title = s->title };

	s->fields(p->ctx, &f);
	if (f.out)
		put_close(f.out);
}

static void
json_fields(const struct details *p, const struct details_section *s)
{
	struct details_fields f = { .json = true };

	printf("\"%s\":", s->key);
	s->fields(p->ctx, &f);
	fputs(f.n ? "}" : "null", stdout);
}

static sqlite3_stmt *
query_of(struct store *store, const struct details *p, const char *sql)
{
	sqlite3_stmt *q = query_new(store, sql);

	for (int i = 0; i < p->values && i < sqlite3_bind_parameter_count(q); i++)
		query_text(q, i + 1, p->value[i]);
	return q;
}

static void
print_rows(struct store *store, const struct details *p, const struct details_section *s)
{
	sqlite3_stmt *q = query_of(store, p, s->sql);
	const bool any = query_step(q);

	sqlite3_reset(q);
	if (any)
		(s->many ? print_many : print_one)(q, s->title);
	query_free(q);
}

void
details_print(struct store *store, const struct details *p)
{
	for (const struct details_section *s = p->section; s < p->section + p->n; s++)
		if (s->sql)
			print_rows(store, p, s);
		else
			print_fields(p, s);
}

/* SQLite writes infinity as Inf, which is not JSON. */
#define FINITE "CASE WHEN \"%w\" NOT IN (9e999, -9e999) THEN \"%w\" END"

/* SQLite leaves DEL, C1 and what is not UTF-8 as it is. */
static void
print_json(const char *json)
{
	struct text t = { 0 };

	json_raw(&t, json);
	fwrite(t.s, 1, t.n, stdout);
	text_free(&t);
}

/* SQLite creates the JSON of a section with rows: json_object('date', date, ...). */
static void
json_section(struct store *store, const struct details *p, const struct details_section *s)
{
	char *list = query_print("%s", ""), *sql;
	sqlite3_stmt *q = query_new(store, s->sql);

	for (int i = 0; i < sqlite3_column_count(q); i++) {
		const char *name = sqlite3_column_name(q, i);
		const char *form = strcmp(name, "attrs") == 0 ? "%z%s%Q, json(\"%w\")"
		    : query_is_amount(name) ? "%z%s%Q, \"%w\" / 1e4" : "%z%s%Q, " FINITE;

		list = query_print(form, list, i ? ", " : "", name, name, name);
	}
	query_free(q);
	sql = query_print(s->many
	    ? "WITH section AS (%s) SELECT json_group_array(json_object(%z)) FROM section"
	    : "WITH section AS (%s) SELECT json_object(%z) FROM section", s->sql, list);
	q = query_of(store, p, sql);
	printf("\"%s\":", s->key);
	print_json(query_step(q) ? query_cell(q, 0) : "null");
	query_free(q);
	sqlite3_free(sql);
}

void
details_json(struct store *store, const struct details *p)
{
	for (size_t i = 0; i < p->n; i++) {
		fputs(i == 0 ? "{" : ",", stdout);
		if (p->section[i].sql)
			json_section(store, p, &p->section[i]);
		else
			json_fields(p, &p->section[i]);
	}
	puts("}");
}
