#include "lib/customer/customers_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/say.h"
#include "lib/store/query.h"

static const char ids_sql[] =	/* also of customers who were merged into others */
	"SELECT customer_id FROM customer WHERE customer_id >= 'C' AND customer_id < 'D'"
	" UNION ALL SELECT alias FROM alias WHERE alias >= 'C' AND alias < 'D'";

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

/* Has the customer a number of another system? */
bool
customers_has_number(struct customers *c)
{
	query_text(c->number, 1, c->id);
	const bool has = query_step(c->number) && *query_cell(c->number, 1);

	sqlite3_reset(c->number);
	return has;
}

/* The customer who has the number of the row; "" if nobody has it. */
static void
find_owner(struct customers *c, const char *number, char id[static CUSTOMERS_ID_SIZE])
{
	query_text(c->owner, 1, c->load->source);
	query_text(c->owner, 2, number);
	snprintf(id, CUSTOMERS_ID_SIZE, "%s", *number && query_step(c->owner) ?
	    query_cell(c->owner, 0) : "");
	sqlite3_reset(c->owner);
}

/* Can the customer have the number, which nobody has? Reports it if not. */
static bool
can_have(struct customers *c, const char *number)
{
	if (*number == '\0' || !customers_has_number(c))
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
	const struct keys_of_row keys = { value[CUSTOMERS_EMAIL].s, value[CUSTOMERS_PHONE].s,
	    value[CUSTOMERS_COUNTRY].s,
		value[CUSTOMERS_EXTERNAL].s };

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
	const char *number = value[CUSTOMERS_EXTERNAL].s;
	char owner[CUSTOMERS_ID_SIZE];

	find_owner(c, number, owner);
	snprintf(c->id, sizeof c->id, "%s", *value[CUSTOMERS_ID].s ? value[CUSTOMERS_ID].s :
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
	record_bad(c->load, customers_fields[CUSTOMERS_ID].name,
	    "customer_id '%.60s' is of a customer who was"
	    " forgotten; give this customer an id of their own", c->id);
	return true;
}

bool
customers_find(struct customers *c, const struct record_value *value)
{
	return find_id(c, value) && !is_forgotten(c);
}

const char *
customers_whose(void *ctx, const char *const *field, char *const *cell)
{
	struct customers *c = ctx;
	const char *number = field[CUSTOMERS_PHONE];
	struct phone phone;

	(void)cell;
	if (!c->phone_is_id)
		return field[CUSTOMERS_ID];
	switch (keys_phone(&c->country, number, field[CUSTOMERS_COUNTRY], &phone)) {
	case PHONE_VALID:
		return phone_key(&phone, c->key);
	case PHONE_EMPTY:
		return field[CUSTOMERS_ID];	/* a new id */
	case PHONE_LOST:
	case PHONE_BAD:
		record_bad(c->load, "phone", "phone '%.60s' cannot be the customer_id: %s", number,
		    say(phone_about(phone.reason)));
	}
	return NULL;
}
