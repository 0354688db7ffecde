#include "lib/store/list.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/split.h"
#include "lib/base/text.h"
#include "lib/io/cite.h"
#include "lib/io/typed.h"
#include "lib/store/alias.h"
#include "lib/store/consent.h"
#include "lib/store/guard.h"
#include "lib/store/query.h"

enum { CONDITIONS_MAX = 16 };

struct list {
	const struct list_opts *opts;
	struct store *store;
	struct known known;
	char as_of[DATE_SIZE], since[DATE_SIZE], until[DATE_SIZE];
	const char *condition[CONDITIONS_MAX], *value[CONDITIONS_MAX];
	int n;
	const char *select;
	char *customer;		/* whom --customer means; NULL: not given */
	const struct consent_opts *may;		/* NULL: nobody is left out */
};

static const char *
day_or_null(int32_t day, char to[static DATE_SIZE])
{
	return day == DATE_NONE ? NULL : date_text(day, to);
}

void
list_check(const struct list_opts *o)
{
	if (o->customer && *o->customer == '\0')
		opt_misuse("--customer is empty");
	opt_since_until(o->since, o->until);
}

struct list *
list_open(const struct list_opts *o, struct store *store)
{
	struct list *l = mem_new(1, sizeof *l);

	l->opts = o;
	l->store = store;
	l->known = known_by(o->as_of);
	cite_as_of(l->known.day);
	date_text(l->known.day, l->as_of);
	if (o->customer)
		l->customer = alias_of(store, o->customer);
	list_if(l, "customer_id = ?", l->customer);
	list_if(l, "date >= ?", day_or_null(o->since, l->since));
	list_if(l, "day <= ?", day_or_null(o->until, l->until));
	return l;
}

struct known
list_known(const struct list *l)
{
	return l->known;
}

void
list_if(struct list *l, const char *condition, const char *value)
{
	if (value == NULL)
		return;
	if (*value == '\0')	/* from a shell variable that is not set; it would match no row */
		opt_misuse("--%.*s is empty", (int)strcspn(condition, " "), condition);
	if (l->n == CONDITIONS_MAX)
		fail("too many conditions");
	l->condition[l->n] = condition;
	l->value[l->n++] = value;
}

void
list_select(struct list *l, const char *select)
{
	l->select = select;
}

void
list_leave_out(struct list *l, const struct consent_opts *may)
{
	l->may = may;
}

/* The columns of the customer that --columns, --sort and --where can name beside those of BASE. */
static const char *const of_customer[] = { "name", "email", "phone", "birthday", "gender",
	"country", "region", "city", "plan", "acquired", "attrs" };

enum { OF_CUSTOMER = sizeof of_customer / sizeof *of_customer };

static bool
has_column(sqlite3_stmt *q, const char *name)
{
	for (int i = 0; i < sqlite3_column_count(q); i++)
		if (strcmp(sqlite3_column_name(q, i), name) == 0)
			return true;
	return false;
}

/* Is NAME, or its translation, one of NAMES, which are "NAME,-NAME,..." or NULL? */
static bool
names_it(const char *names, const char *name)
{
	size_t n;

	for (const char *s; (s = split_next(&names, ',', &n)) != NULL;) {
		const bool minus = *s == '-';

		if (text_is(name, s + minus, n - minus) || typed_is(name, s + minus, n - minus))
			return true;
	}
	return false;
}

/* The rows of BASE, with the columns of the customer that BASE lacks, if they can be asked for. */
static char *
rows_of(const struct list_opts *o, sqlite3_stmt *base, const char *sql)
{
	if (o->where == NULL && o->form.columns == NULL)
		return query_print("(%s) AS row", sql);
	char *rows = query_print("(SELECT b.*");

	for (int i = 0; i < OF_CUSTOMER; i++)
		if (!has_column(base, of_customer[i]))
			rows = query_print("%z, c.%s", rows, of_customer[i]);
	return query_print("%z FROM (%s) AS b LEFT JOIN customer AS c"
	    " ON c.customer_id = b.customer_id) AS row", rows, sql);
}

/*
 * Selects every column of BASE but day and those with a leading _, which are there for the
 * conditions, and the columns of the customer that --columns asks for. A key of --sort that is not
 * printed has to be there, too.
 */
static char *
select_printed(const struct list *l, sqlite3_stmt *base)
{
	const char *columns = l->opts->form.columns, *sort = columns ? l->opts->form.sort : NULL;
	char *sql = query_print("SELECT");
	const char *comma = "";

	for (int i = 0; i < sqlite3_column_count(base); i++) {
		const char *name = sqlite3_column_name(base, i);

		if (*name == '_' || strcmp(name, "day") == 0)
			continue;
		sql = query_print("%z%s \"%w\"", sql, comma, name);
		comma = ",";
	}
	for (int i = 0; i < OF_CUSTOMER; i++) {
		const char *name = of_customer[i];

		if (!has_column(base, name) && (names_it(columns, name) || names_it(sort, name)))
			sql = query_print("%z, %s", sql, name);
	}
	return query_print("%z FROM chosen", sql);
}

static char *
select_all(const struct list *l, const char *rows, sqlite3_stmt *base, const char *order)
{
	const char *where = l->opts->where;
	char *sql = query_print("WITH chosen AS (SELECT * FROM %s WHERE 1", rows);

	for (int i = 0; i < l->n; i++)
		sql = query_print("%z AND (%s)", sql, l->condition[i]);
	char *select = l->select ? query_print("%s", l->select) : select_printed(l, base);

	return query_print("%z AND (\n%s\n)) %z ORDER BY %s", sql, where ? where : "1", select,
	    order);
}

sqlite3_stmt *
list_query(struct list *l, const char *base, const char *order)
{
	sqlite3_stmt *columns = query_new(l->store, base);
	char *rows = rows_of(l->opts, columns, base), *sql = select_all(l, rows, columns, order);

	query_free(columns);
	guard_only_reads(l->store);
	if (l->opts->where)
		guard_where(l->store, "--where", rows, l->opts->where);
	sqlite3_stmt *q = query_new(l->store, sql);

	query_text(q, 1, l->as_of);
	for (int i = 0; i < l->n; i++)
		query_text(q, i + 2, l->value[i]);
	sqlite3_free(rows);
	sqlite3_free(sql);
	return q;
}

void
list_close(struct list *l)
{
	free(l->customer);
	free(l);
}

void
list_print(struct list *l, const char *base, const char *order)
{
	struct put *out = put_open(&l->opts->form);

	if (l->may)
		consent_list(l->may, l->store, l->known.day, out);
	sqlite3_stmt *q = list_query(l, base, order);

	query_put(q, out);
	put_close(out);
	query_free(q);
	list_close(l);
}
