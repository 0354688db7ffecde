#include "lib/store/page.h"

#include <stdio.h>
#include <string.h>

#include "lib/io/put.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

/* One row: a line a field, empty ones left out. */
static void
page_one(sqlite3_stmt *q)
{
	struct put *out = put_open(&(struct put_opts){ .aligned = true, .wide = true, .no_header = true });

	put_column(out, "field", PUT_TEXT);
	put_column(out, "value", PUT_TEXT);
	for (bool row = query_step(q); row; row = query_step(q))
		for (int i = 0; i < sqlite3_column_count(q); i++) {
			if (sqlite3_column_type(q, i) == SQLITE_NULL)
				continue;
			put_text(out, sqlite3_column_name(q, i));
			if (query_is_amount(sqlite3_column_name(q, i)))
				put_amount(out, sqlite3_column_int64(q, i));
			else if (sqlite3_column_type(q, i) == SQLITE_FLOAT)
				put_real(out, sqlite3_column_double(q, i));
			else
				put_text(out, query_cell(q, i));
			put_end(out);
		}
	put_close(out);
}

static void
page_many(sqlite3_stmt *q)
{
	struct put *out = put_open(&(struct put_opts){ .aligned = true, .wide = true });

	query_put(q, out);
	put_close(out);
}

void
page_print(struct store *store, const struct page *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct page_section *s = &p->section[i];
		sqlite3_stmt *q = query_new(store, s->sql);

		p->bind(p->ctx, q);
		const bool any = query_step(q);

		sqlite3_reset(q);
		if (any && s->title)
			printf("\n%s\n", s->title);
		if (any)
			(s->many ? page_many : page_one)(q);
		query_free(q);
	}
}

/* A section as JSON, made by SQLite: json_object('date', date, ...). */
static void
json_section(struct store *store, const struct page *p, const struct page_section *s)
{
	char *list = sqlite3_mprintf("%s", ""), *sql;
	sqlite3_stmt *q = query_new(store, s->sql);

	for (int i = 0; i < sqlite3_column_count(q); i++) {
		const char *name = sqlite3_column_name(q, i);
		const char *form = strcmp(name, "attrs") == 0 ? "%z%s%Q, json(\"%w\")"
		    : strcmp(name, "monetary") == 0 ? "%z%s%Q, json(:shortest)"	/* SQLite rounds to 15 digits */
		    : query_is_amount(name) ? "%z%s%Q, \"%w\" / 1e4" : "%z%s%Q, \"%w\"";

		list = sqlite3_mprintf(form, list, i ? ", " : "", name, name);
	}
	query_free(q);
	sql = sqlite3_mprintf(s->many ? "WITH section AS (%s) SELECT json_group_array(json_object(%z)) FROM section"
	    : "WITH section AS (%s) SELECT json_object(%z) FROM section", s->sql, list);
	q = query_new(store, sql);
	p->bind(p->ctx, q);
	printf("\"%s\":%s", s->key, query_step(q) ? query_cell(q, 0) : "null");
	query_free(q);
	sqlite3_free(sql);
}

void
page_json(struct store *store, const struct page *p)
{
	for (size_t i = 0; i < p->n; i++) {
		fputs(i == 0 ? "{" : ",", stdout);
		json_section(store, p, &p->section[i]);
	}
	puts("}");
}
