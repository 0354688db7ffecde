#include "lib/segment/rules_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/io/lexicon.h"
#include "lib/io/opt.h"
#include "lib/io/table.h"
#include "lib/store/connection.h"
#include "lib/store/guard.h"
#include "lib/store/query.h"
#include "lib/store/virtual.h"

static const char table_name_sql[] = "customers";

struct rule {
	size_t group;
	char *condition;
	uint64_t line;
	int64_t rows;		/* that matched it first */
};

struct self {
	char *path;
	struct map *groups;	/* the names of the segments, in the order of the file */
	struct rule *rule;
	size_t n, room;
	size_t *of;		/* per row: the index of the rule; LABELS_NONE */
};

static void
read_rules(struct self *x)
{
	char *files[] = { x->path, NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	const size_t segment = table_column(t, "segment"), condition = table_column(t, "condition");

	for (char **cell; (cell = table_next(t)) != NULL;) {
		const char *name = cell[segment];

		if (text_is_blank(name))
			table_bad(t, "segment", "segment is empty");
		if (text_is_blank(cell[condition]))
			table_bad(t, "condition", "condition is empty");
		x->rule = mem_grow(x->rule, x->n + 1, &x->room, sizeof *x->rule);
		x->rule[x->n++] = (struct rule){ map_at(x->groups, name, strlen(name), NULL),
			mem_text(cell[condition]), table_line(t), 0 };
	}
	table_close(t);
	if (x->n == 0)
		fail("%s: no rules", x->path);
}

/* The table of SQL. */

static const char *
column(const void *ctx, size_t at)
{
	return labels_column(ctx, at);
}

static bool
is_text(const void *ctx, size_t at)
{
	return lexicon_is_text(lexicon_find(labels_column(ctx, at)));
}

static void
put_text_cell(const char *s, bool text, sqlite3_context *to)
{
	double x;

	if (s == NULL || *s == '\0')
		sqlite3_result_null(to);
	else if (!text && num_parse(s, &x))
		sqlite3_result_double(to, x);
	else
		sqlite3_result_text(to, s, -1, SQLITE_TRANSIENT);
}

static void
put_number(double x, sqlite3_context *to)
{
	if (isnan(x))
		sqlite3_result_null(to);
	else
		sqlite3_result_double(to, x);
}

static void
put_day(int32_t day, sqlite3_context *to)
{
	char text[DATE_SIZE];

	if (day == DATE_NONE)
		sqlite3_result_null(to);
	else
		sqlite3_result_text(to, date_text(day, text), -1, SQLITE_TRANSIENT);
}

static void
cell(const void *ctx, size_t row, size_t at, sqlite3_context *to)
{
	struct value v;
	const enum put_kind kind = labels_cell(ctx, row, at, &v);

	if (v.none)
		sqlite3_result_null(to);
	else if (kind == PUT_INT)
		sqlite3_result_int64(to, v.i);
	else if (kind == PUT_AMOUNT)
		sqlite3_result_double(to, (double)v.i / MONEY_ONE);
	else if (kind == PUT_REAL || kind == PUT_SHARE || kind == PUT_MEAN)
		put_number(v.x, to);
	else if (kind == PUT_DATE)
		put_day((int32_t)v.i, to);
	else
		put_text_cell(v.s, kind == PUT_TEXT || is_text(ctx, at), to);
}

/* "SELECT CASE WHEN (...) THEN 0 ... END FROM customers" */
static char *
checked_sql(const struct self *x, struct store *store)
{
	char *sql = query_print("SELECT CASE");

	for (size_t i = 0; i < x->n; i++) {
		char *what = mem_print("%s:%ju", x->path, (uintmax_t)x->rule[i].line);

		guard_where(store, what, table_name_sql, x->rule[i].condition);
		sql = query_print("%z WHEN (\n%s\n) THEN %lld", sql, x->rule[i].condition,
		    (long long)i);
		free(what);
	}
	return query_print("%z END FROM %s", sql, table_name_sql);
}

static void
match(struct self *x, struct store *store, const struct labels *labels)
{
	sqlite3_stmt *q = query_made(store, checked_sql(x, store));
	size_t row = 0;
	int result;

	for (; (result = sqlite3_step(q)) == SQLITE_ROW; row++) {
		const bool none = sqlite3_column_type(q, 0) == SQLITE_NULL;

		x->of[row] = none ? LABELS_NONE : (size_t)sqlite3_column_int64(q, 0);
		if (!none)
			x->rule[x->of[row]].rows++;
	}
	if (result == SQLITE_INTERRUPT)
		fail("%s: takes longer than 20 seconds", x->path);
	if (result != SQLITE_DONE)
		fail("%s: customer '%s': %s", x->path, labels_id(labels, row),
		    sqlite3_errmsg(store->db));
	query_free(q);
}

static void
note(const struct self *x, size_t rows)
{
	int64_t matched = 0;

	for (size_t i = 0; i < x->n; i++) {
		matched += x->rule[i].rows;
		if (x->rule[i].rows == 0)
			opt_note("%s:%ju: the rule for '%s' matched no row", x->path,
			    (uintmax_t)x->rule[i].line, map_key(x->groups, x->rule[i].group));
	}
	if ((size_t)matched < rows)
		opt_note("%s: %zu of %zu rows matched no rule", x->path, rows - (size_t)matched,
		    rows);
}

static size_t
group(const void *self, size_t row)
{
	const struct self *x = self;

	return x->of[row] == LABELS_NONE ? LABELS_NONE : x->rule[x->of[row]].group;
}

static const char *
name(const void *self, size_t group)
{
	return map_key(((const struct self *)self)->groups, group);
}

static int
explain(const void *self, size_t row, char *to, size_t n)
{
	const struct self *x = self;
	const struct rule *r = &x->rule[x->of[row]];

	return snprintf(to, n, "%s: %s:%ju: %s", map_key(x->groups, r->group), x->path,
	    (uintmax_t)r->line, r->condition);
}

static void
release(void *self)
{
	struct self *x = self;

	for (size_t i = 0; i < x->n; i++)
		free(x->rule[i].condition);
	free(x->rule);
	free(x->of);
	free(x->path);
	map_free(x->groups);
	free(x);
}

struct labelling
rules_rows(const char *path, const struct labels *labels)
{
	struct self *x = mem_new(1, sizeof *x);
	const struct virtual rows = { table_name_sql, labels_width(labels), labels_rows(labels),
		labels, column, is_text, cell };
	struct store *store = connection_memory();

	*x = (struct self){ .path = mem_text(path), .groups = map_new(),
		.of = mem_new(rows.rows, sizeof *x->of) };
	read_rules(x);
	guard_limits(store);
	virtual_add(store, &rows);
	guard_only_reads(store);
	match(x, store, labels);
	connection_close(store);
	note(x, rows.rows);
	return (struct labelling){ .column = { { "rule_segment", PUT_TEXT } }, .n = 1, .self = x,
		.groups = map_count(x->groups), .name = name, .group = group, .explain = explain,
		.free = release };
}
