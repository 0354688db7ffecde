/* cust-list - customers as CSV, with their histories if wanted */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/customer/customers.h"
#include "lib/history/history.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/guard.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"cust-list", "",
	"Print the customers in the store as CSV, by customer_id.  With --history, print those\n"
	"who have bought, as a history table that every analysis can read.",
	"--where takes an SQL expression over the columns of table customer; it can only read.\n"
	"Examples:\n"
	"  cust-list --where \"country = 'CN' AND attrs ->> 'vip' = 'yes'\" --columns=customer_id,name\n"
	"  cust-list --history --as-of=1997-09-30 | clv-calc\n"
	"Exit status: 0 if OK; 2 if trouble.\n",
};

static bool
is_field(const char *name)
{
	return customers_is_field(name) || strcmp(name, "customer_id") == 0 || strcmp(name, "attrs") == 0;
}

static void
check_attr(struct store *store, const char *name)
{
	sqlite3_stmt *q = query_new(store, "SELECT 1 FROM customer, json_each(attrs) AS j WHERE j.key = ? LIMIT 1");

	query_text(q, 1, name);
	if (!query_step(q))
		errx(EXIT_TROUBLE, "--columns: no column '%s' in customer or in attrs", name);
	query_free(q);
}

static void
check_columns(const char *columns, bool history)
{
	char *list = mem_text(columns), *rest = list;

	for (char *name; (name = strsep(&rest, ",")) != NULL;) {
		for (const char *p = list; p < name; p += strlen(p) + 1)
			if (strcmp(p, name) == 0)
				opt_misuse("--columns: duplicate column '%s'", name);
		for (size_t i = 0; history && i < HISTORY_COLUMNS; i++)
			if (strcmp(history_columns[i].name, name) == 0)
				opt_misuse("--columns: '%s' is already a column of --history", name);
	}
	free(list);
}

/* The SELECT list: columns, or keys of attrs; those two kinds are told apart by name. */
static char *
select_list(struct store *store, const char *columns)
{
	char *list = mem_text(columns), *sql = sqlite3_mprintf("%s", ""), *rest = list;

	for (char *name; (name = strsep(&rest, ",")) != NULL;) {
		if (!is_field(name))
			check_attr(store, name);
		char *more = is_field(name) ? sqlite3_mprintf("%s%s%s", sql, *sql ? ", " : "", name)
		    : sqlite3_mprintf("%s%s(SELECT value FROM json_each(attrs) WHERE key = %Q) AS \"%w\"", sql, *sql ? ", " : "", name, name);

		sqlite3_free(sql);
		sql = more;
	}
	free(list);
	return sql;
}

static sqlite3_stmt *
query(struct store *store, const char *columns, const char *where, const char *since)
{
	char *list = select_list(store, columns);

	guard_only_reads(store);
	if (where)
		guard_where(store, "customer", where);
	char *sql = sqlite3_mprintf("SELECT %s FROM customer WHERE (\n%s\n) AND (?1 IS NULL OR acquired >= ?1)"
	    " ORDER BY customer_id", list, where ? where : "1");
	sqlite3_stmt *q = query_new(store, sql);

	query_text(q, 1, since);
	sqlite3_free(sql);
	sqlite3_free(list);
	return q;
}

/* Histories beside the customers' own columns. */
struct beside {
	const struct histories *hs;
	size_t columns;
	struct text cells;	/* of each picked customer, each NUL-terminated */
	size_t *at;		/* in the cells, by history */
};

static void
fill(const void *ctx, const struct history *h, struct value *cell)
{
	const struct beside *b = ctx;
	const char *s = b->cells.s + b->at[history_index(b->hs, h)];

	for (size_t i = 0; i < b->columns; i++, s += strlen(s) + 1)
		cell[i].s = s;
}

/* Both sides come in the order of the ids: the histories of the customers that the query gives. */
static size_t
join(struct beside *b, sqlite3_stmt *q, int32_t since, size_t *pick)
{
	size_t n = 0, i = 0;

	while (query_step(q)) {
		const char *id = query_cell(q, 0);

		while (i < history_rows(b->hs) && strcmp(history_at(b->hs, i)->id, id) < 0)
			i++;
		if (i == history_rows(b->hs) || strcmp(history_at(b->hs, i)->id, id) != 0 ||
		    (since != DATE_NONE && history_at(b->hs, i)->last < since))
			continue;
		pick[n++] = i;
		b->at[i] = b->cells.n;
		for (size_t c = 0; c < b->columns; c++)
			text_add(&b->cells, query_cell(q, (int)c + 1), strlen(query_cell(q, (int)c + 1)) + 1);
	}
	return n;
}

static void
print_histories(const struct history_opts *in, const char *columns, const char *where, int32_t since, struct put *out)
{
	static char *nothing[] = { NULL };
	struct store *store = store_open(&in->store, STORE_READ, NULL);
	char *list = sqlite3_mprintf("customer_id%s%s", columns ? "," : "", columns ? columns : "");
	sqlite3_stmt *q = query(store, list, where, NULL);
	struct histories *hs = history_open(in, nothing);
	struct beside b = { .hs = hs, .columns = (size_t)sqlite3_column_count(q) - 1 };
	struct history_column *names = mem_new(b.columns, sizeof *names);
	size_t *pick = mem_new(history_rows(hs), sizeof *pick), n;

	b.at = mem_new(history_rows(hs), sizeof *b.at);
	for (size_t c = 0; c < b.columns; c++)
		names[c] = (struct history_column){ sqlite3_column_name(q, (int)c + 1), PUT_TEXT };
	n = join(&b, q, since, pick);
	history_print(hs, out, names, b.columns, fill, &b, pick, n);
	text_free(&b.cells);
	free(b.at);
	free(names);
	free(pick);
	sqlite3_free(list);
	query_free(q);
	store_close(store);
	history_close(hs);
}

static void
print_customers(const struct store_opts *file, const char *columns, const char *where, int32_t since, struct put *out)
{
	static const char all[] = "customer_id,name,email,phone,birthday,gender,country,region,city,channel,plan,acquired,attrs";
	struct store *store = store_open(file, STORE_READ, NULL);
	char day[DATE_SIZE];
	sqlite3_stmt *q = query(store, columns ? columns : all, where, since == DATE_NONE ? NULL : date_text(since, day));

	query_put(q, out);
	query_free(q);
	store_close(store);
}

int
main(int argc, char *argv[])
{
	struct history_opts in = HISTORY_DEFAULTS;
	struct put_opts form = { 0 };
	const char *where = NULL, *columns = NULL;
	int32_t since = DATE_NONE;
	bool history = false;
	const struct opt opts[] = {
		{ OPT_TEXT, 0, "where", "SQL", "only customers for whom this expression is true", &where },
		{ OPT_TEXT, 0, "columns", "NAME,...", "print these columns; a name can be a key in attrs", &columns },
		{ OPT_FLAG, 0, "history", NULL, "print purchase histories, followed by --columns", &history },
		{ OPT_DATE, 0, "since", "DATE", "only acquired on or after DATE; with --history: bought since then", &since },
		{ OPT_DATE, 0, "as-of", "DATE", "with --history: ignore everything after DATE (today)", &in.as_of },
		STORE_OPTS(&in.store), PUT_FORMAT_OPTS(&form), PUT_ROWS_OPTS(&form), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	if (in.as_of != DATE_NONE && !history)
		opt_misuse("--as-of requires --history");
	if (columns)
		check_columns(columns, history);
	in.store.standard = true;
	struct put *out = put_open(&form);

	if (history)
		print_histories(&in, columns, where, since, out);
	else
		print_customers(&in.store, columns, where, since, out);
	put_close(out);
	return opt_leave();
}
