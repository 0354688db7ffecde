#include "lib/customer/keys_check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/say.h"
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

/* The same of those who were merged into others. */
static const char merged_sql[] = "SELECT customer_id, phone, country, email FROM alias";

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
	sqlite3_stmt *customers, *keys, *merged, *all_merged, *has;
	bool more;	/* keys stands on a row */
};

static void report(const struct pass *, const char *id, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static void
report(const struct pass *p, const char *id, const char *fmt, ...)
{
	char what[128], fault[128];
	va_list ap;

	snprintf(what, sizeof what, "customer %s", id);
	va_start(ap, fmt);
	vsnprintf(fault, sizeof fault, fmt, ap);
	va_end(ap);
	p->to->fault(p->to->ctx, "key", what, fault);
}

static const char *
kind_of(const char *kind)
{
	return say_word(SAY_CELL, "kind", kind);
}

static void
report_orphan(const struct pass *p)
{
	report(p, query_cell(p->keys, 0), say_cell("%s key belongs to no customer"),
	    kind_of(query_cell(p->keys, 1)));
}

/* The keys of the row of Q, which is one of the queries above. */
static void
expect(const struct pass *p, sqlite3_stmt *q, struct expected *e)
{
	const char *cell = query_cell(q, 1), *country = query_cell(q, 2);
	struct phone phone;

	*e = (struct expected){ 0 };
	if (keys_phone(&p->country, cell, country, &phone) == PHONE_VALID)
		phone_key(&phone, e->key[PHONE]);
	e->skip[PHONE] = phone.unsure;
	email_read(query_cell(q, 3), e->key[EMAIL]);
}

/* Is it a key of a customer who was merged into this one? */
static bool
is_of_merged(const struct pass *p, const char *id, int kind, const char *key)
{
	struct expected e;
	bool is = false;

	query_text(p->merged, 1, id);
	while (!is && query_step(p->merged)) {
		expect(p, p->merged, &e);
		is = e.skip[kind] || strcmp(e.key[kind], key) == 0;
	}
	sqlite3_reset(p->merged);
	return is;
}

static void
count(const struct pass *p, struct expected *e)
{
	const int kind = strcmp(query_cell(p->keys, 1), kinds[PHONE]) == 0 ? PHONE : EMAIL;
	const bool is_right = strcmp(query_cell(p->keys, 2), e->key[kind]) == 0;

	e->right[kind] += is_right;
	e->rows[kind] += is_right ||
	    !is_of_merged(p, query_cell(p->keys, 0), kind, query_cell(p->keys, 2));
}

/* Are the keys of those who were merged into others there? */
static void
check_merged(const struct pass *p)
{
	struct expected e;

	while (query_step(p->all_merged)) {
		const char *id = query_cell(p->all_merged, 0);

		expect(p, p->all_merged, &e);
		for (int i = 0; i < KINDS; i++) {
			query_text(p->has, 2, kinds[i]);
			query_text(p->has, 3, e.key[i]);
			if (*e.key[i] && !query_finds(p->has, id))
				report(p, id, say_cell("%s key of a merged customer is missing"),
				    kind_of(kinds[i]));
		}
	}
}

static void
judge(const struct pass *p, const char *id, const struct expected *e)
{
	for (int i = 0; i < KINDS; i++)
		if (e->skip[i])
			continue;
		else if (e->rows[i] > e->right[i])
			report(p, id, say_cell("%s key does not match the customer"),
			    kind_of(kinds[i]));
		else if (e->right[i] == 0 && *e->key[i])
			report(p, id, say_cell("%s key is missing"), kind_of(kinds[i]));
}

static void
check_customer(struct pass *p)
{
	const char *id = query_cell(p->customers, 0);
	struct expected e;
	int order;

	expect(p, p->customers, &e);
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
		query_new(store, keys_sql),
		query_made(store, query_print("%s WHERE customer_id = ?", merged_sql)),
		query_new(store, merged_sql), query_new(store, "SELECT 1 FROM customer_key"
		    " WHERE customer_id = ? AND kind = ? AND key = ?"), false };
	sqlite3_stmt *const q[] = { p.customers, p.keys, p.merged, p.all_merged, p.has };

	p.more = query_step(p.keys);
	while (query_step(p.customers))
		check_customer(&p);
	for (; p.more; p.more = query_step(p.keys))
		report_orphan(&p);
	check_merged(&p);
	for (size_t i = 0; i < sizeof q / sizeof *q; i++)
		query_free(q[i]);
}
