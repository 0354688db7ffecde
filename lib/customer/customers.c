#include "lib/customer/customers.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/put.h"
#include "lib/store/query.h"

const char *const customers_fields[CUSTOMERS_FIELDS] = {
	"name", "email", "phone", "birthday", "gender", "country", "region", "city", "channel", "plan", "acquired",
};

bool
customers_is_field(const char *name)
{
	for (int f = 0; f < CUSTOMERS_FIELDS; f++)
		if (strcmp(customers_fields[f], name) == 0)
			return true;
	return false;
}

bool
customers_is_date(int field)
{
	return field == CUSTOMERS_BIRTHDAY || field == CUSTOMERS_ACQUIRED;
}

static const char get_sql[] =
	"SELECT name, email, phone, birthday, gender, country, region, city, channel, plan, acquired"
	" FROM customer WHERE customer_id = ?1";

static const char insert_sql[] =
	"INSERT INTO customer (customer_id, name, email, phone, birthday, gender, country, region, city, channel,"
	" plan, acquired) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";

static const char change_sql[] =
	"INSERT INTO change (batch, customer_id, field, old, new) VALUES (?1, ?2, ?3, ?4, ?5)";

static const char attr_sql[] =
	"SELECT j.value FROM customer, json_each(attrs) AS j WHERE customer_id = ?1 AND j.key = ?2";

static const char set_attr_sql[] =	/* a NULL takes the key away */
	"UPDATE customer SET attrs = nullif(json_patch(coalesce(attrs, '{}'), json_object(?2, ?3)), '{}')"
	" WHERE customer_id = ?1";

static const char merge_sql[] =		/* what attrs will be */
	"SELECT nullif(json_patch(coalesce(attrs, '{}'), ?2), '{}'), attrs FROM customer WHERE customer_id = ?1";

static const char set_attrs_sql[] = "UPDATE customer SET attrs = ?2 WHERE customer_id = ?1";

static const char last_id_sql[] =
	"SELECT max(CAST(substr(customer_id, 2) AS INTEGER)) FROM customer"
	" WHERE customer_id GLOB 'C[0-9][0-9][0-9][0-9][0-9][0-9]*' AND customer_id NOT GLOB 'C*[^0-9]*'"
	" AND length(customer_id) < 18";

struct customers {
	struct store *store;
	int64_t batch;
	const struct opt_list *clear;
	struct put *changes;
	sqlite3_stmt *get, *insert, *change, *attr, *set_attr, *merge, *set_attrs, *set[CUSTOMERS_FIELDS];
	int64_t last_id, made;	/* last_id -1: not looked up yet */
	char id[CUSTOMERS_ID_SIZE];
};

static sqlite3_stmt *
setter(struct store *store, const char *field)
{
	char sql[128];

	snprintf(sql, sizeof sql, "UPDATE customer SET %s = ?2 WHERE customer_id = ?1", field);
	return query_new(store, sql);
}

struct customers *
customers_open(struct store *store, int64_t batch, const struct opt_list *clear, struct put *changes)
{
	struct customers *c = mem_new(1, sizeof *c);

	*c = (struct customers){ .store = store, .batch = batch, .clear = clear, .changes = changes, .last_id = -1,
		.get = query_new(store, get_sql), .insert = query_new(store, insert_sql),
		.change = query_new(store, change_sql), .attr = query_new(store, attr_sql),
		.set_attr = query_new(store, set_attr_sql), .merge = query_new(store, merge_sql),
		.set_attrs = query_new(store, set_attrs_sql) };
	for (int f = 0; f < CUSTOMERS_FIELDS; f++)
		c->set[f] = setter(store, customers_fields[f]);
	if (changes == NULL)
		return c;
	put_column(changes, "customer_id", PUT_TEXT);
	put_column(changes, "field", PUT_TEXT);
	put_column(changes, "old", PUT_TEXT);
	put_column(changes, "new", PUT_TEXT);
	return c;
}

void
customers_close(struct customers *c)
{
	query_free(c->get);
	query_free(c->insert);
	query_free(c->change);
	query_free(c->attr);
	query_free(c->set_attr);
	query_free(c->merge);
	query_free(c->set_attrs);
	for (int f = 0; f < CUSTOMERS_FIELDS; f++)
		query_free(c->set[f]);
	free(c);
}

/* The next one that nobody has: earlier rows of the load may have brought such ids of their own. */
static void
make_id(struct customers *c)
{
	if (c->last_id == -1)
		c->last_id = query_number(c->store, last_id_sql);
	do {
		sqlite3_reset(c->get);
		snprintf(c->id, sizeof c->id, "C%06jd", (intmax_t)++c->last_id);
		query_text(c->get, 1, c->id);
	} while (query_step(c->get));
	c->made++;
}

static void
note_change(struct customers *c, bool is_new, const char *field, const char *old, const char *now)
{
	if (c->changes) {
		put_text(c->changes, c->id);
		put_text(c->changes, field);
		put_text(c->changes, old);
		put_text(c->changes, now);
		put_end(c->changes);
	}
	if (is_new)
		return;
	query_int(c->change, 1, c->batch);
	query_text(c->change, 2, c->id);
	query_text(c->change, 3, field);
	query_text(c->change, 4, old);
	query_text(c->change, 5, now);
	query_run(c->change);
}

/* One field: writes it if it differs from OLD. */
static bool
put_field(struct customers *c, bool is_new, sqlite3_stmt *set, int at, const char *field, const char *old, const char *now)
{
	if (strcmp(old, now) == 0 || (*now == '\0' && !opt_listed(c->clear, field)))
		return false;
	query_text(set, 1, c->id);
	if (at == 3)	/* attrs: the key goes between */
		query_text(set, 2, field);
	query_text(set, at, now);
	note_change(c, is_new, field, old, now);
	query_run(set);
	return true;
}

static bool
put_attr(struct customers *c, bool is_new, const char *field, const char *now)
{
	query_text(c->attr, 1, c->id);
	query_text(c->attr, 2, field);
	char *old = mem_text(query_step(c->attr) ? query_cell(c->attr, 0) : "");

	sqlite3_reset(c->attr);
	bool changed = put_field(c, is_new, c->set_attr, 3, field, old, now);

	free(old);
	return changed;
}

bool
customers_is_object(struct store *store, const char *json)
{
	sqlite3_stmt *q = query_new(store, "SELECT CASE WHEN json_valid(?1) THEN json_type(?1) = 'object' END");

	query_text(q, 1, json);
	const bool is = query_step(q) && sqlite3_column_int(q, 0);

	query_free(q);
	return is;
}

static bool
put_attrs(struct customers *c, bool is_new, const char *json)
{
	if (json == NULL || *json == '\0')
		return false;
	query_text(c->merge, 1, c->id);
	query_text(c->merge, 2, json);
	query_step(c->merge);
	char *now = mem_text(query_cell(c->merge, 0)), *old = mem_text(query_cell(c->merge, 1));
	const bool changed = strcmp(now, old) != 0;

	sqlite3_reset(c->merge);
	if (changed) {
		query_text(c->set_attrs, 1, c->id);
		query_text(c->set_attrs, 2, now);
		note_change(c, is_new, "attrs", old, now);
		query_run(c->set_attrs);
	}
	free(now);
	free(old);
	return changed;
}

static void
add(struct customers *c, const struct customers_row *row)
{
	query_text(c->insert, 1, c->id);
	note_change(c, true, "customer_id", "", c->id);
	for (int f = 0; f < CUSTOMERS_FIELDS; f++) {
		query_text(c->insert, f + 2, row->value[f]);
		if (*row->value[f])
			note_change(c, true, customers_fields[f], "", row->value[f]);
	}
	query_run(c->insert);
}

/* The statement that reads stands on the customer. */
static bool
update(struct customers *c, const struct customers_row *row)
{
	char *old[CUSTOMERS_FIELDS];
	bool changed = false;

	for (int f = 0; f < CUSTOMERS_FIELDS; f++)
		old[f] = mem_text(query_cell(c->get, f));
	sqlite3_reset(c->get);
	for (int f = 0; f < CUSTOMERS_FIELDS; f++) {
		changed |= put_field(c, false, c->set[f], 2, customers_fields[f], old[f], row->value[f]);
		free(old[f]);
	}
	return changed;
}

enum customers_result
customers_put(struct customers *c, const struct customers_row *row, const char **id)
{
	if (*row->id == '\0')
		make_id(c);
	else
		snprintf(c->id, sizeof c->id, "%s", row->id);
	*id = c->id;
	query_text(c->get, 1, c->id);
	const bool is_new = !query_step(c->get);
	bool changed = false;

	if (is_new)
		add(c, row);
	else
		changed = update(c, row);
	changed |= put_attrs(c, is_new, row->attrs);
	for (size_t i = 0; i < row->nattrs; i++)
		changed |= put_attr(c, is_new, row->attr[i], row->attr_value[i]);
	return is_new ? CUSTOMERS_ADDED : changed ? CUSTOMERS_UPDATED : CUSTOMERS_UNCHANGED;
}

int64_t
customers_made(const struct customers *c)
{
	return c->made;
}
