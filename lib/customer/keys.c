#include "lib/customer/keys.h"

#include <string.h>

#include "lib/customer/phone_read.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

static const char country_sql[] =
	"SELECT value FROM meta WHERE key = 'country' UNION ALL"
	" SELECT 'CN'"
	" WHERE 'CNY' = coalesce((SELECT value FROM meta WHERE key = 'currency'), 'CNY')";
static const char set_sql[] =
	"INSERT INTO meta VALUES ('country', ?1) ON CONFLICT (key) DO UPDATE SET value = ?1";
static const char missing_sql[] = "SELECT count(*) FROM meta WHERE key = 'keys'";

/*
 * In the order of the table, so that it grows at its end; and without the index, which is built
 * from the sorted keys in a third of the time. What has no key is NULL, and ignored.
 */
static const char fill_sql[] =	/* %s: for which customers */
	"DELETE FROM customer_key %s;"
	"INSERT OR IGNORE INTO customer_key (customer_id, kind, key)"
	" SELECT customer_id, kind, CASE kind WHEN 'phone' THEN phone_key(phone, country)"
	" ELSE email_key(email) END"
	" FROM customer CROSS JOIN (SELECT 'email' AS kind UNION ALL SELECT 'phone') %s;"
	"INSERT OR IGNORE INTO customer_key (customer_id, kind, key)"
	" SELECT customer_id, kind, CASE kind WHEN 'phone' THEN phone_key(phone, country)"
	" ELSE email_key(email) END"
	" FROM alias CROSS JOIN (SELECT 'email' AS kind UNION ALL SELECT 'phone') %s";

struct keys_country
keys_country(struct store *store)
{
	struct keys_country to = { "" };
	sqlite3_stmt *q = query_new(store, country_sql);

	if (query_step(q) && strlen(query_cell(q, 0)) < sizeof to.code)
		strcpy(to.code, query_cell(q, 0));
	query_free(q);
	return to;
}

void
keys_country_set(struct store *store, const char *code)
{
	sqlite3_stmt *q = query_new(store, set_sql);

	query_text(q, 1, code);
	query_run(q);
	query_free(q);
}

enum phone_verdict
keys_phone(const struct keys_country *standard, const char *cell, const char *country,
    struct phone *to)
{
	const char *code = *standard->code ? standard->code : NULL;
	char own[PHONE_COUNTRY];

	return phone_read(cell, phone_country(country, code, own), to);
}

bool
keys_are_missing(struct store *store)
{
	return query_number(store, missing_sql) > 0;
}

void
keys_drop_index(struct store *store)
{
	query_exec(store, "DROP INDEX customer_key_key");
}

void
keys_build_index(struct store *store)
{
	query_exec(store, "CREATE INDEX customer_key_key ON customer_key (key)");
}

static const char *
text(sqlite3_value *v)
{
	const char *s = (const char *)sqlite3_value_text(v);

	return s ? s : "";
}

static void
phone_key_sql(sqlite3_context *ctx, int n, sqlite3_value **value)
{
	char key[PHONE_KEY_SIZE];
	struct phone p;

	(void)n;
	if (keys_phone(sqlite3_user_data(ctx), text(value[0]), text(value[1]), &p) == PHONE_VALID)
		sqlite3_result_text(ctx, phone_key(&p, key), -1, SQLITE_TRANSIENT);
}

static void
email_key_sql(sqlite3_context *ctx, int n, sqlite3_value **value)
{
	char key[EMAIL_SIZE];

	(void)n;
	if (email_read(text(value[0]), key) == EMAIL_VALID)
		sqlite3_result_text(ctx, key, -1, SQLITE_TRANSIENT);
}

static void
fill(struct store *store, const char *where)
{
	const int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;
	struct keys_country country = keys_country(store);
	sqlite3 *db = store->db;
	char *sql = query_print(fill_sql, where, where, where);

	sqlite3_create_function(db, "phone_key", 2, flags, &country, phone_key_sql, NULL, NULL);
	sqlite3_create_function(db, "email_key", 1, flags, NULL, email_key_sql, NULL, NULL);
	query_exec(store, sql);
	sqlite3_free(sql);
	sqlite3_create_function(db, "phone_key", 2, flags, NULL, NULL, NULL, NULL);
	sqlite3_create_function(db, "email_key", 1, flags, NULL, NULL, NULL, NULL);
}

void
keys_fill(struct store *store)
{
	store_cache(store);
	keys_drop_index(store);
	fill(store, "");
	keys_build_index(store);
	query_exec(store, "DELETE FROM meta WHERE key = 'keys'");
}

void
keys_fill_some(struct store *store, const char *customers)
{
	char *where = query_print("WHERE customer_id IN (%s)", customers);

	if (!keys_are_missing(store))
		fill(store, where);
	sqlite3_free(where);
}
