#include "lib/customer/customers_list.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/customer/customers.h"
#include "lib/io/typed.h"
#include "lib/store/guard.h"
#include "lib/store/query.h"

static bool
is_field(const char *name)
{
	return customers_is_field(name) || strcmp(name, "customer_id") == 0 ||
	    strcmp(name, "attrs") == 0;
}

static bool
is_attr(struct store *store, const char *name)
{
	sqlite3_stmt *q = query_new(store,
	    "SELECT 1 FROM customer, json_each(attrs) AS j WHERE j.key = ? LIMIT 1");

	query_text(q, 1, name);
	const bool found = query_step(q);

	query_free(q);
	return found;
}

static const char *
named(const char *typed)
{
	static const char *const others[] = { "customer_id", "attrs" };

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (typed_is(others[i], typed, strlen(typed)))
			return others[i];
	return customers_named(typed);
}

/*
 * NAME, a column or a key of attrs, or else the column of which it is the name in the language of
 * the user.
 */
static const char *
column(struct store *store, const char *name)
{
	if (is_field(name) || is_attr(store, name))
		return name;
	const char *ours = named(name);

	if (ours == NULL)
		fail("no column '%s' in customer or in attrs; customer has %s", name,
		    customers_listed());
	return ours;
}

/* The list for SELECT: columns, or keys of attrs. A name that is not a column is a key. */
static char *
select_list(struct store *store, const char *columns)
{
	if (columns == NULL)
		return customers_listed();
	char *list = mem_text(columns), *sql = query_print("%s", ""), *rest = list;

	for (const char *name; (name = strsep(&rest, ",")) != NULL;) {
		name = column(store, name);
		char *more = is_field(name) ? query_print("%s%s%s", sql, *sql ? ", " : "", name)
		    : query_print("%s%s(SELECT value FROM json_each(attrs)"
		    " WHERE key = %Q) AS \"%w\"", sql, *sql ? ", " : "", name, name);

		sqlite3_free(sql);
		sql = more;
	}
	free(list);
	return sql;
}

sqlite3_stmt *
customers_list_query(struct store *store, const char *columns, const char *where, int32_t since)
{
	char *list = select_list(store, columns), day[DATE_SIZE];

	guard_only_reads(store);
	if (where)
		guard_where(store, "--where", "customer", where);
	char *sql = query_print("SELECT %s FROM customer WHERE (\n%s\n)"
	    " AND (?1 IS NULL OR acquired >= ?1)"
	    " ORDER BY customer_id", list, where ? where : "1");
	sqlite3_stmt *q = query_new(store, sql);

	if (since != DATE_NONE)
		sqlite3_bind_text(q, 1, date_text(since, day), -1, SQLITE_TRANSIENT);
	sqlite3_free(sql);
	sqlite3_free(list);
	return q;
}
