#include "lib/store/query.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/io/put.h"
#include "lib/store/connection.h"
#include "lib/store/why.h"

sqlite3_stmt *
query_new(struct store *store, const char *sql)
{
	sqlite3_stmt *q;

	if (sqlite3_prepare_v2(store->db, sql, -1, &q, NULL) != SQLITE_OK)
		connection_fail(store->db);
	return q;
}

void
query_free(sqlite3_stmt *q)
{
	sqlite3_finalize(q);	/* query_step has reported any error */
}

static void
bound(sqlite3_stmt *q, int result)
{
	if (result != SQLITE_OK)
		connection_fail(sqlite3_db_handle(q));
}

void
query_text(sqlite3_stmt *q, int at, const char *s)
{
	const bool is = s && *s;

	bound(q, is ? sqlite3_bind_text(q, at, s, -1, SQLITE_STATIC) : sqlite3_bind_null(q, at));
}

void
query_int(sqlite3_stmt *q, int at, int64_t i)
{
	bound(q, sqlite3_bind_int64(q, at, i));
}

void
query_real(sqlite3_stmt *q, int at, double x)
{
	bound(q, sqlite3_bind_double(q, at, x));
}

void
query_null(sqlite3_stmt *q, int at)
{
	bound(q, sqlite3_bind_null(q, at));
}

bool
query_step(sqlite3_stmt *q)
{
	int r = sqlite3_step(q);

	if (r == SQLITE_ROW)
		return true;
	if (r != SQLITE_DONE)
		connection_fail(sqlite3_db_handle(q));
	sqlite3_reset(q);
	return false;
}

bool
query_finds(sqlite3_stmt *q, const char *key)
{
	query_text(q, 1, key);
	const bool found = query_step(q);

	sqlite3_reset(q);
	return found;
}

void
query_run(sqlite3_stmt *q)
{
	while (query_step(q))
		;
}

const char *
query_cell(sqlite3_stmt *q, int at)
{
	const unsigned char *s = sqlite3_column_text(q, at);

	if (s == NULL && sqlite3_errcode(sqlite3_db_handle(q)) == SQLITE_NOMEM)
		connection_fail(sqlite3_db_handle(q));	/* else it would read like NULL */
	return s ? (const char *)s : "";
}

char *
query_print(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	char *s = sqlite3_vmprintf(fmt, ap);

	va_end(ap);
	if (s == NULL)
		fail_errno(NULL);
	return s;
}

sqlite3_stmt *
query_made(struct store *store, char *sql)
{
	sqlite3_stmt *q = query_new(store, sql);

	sqlite3_free(sql);
	return q;
}

void
query_exec(struct store *store, const char *sql)
{
	if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		connection_fail(store->db);
}

int64_t
query_number(struct store *store, const char *sql)
{
	sqlite3_stmt *q = query_new(store, sql);
	int64_t n = query_step(q) ? sqlite3_column_int64(q, 0) : 0;

	query_free(q);
	return n;
}

int32_t
query_day(sqlite3_stmt *q, int at)
{
	const char *cell = query_cell(q, at);
	char text[DATE_SIZE] = "";

	if (*cell == '\0')
		return DATE_NONE;
	const int32_t day = date_parse(strncat(text, cell, DATE_SIZE - 1));

	if (day == DATE_NONE)
		fail("%s '%s' in the store is not a valid date; run cust-check",
		    sqlite3_column_name(q, at), cell);
	return day;
}

bool
query_is_amount(const char *name)
{
	static const char *const amounts[] = { "amount", "cost", "costed", "discount",
		"repeat_spend", "spend" };

	for (size_t k = 0; k < sizeof amounts / sizeof *amounts; k++)
		if (strcmp(name, amounts[k]) == 0)
			return true;
	return false;
}

static enum put_kind
kind_of(sqlite3_stmt *q, int i)
{
	const char *type = sqlite3_column_decltype(q, i);

	if (type == NULL)
		return PUT_CELL;	/* an expression: a discount from attrs is not an amount */
	if (query_is_amount(sqlite3_column_name(q, i)))
		return PUT_AMOUNT;
	if (strcmp(type, "INTEGER") == 0)
		return PUT_INT;
	return strcmp(type, "REAL") == 0 ? PUT_REAL : PUT_TEXT;
}

/* A text, in the language of the table if custkit made it. */
static void
put_cell(sqlite3_stmt *q, int i, struct put *p)
{
	if (!say_translates(SAY_CELL) || strcmp(sqlite3_column_name(q, i), "reasons") != 0) {
		put_text(p, query_cell(q, i));
		return;
	}
	char *told = why_retold(query_cell(q, i));

	put_text(p, told);
	free(told);
}

static void
put_stored(sqlite3_stmt *q, int i, enum put_kind kind, struct put *p)
{
	if (sqlite3_column_type(q, i) == SQLITE_NULL)
		put_none(p);
	else if (kind == PUT_AMOUNT)
		put_amount(p, sqlite3_column_int64(q, i));
	else if (kind == PUT_INT)
		put_int(p, sqlite3_column_int64(q, i));
	else if (kind == PUT_REAL || sqlite3_column_type(q, i) == SQLITE_FLOAT)
		put_real(p, sqlite3_column_double(q, i));
	else
		put_cell(q, i, p);
}

void
query_put(sqlite3_stmt *q, struct put *p)
{
	const int n = sqlite3_column_count(q);
	enum put_kind *kind = mem_new((size_t)n, sizeof *kind);

	for (int i = 0; i < n; i++)
		put_column(p, sqlite3_column_name(q, i), kind[i] = kind_of(q, i));
	put_hold(p);	/* a reader that stands still must not keep writers waiting */
	while (query_step(q)) {
		for (int i = 0; i < n; i++)
			put_stored(q, i, kind[i], p);
		put_end(p);
	}
	put_release(p);
	free(kind);
}
