/* Do the order and the case that a row names belong to its customer? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/store/query.h"
#include "lib/store/record_own.h"

enum { CUSTOMER, ORDER, CASE, NAMES };

struct record_belong {
	size_t at[NAMES];	/* indexes of the fields; .n: the record has no such field */
	size_t n;
	sqlite3_stmt *order, *of_case;
};

struct record_belong *
record_belong_open(const struct record *r, struct store *store)
{
	static const char *const names[NAMES] = { "customer_id", "order_id", "case_id" };
	struct record_belong *b = mem_new(1, sizeof *b);

	b->n = r->n;
	for (int i = 0; i < NAMES; i++)
		b->at[i] = record_field_find(r->field, r->n, names[i]);
	/* orders of several customers can have this order_id: the one of ?2 comes first */
	b->order = query_new(store, "SELECT customer_id FROM orders WHERE order_id = ?1"
	    " ORDER BY customer_id <> ?2 LIMIT 1");
	b->of_case = query_new(store, "SELECT customer_id, order_id FROM feedback"
	    " WHERE case_id = ?1");
	return b;
}

void
record_belong_close(struct record_belong *b)
{
	query_free(b->order);
	query_free(b->of_case);
	free(b);
}

static const char *
cell(const struct record_belong *b, const struct record_value *value, int name)
{
	return b->at[name] < b->n ? value[b->at[name]].s : "";
}

/* Is the stored text the same as the given one? An empty text agrees with any other. */
static bool
agrees(const char *stored, const char *given)
{
	return *stored == '\0' || *given == '\0' || strcmp(stored, given) == 0;
}

static bool
order_agrees(const struct record_belong *b, const char *order, const char *customer,
    char why[static RECORD_WHY])
{
	if (*order == '\0' || *customer == '\0')
		return true;
	query_text(b->order, 1, order);
	query_text(b->order, 2, customer);
	const bool good = !query_step(b->order) || agrees(query_cell(b->order, 0), customer);

	if (!good)
		snprintf(why, RECORD_WHY, say("belongs to customer '%.40s', not to '%.40s'"),
		    query_cell(b->order, 0), customer);
	sqlite3_reset(b->order);
	return good;
}

static bool
case_agrees(const struct record_belong *b, const char *number, const char *customer,
    const char *order, char why[static RECORD_WHY])
{
	bool good = true;

	if (*number == '\0')
		return true;
	query_text(b->of_case, 1, number);
	if (query_step(b->of_case) && !(good = agrees(query_cell(b->of_case, 0), customer)))
		snprintf(why, RECORD_WHY, say("belongs to customer '%.40s', not to '%.40s'"),
		    query_cell(b->of_case, 0), customer);
	else if (good && !(good = agrees(query_cell(b->of_case, 1), order)))
		snprintf(why, RECORD_WHY, say("is about order '%.40s', not about '%.40s'"),
		    query_cell(b->of_case, 1), order);
	sqlite3_reset(b->of_case);
	return good;
}

bool
record_belong(const struct record_belong *b, const struct record_value *value, size_t *field,
    char why[static RECORD_WHY])
{
	const char *customer = cell(b, value, CUSTOMER), *order = cell(b, value, ORDER);

	*field = b->at[ORDER];
	if (!order_agrees(b, order, customer, why))
		return false;
	*field = b->at[CASE];
	return case_agrees(b, cell(b, value, CASE), customer, order, why);
}
