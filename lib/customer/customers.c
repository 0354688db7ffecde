#include "lib/customer/customers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/customer/attrs_rows.h"
#include "lib/customer/keys_find.h"
#include "lib/customer/keys_load.h"
#include "lib/io/table.h"
#include "lib/io/json.h"
#include "lib/store/batch.h"
#include "lib/store/changes.h"
#include "lib/store/image.h"
#include "lib/store/query.h"

enum { ID, FIRST, EMAIL, PHONE, COUNTRY = 6, SINCE_12 = 12, FIELDS = 13, ATTRS = FIRST + FIELDS,
	EXTERNAL, ALL };
enum { ID_SIZE = 65 };

static const struct record_field fields[ALL] = {
	[ID] = { .name = "customer_id", .type = RECORD_ID, .own = true,
	    .help = "id of the customer (a new one is generated)" },
	{ .name = "name", .type = RECORD_TEXT, .own = true,
		.help = "name; personal data can also come as CSV on standard input" },
	[EMAIL] = { .name = "email", .type = RECORD_TEXT, .own = true, .help = "email address" },
	[PHONE] = { .name = "phone", .type = RECORD_TEXT, .own = true,
		.help = "telephone number" },
	{ .name = "birthday", .type = RECORD_PAST_DAY, .own = true,
	    .help = "date of birth (YYYY-MM-DD), not later than today" },
	{ .name = "gender", .type = RECORD_TEXT, .own = true, .help = "gender, as you record it" },
	[COUNTRY] = { .name = "country", .type = RECORD_TEXT, .help = "country, such as CN" },
	{ .name = "region", .type = RECORD_TEXT, .help = "region, province or state" },
	{ .name = "city", .type = RECORD_TEXT, .help = "city" },
	{ .name = "channel", .type = RECORD_TEXT,
	    .help = "channel through which the customer came: web, store" },
	{ .name = "plan", .type = RECORD_TEXT, .help = "plan or tariff of the customer" },
	{ .name = "acquired", .type = RECORD_DAY,
	    .help = "date when the customer was acquired (YYYY-MM-DD)" },
	[SINCE_12] = { .name = "birthday_calendar", .type = RECORD_WORD,
		.words = "solar|lunar|lunar-leap",
		.help = "calendar of the birthday; lunar-leap: prefer the leap month" },
	{ .name = "preferred_channel", .type = RECORD_WORD, .words = RECORD_CHANNELS,
	    .help = "channel through which the customer wants to be contacted" },
	[ATTRS] = { .name = "attrs", .type = RECORD_OBJECT },
	[EXTERNAL] = RECORD_EXTERNAL_FIELD,
};
_Static_assert((int)ALL <= (int)RECORD_FIELDS, "room for all fields");

bool
customers_is_field(const char *name)
{
	const size_t f = record_field_find(fields, ALL, name);

	return f >= FIRST && f < ATTRS;
}

char *
customers_columns(void)
{
	char *all = query_print("%s", fields[FIRST].name);

	for (size_t f = FIRST + 1; f < ATTRS; f++)
		all = query_print("%z, %s", all, fields[f].name);
	return all;
}

char *
customers_listed(void)
{
	char *all = query_print("customer_id");

	for (size_t f = FIRST; f < ATTRS; f++) {
		if (f == SINCE_12)	/* columns are only appended */
			all = query_print("%z, %s", all, fields[ATTRS].name);
		all = query_print("%z, %s", all, fields[f].name);
	}
	return all;
}

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

static const char ids_sql[] =	/* also of customers who were merged into others */
	"SELECT customer_id FROM customer WHERE customer_id >= 'C' AND customer_id < 'D'"
	" UNION ALL SELECT alias FROM alias WHERE alias >= 'C' AND alias < 'D'";

/* A load of customers; .id is that of the current row. */
struct customers {
	const struct record_load *load;
	const struct customers_opts *opts;
	struct insert *insert;
	struct attrs_rows *attrs;
	struct images *images;
	sqlite3_stmt *owner, *number, *set_number;	/* of numbers of other systems */
	sqlite3_stmt *get, *change, *set_attrs, *attrs_fault, *set[ALL];
	sqlite3_stmt *forgotten;	/* whether the customer was; NULL: nobody was */
	struct keys_load *keys;
	struct keys_find *find;	/* NULL: not asked for */
	bool hidden;		/* -n does not print the row to be added: there are too many */
	int64_t last_id, made;	/* last_id -1: not known yet */
	int64_t found;		/* rows whose customer was found by keys */
	char id[ID_SIZE], last_made[ID_SIZE];
};

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
	const char *name[] = { [EXTERNAL] = "batch", "source", RECORD_EXTERNAL };

	for (size_t f = 0; f < EXTERNAL; f++)
		name[f] = fields[f].name;
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
	if (opts->find_by)
		c->find = keys_find_open(l->store, opts->find_by, l->source);
	sqlite3_free(columns);
	for (size_t f = FIRST; f < ATTRS; f++)
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
	for (size_t f = FIRST; f < ATTRS; f++)
		query_free(c->set[f]);
	keys_load_finish(c->keys);
}

/* The number in an id like those that are generated; 0 if it is another id. */
static int64_t
number_of(const char *id)
{
	enum { LEAST = 6, MOST = 16 };
	const size_t digits = strspn(id + 1, "0123456789");

	return digits < LEAST || digits > MOST || id[1 + digits] != '\0' ? 0
	    : strtoll(id + 1, NULL, 10);
}

/* The highest number of an id in the store. Looks at all of them, which SQL does more slowly. */
static int64_t
find_last_id(struct store *store)
{
	sqlite3_stmt *q = query_new(store, ids_sql);
	int64_t last = 0;

	while (query_step(q)) {
		const int64_t n = number_of(query_cell(q, 0));

		last = n > last ? n : last;
	}
	query_free(q);
	return last;
}

/*
 * Generates the next id that is not in use; an earlier row of the load may have brought the same.
 */
static void
make_id(struct customers *c)
{
	if (c->last_id == -1)
		c->last_id = find_last_id(c->load->store);
	do {
		sqlite3_reset(c->get);
		snprintf(c->id, sizeof c->id, "C%06jd", (intmax_t)++c->last_id);
		query_text(c->get, 1, c->id);
	} while (query_step(c->get));
	strcpy(c->last_made, c->id);
	c->made++;
}

static void
note_change(struct customers *c, bool is_new, const char *field, const char *old, const char *now)
{
	if (c->load->changes && !c->hidden)
		changes_field(c->load->changes, c->id, field, old, now);
	if (is_new)
		return;
	image_keep(c->images, c->id);	/* before the first change */
	query_int(c->change, 1, c->load->batch->batch);
	query_text(c->change, 2, c->id);
	query_text(c->change, 3, field);
	query_text(c->change, 4, old);
	query_text(c->change, 5, now);
	query_run(c->change);
}

/* Is the value of a field to be changed?  Then notes it. */
static bool
changes(struct customers *c, bool is_new, const char *field, const char *old, const char *now)
{
	if (strcmp(old, now) == 0 || (*now == '\0' && !opt_listed(&c->opts->erase, field)))
		return false;
	note_change(c, is_new, field, old, now);
	return true;
}

/* Puts the columns that are not fields into the object. Returns it, or JSON itself. */
static const char *
put_others(struct customers *c, bool is_new, const char *json, char *const *cell)
{
	const struct record_load *l = c->load;
	struct attrs *a = attrs_rows_members(c->attrs, c->id, json);
	bool changed = false;

	for (size_t i = 0; i < l->nothers; i++) {
		const char *name = table_name(l->in, l->other[i]), *now = cell[l->other[i]];

		if (!changes(c, is_new, name, attrs_value(a, name), now))
			continue;
		attrs_put(a, name, now);
		changed = true;
	}
	return changed ? attrs_json(a) : json;
}

/* The object OLD, merged with that of the row and its other columns; the caller frees it. */
static char *
merge(struct customers *c, bool is_new, const char *old, const char *json, char *const *cell)
{
	char *now = *json ? attrs_rows_merge(c->attrs, old, json) : mem_text(old);

	if (strcmp(now, old) != 0)
		note_change(c, is_new, fields[ATTRS].name, old, now);
	if (c->load->nothers == 0)
		return now;
	char *all = mem_text(put_others(c, is_new, now, cell));

	free(now);
	return all;
}

static void
add(struct customers *c, const struct record_value *value, char *const *cell)
{
	c->hidden = c->load->changes && !changes_begin_added(c->load->changes, c->id);
	insert_text(c->insert, c->id);
	for (size_t f = FIRST; f < ATTRS; f++) {
		insert_text(c->insert, value[f].s);
		if (*value[f].s)
			note_change(c, true, fields[f].name, "", value[f].s);
	}
	char *attrs = merge(c, true, "", value[ATTRS].s, cell);

	insert_text(c->insert, attrs);
	insert_int(c->insert, c->load->batch->batch);
	insert_text(c->insert, *value[EXTERNAL].s ? c->load->source : "");
	insert_text(c->insert, value[EXTERNAL].s);
	if (*value[EXTERNAL].s)
		note_change(c, true, RECORD_EXTERNAL, "", value[EXTERNAL].s);
	insert_end(c->insert);
	c->hidden = false;
	free(attrs);
	if (*value[EMAIL].s)	/* in the order of the table customer_key */
		keys_load_email(c->keys, c->id, true, value[EMAIL].s);
	if (*value[PHONE].s)
		keys_load_phone(c->keys, c->id, true, value[PHONE].s, value[COUNTRY].s);
}

/* Has the customer a number of another system? */
static bool
has_number(struct customers *c)
{
	query_text(c->number, 1, c->id);
	const bool has = query_step(c->number) && *query_cell(c->number, 1);

	sqlite3_reset(c->number);
	return has;
}

static bool
update_attrs(struct customers *c, const char *json, char *const *cell)
{
	if (*json == '\0' && c->load->nothers == 0)
		return false;
	char *old = mem_text(attrs_rows_stored(c->attrs, c->id));
	char *now = merge(c, false, old, json, cell);
	const bool changed = strcmp(now, old) != 0;

	if (changed) {
		query_text(c->set_attrs, 1, c->id);
		query_text(c->set_attrs, 2, now);
		query_run(c->set_attrs);
	}
	free(old);
	free(now);
	return changed;
}

/* Gives the customer the number of the other system; has_number was false. */
static bool
update_number(struct customers *c, const char *number)
{
	if (*number == '\0' || has_number(c))
		return false;
	note_change(c, false, RECORD_EXTERNAL, "", number);
	query_text(c->set_number, 1, c->id);
	query_text(c->set_number, 2, c->load->source);
	query_text(c->set_number, 3, number);
	query_run(c->set_number);
	return true;
}

/* Updates a customer. The statement GET stands on its row. */
static bool
update(struct customers *c, const struct record_value *value, char *const *cell)
{
	char *old[ALL];
	const char *now[ALL];
	bool changed[ALL], any = false;

	for (size_t f = FIRST; f < ATTRS; f++)
		old[f] = mem_text(query_cell(c->get, (int)(f - FIRST)));
	sqlite3_reset(c->get);
	for (size_t f = FIRST; f < ATTRS; f++) {
		changed[f] = changes(c, false, fields[f].name, old[f], value[f].s);
		now[f] = changed[f] ? value[f].s : old[f];
		if (!changed[f])
			continue;
		query_text(c->set[f], 1, c->id);
		query_text(c->set[f], 2, value[f].s);
		query_run(c->set[f]);
		any = true;
	}
	if (changed[PHONE] || (changed[COUNTRY] && *now[PHONE]))
		keys_load_phone(c->keys, c->id, false, now[PHONE], now[COUNTRY]);
	if (changed[EMAIL])
		keys_load_email(c->keys, c->id, false, now[EMAIL]);
	for (size_t f = FIRST; f < ATTRS; f++)
		free(old[f]);
	any |= update_number(c, value[EXTERNAL].s);
	return update_attrs(c, value[ATTRS].s, cell) || any;
}

static bool
customers_look(void *ctx, const struct record_value *value)
{
	const struct customers *c = ctx;
	const char *json = value[ATTRS].s;

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
		record_bad(c->load, fields[ATTRS].name, "attrs %s", why);
	const bool good = *why == '\0';

	sqlite3_reset(c->attrs_fault);
	return good;
}

/* The customer who has the number of the row; "" if nobody has it. */
static void
find_owner(struct customers *c, const char *number, char id[static ID_SIZE])
{
	query_text(c->owner, 1, c->load->source);
	query_text(c->owner, 2, number);
	snprintf(id, ID_SIZE, "%s", *number && query_step(c->owner) ?
	    query_cell(c->owner, 0) : "");
	sqlite3_reset(c->owner);
}

/* Can the customer have the number, which nobody has? Reports it if not. */
static bool
can_have(struct customers *c, const char *number)
{
	if (*number == '\0' || !has_number(c))
		return true;
	query_text(c->number, 1, c->id);
	query_step(c->number);
	record_bad(c->load, RECORD_EXTERNAL, "customer '%.60s' has the external_id '%.60s'"
	    " of '%.60s', not '%.60s'", c->id, query_cell(c->number, 1), query_cell(c->number, 0),
	    number);
	sqlite3_reset(c->number);
	return false;
}

/* The customer of a row without a customer_id. Reports a row that may be of several customers. */
static bool
find_or_make_id(struct customers *c, const struct record_value *value)
{
	char why[KEYS_FIND_WHY];

	if (c->find == NULL) {
		make_id(c);
		return true;
	}
	const struct keys_of_row keys = { value[EMAIL].s, value[PHONE].s, value[COUNTRY].s,
		value[EXTERNAL].s };

	switch (keys_find(c->find, &keys, c->id, why)) {
	case KEYS_FOUND:
		c->found++;
		return true;
	case KEYS_FOUND_NOBODY:
		make_id(c);
		return true;
	case KEYS_FOUND_SEVERAL:
	case KEYS_FOUND_NO_KEY:
		break;
	}
	record_bad(c->load, NULL, "the row %s", why);
	return false;
}

/*
 * The customer of a row: by its id, by its number in the other system, or by keys. If the number is
 * one of the keys (--find-by=external_id), it has no more weight than the others.
 */
static bool
find_id(struct customers *c, const struct record_value *value)
{
	const char *number = value[EXTERNAL].s;
	char owner[ID_SIZE];

	find_owner(c, number, owner);
	snprintf(c->id, sizeof c->id, "%s", *value[ID].s ? value[ID].s :
	    c->find && keys_find_by_number(c->find) ? "" : owner);
	if (*c->id == '\0' && !find_or_make_id(c, value))
		return false;
	if (*owner == '\0')
		return can_have(c, number);
	if (strcmp(owner, c->id) == 0)
		return true;
	record_bad(c->load, RECORD_EXTERNAL, "external_id '%.60s' is of customer '%.60s',"
	    " not of '%.60s'", number, owner, c->id);
	return false;
}

/* Reports the tombstone of a forgotten customer: a name there would never be erased again. */
static bool
is_forgotten(struct customers *c)
{
	if (!store_is_forgotten(c->forgotten, c->id))
		return false;
	record_bad(c->load, fields[ID].name, "customer_id '%.60s' is of a customer who was"
	    " forgotten; give this customer an id of their own", c->id);
	return true;
}

static void
customers_put(void *ctx, const struct record_value *value, char *const *cell)
{
	struct customers *c = ctx;
	struct batch *b = c->load->batch;

	if (!find_id(c, value) || is_forgotten(c))
		return;
	if (!record_good(c->load))
		return;
	query_text(c->get, 1, c->id);
	const bool is_new = !query_step(c->get);
	bool changed = false;

	if (is_new)
		add(c, value, cell);
	else
		changed = update(c, value, cell);
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
	put_column(out, fields[ID].name, PUT_TEXT);
	put_text(out, c->id);
	put_end(out);
}

static const struct record_sink sink = {
	.open = customers_open, .look = customers_look, .put = customers_put,
	.finish = customers_finish, .note = customers_note, .print = customers_print,
	.close = customers_close,
};

const struct record customers_record = { .table = "customer", .key = "customer_id",
    .field = fields, .n = ALL, .sink = &sink, .others = "--attrs", .numbered = RECORD_EXTERNAL,
    .one_or_many = true };
