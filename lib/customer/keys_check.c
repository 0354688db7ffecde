#include "lib/customer/keys_check.h"

#include <stdio.h>
#include <string.h>

#include "lib/customer/keys.h"
#include "lib/store/query.h"

/*
 * Both queries return rows in the order of the ids, so one pass over each compares all keys with
 * all customers.
 */
static const char customers_sql[] =
	"SELECT customer_id, phone, country, email FROM customer ORDER BY customer_id";
static const char keys_sql[] =
	"SELECT customer_id, kind, key FROM customer_key ORDER BY customer_id";

enum { PHONE, EMAIL, KINDS };

static const char *const kinds[KINDS] = { "phone", "email" };

/* The keys that a customer must have, "": none; and what was found of them. */
struct expected {
	char key[KINDS][EMAIL_SIZE];
	bool skip[KINDS];	/* not known */
	int rows[KINDS], right[KINDS];
};
_Static_assert((int)EMAIL_SIZE >= (int)PHONE_KEY_SIZE, "room for both");

struct pass {
	const struct check_report *to;
	struct keys_country country;
	sqlite3_stmt *customers, *keys;
	bool more;	/* keys stands on a row */
};

static void
report(const struct pass *p, const char *id, const char *kind, const char *is)
{
	char what[128], fault[64];

	snprintf(what, sizeof what, "customer %s", id);
	snprintf(fault, sizeof fault, "%s key %s", kind, is);
	p->to->fault(p->to->ctx, "key", what, fault);
}

static void
report_orphan(const struct pass *p)
{
	report(p, query_cell(p->keys, 0), query_cell(p->keys, 1), "belongs to no customer");
}

static void
expect(const struct pass *p, struct expected *e)
{
	const char *cell = query_cell(p->customers, 1), *country = query_cell(p->customers, 2);
	struct phone phone;

	*e = (struct expected){ 0 };
	if (keys_phone(&p->country, cell, country, &phone) == PHONE_VALID)
		phone_key(&phone, e->key[PHONE]);
	e->skip[PHONE] = phone.unsure;
	email_read(query_cell(p->customers, 3), e->key[EMAIL]);
}

static void
count(const struct pass *p, struct expected *e)
{
	const int kind = strcmp(query_cell(p->keys, 1), kinds[PHONE]) == 0 ? PHONE : EMAIL;

	e->rows[kind]++;
	e->right[kind] += strcmp(query_cell(p->keys, 2), e->key[kind]) == 0;
}

static void
judge(const struct pass *p, const char *id, const struct expected *e)
{
	for (int i = 0; i < KINDS; i++)
		if (e->skip[i])
			continue;
		else if (e->rows[i] > e->right[i])
			report(p, id, kinds[i], "does not match the customer");
		else if (e->right[i] == 0 && *e->key[i])
			report(p, id, kinds[i], "is missing");
}

static void
check_customer(struct pass *p)
{
	const char *id = query_cell(p->customers, 0);
	struct expected e;
	int order;

	expect(p, &e);
	while (p->more && (order = strcmp(query_cell(p->keys, 0), id)) <= 0) {
		if (order < 0)
			report_orphan(p);
		else
			count(p, &e);
		p->more = query_step(p->keys);
	}
	judge(p, id, &e);
}

void
keys_check(struct store *store, const struct check_report *to)
{
	if (keys_are_missing(store))
		return;
	struct pass p = { to, keys_country(store), query_new(store, customers_sql),
		query_new(store, keys_sql), false };

	p.more = query_step(p.keys);
	while (query_step(p.customers))
		check_customer(&p);
	for (; p.more; p.more = query_step(p.keys))
		report_orphan(&p);
	query_free(p.customers);
	query_free(p.keys);
}
