#include "lib/customer/customers_own.h"

#include <stdlib.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/json.h"
#include "lib/io/table.h"
#include "lib/store/batch.h"
#include "lib/store/image.h"
#include "lib/store/query.h"

static const char get_sql[] = "SELECT %s FROM customer WHERE customer_id = ?1";

static const char owner_sql[] =
	"SELECT customer_id FROM customer WHERE source = ?1 AND external_id = ?2 UNION ALL"
	" SELECT customer_id FROM alias WHERE source = ?1 AND external_id = ?2";

static const char number_sql[] = "SELECT source, external_id FROM customer WHERE customer_id = ?1";

static const char set_number_sql[] =
	"UPDATE customer SET source = ?2, external_id = ?3 WHERE customer_id = ?1";

static const char change_sql[] =
	"INSERT INTO change (batch, customer_id, field, old, new) VALUES (?1, ?2, ?3, ?4, ?5)";

static const char set_attrs_sql[] = "UPDATE customer SET attrs = ?2 WHERE customer_id = ?1";

/* what is wrong with a value of attrs, by number; NULL if nothing is */
static const char attrs_fault_sql[] =
	"SELECT CASE WHEN NOT json_valid(?1) OR json_type(?1) <> 'object'"
	" THEN 1"
	" WHEN EXISTS (SELECT 1 FROM json_tree(?1) WHERE type IN ('integer', 'real')"
	" AND atom IN (9e999, -9e999)) THEN 2 END";

static sqlite3_stmt *
query_of(struct store *store, const char *form, const char *names)
{
	char *sql = query_print(form, names);
	sqlite3_stmt *q = query_new(store, sql);

	sqlite3_free(sql);
	return q;
}

static struct insert *
new_insert(struct store *store)
{
	const char *name[] = { [CUSTOMERS_EXTERNAL] = "batch", "source", RECORD_EXTERNAL };

	for (size_t f = 0; f < CUSTOMERS_EXTERNAL; f++)
		name[f] = customers_fields[f].name;
	return insert_new(store, "customer", name, sizeof name / sizeof *name, 0);
}

/* Ends the tool if --erase names a column that the CSV does not have. */
static void
check_erase(const struct record_load *l, const struct opt_list *erase)
{
	for (size_t i = 0; l->in && i < erase->n; i++)
		if (!table_find(l->in, erase->word[i], &(size_t){ 0 }))
			fail("--erase: the table has no column '%s'", erase->word[i]);
}

static void *
customers_open(const struct record *r, const struct record_load *l)
{
	struct customers *c = mem_new(1, sizeof *c);
	const struct customers_opts *opts = l->opts;
	char *columns = customers_columns();

	*c = (struct customers){ .load = l, .opts = opts, .last_id = -1,
		.get = query_of(l->store, get_sql, columns),
		.insert = new_insert(l->store), .attrs = attrs_rows_new(l->store),
		.images = image_open(l->store, "customer", l->batch->batch),
		.owner = query_new(l->store, owner_sql), .number = query_new(l->store, number_sql),
		.set_number = query_new(l->store, set_number_sql),
		.change = query_new(l->store, change_sql),
		.set_attrs = query_new(l->store, set_attrs_sql),
		.attrs_fault = query_new(l->store, attrs_fault_sql),
		.forgotten = store_forgotten_query(l->store),
		.keys = keys_load_open(l->store, l->in, opts->find_by != NULL) };
	c->phone_is_id = l->in && table_copies(l->in, r->field[CUSTOMERS_ID].name,
	    r->field[CUSTOMERS_PHONE].name);
	c->country = keys_country(l->store);
	if (opts->find_by)
		c->find = keys_find_open(l->store, opts->find_by, l->source);
	sqlite3_free(columns);
	for (size_t f = CUSTOMERS_FIRST; f < CUSTOMERS_ATTRS; f++)
		c->set[f] = query_of(l->store, "UPDATE customer SET %s = ?2 WHERE customer_id = ?1",
		    r->field[f].name);
	check_erase(l, &opts->erase);
	return c;
}

static void
customers_finish(void *ctx)
{
	struct customers *c = ctx;
	sqlite3_stmt *const q[] = { c->owner, c->number, c->set_number, c->get, c->change,
		c->set_attrs, c->attrs_fault, c->forgotten };

	for (size_t i = 0; i < sizeof q / sizeof *q; i++)
		query_free(q[i]);
	insert_free(c->insert);
	attrs_rows_free(c->attrs);
	image_close(c->images);
	if (c->find)
		keys_find_close(c->find);
	for (size_t f = CUSTOMERS_FIRST; f < CUSTOMERS_ATTRS; f++)
		query_free(c->set[f]);
	keys_load_finish(c->keys);
}

static bool
customers_look(void *ctx, const struct record_value *value)
{
	const struct customers *c = ctx;
	const char *json = value[CUSTOMERS_ATTRS].s;

	if (*json == '\0')
		return true;
	query_text(c->attrs_fault, 1, json);
	static const char *const whys[] = { "", SAY("is not a JSON object"),
		SAY("has a number that is too large") };
	const char *why = say(query_step(c->attrs_fault) ?
	    whys[sqlite3_column_int(c->attrs_fault, 0)] : "");

	if (*why == '\0' && !json_is_text(json))
		why = say("has a \\u0000, or half of a surrogate pair");
	if (*why)
		record_bad(c->load, customers_fields[CUSTOMERS_ATTRS].name, "attrs %s", why);
	const bool good = *why == '\0';

	sqlite3_reset(c->attrs_fault);
	return good;
}

static void
customers_put(void *ctx, const struct record_value *value, char *const *cell)
{
	struct customers *c = ctx;
	struct batch *b = c->load->batch;

	if (!customers_find(c, value) || !record_good(c->load))
		return;
	query_text(c->get, 1, c->id);
	const bool is_new = !query_step(c->get);
	bool changed = false;

	if (is_new)
		customers_add(c, value, cell);
	else
		changed = customers_update(c, value, cell);
	record_created(c->load, is_new, c->id);
	*(is_new ? &b->added : changed ? &b->updated : &b->unchanged) += 1;
}

static void
customers_note(const void *ctx)
{
	const struct customers *c = ctx;

	if (c->made > 0 && c->load->in)
		opt_note("%jd row%s without a customer_id got a new one; the last is %s",
		    (intmax_t)c->made, TEXT_PLURAL(c->made), c->last_made);
	if (c->found > 0 && c->load->in)
		opt_note("%jd row%s without a customer_id: the customer was found",
		    (intmax_t)c->found, TEXT_PLURAL(c->found));
	keys_load_note(c->keys);
}

static void
customers_close(void *ctx)
{
	struct customers *c = ctx;

	keys_load_free(c->keys);
	free(c);
}

static void
customers_print(const void *ctx, struct put *out)
{
	const struct customers *c = ctx;

	opt_committed("customer %s is committed", c->id);
	put_column(out, customers_fields[CUSTOMERS_ID].name, PUT_TEXT);
	put_text(out, c->id);
	put_end(out);
}

static const struct record_sink sink = {
	.open = customers_open, .whose = customers_whose,
	.look = customers_look, .put = customers_put,
	.finish = customers_finish, .note = customers_note, .print = customers_print,
	.close = customers_close,
};

const struct record customers_record = { .table = "customer", .key = "customer_id",
    .field = customers_fields, .n = CUSTOMERS_ALL, .sink = &sink, .others = "--attrs",
    .numbered = RECORD_EXTERNAL,
    .one_or_many = true };
