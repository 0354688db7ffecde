#include "lib/customer/grouping.h"

#include <string.h>

#include "lib/base/fail.h"
#include "lib/customer/customers.h"
#include "lib/io/typed.h"
#include "lib/store/query.h"

static _Noreturn void
unknown(const char *name, const struct grouping_column *own)
{
	char *columns = query_print("");

	if (own->name == NULL)
		fail("the store has no column '%s' to group by; it has the customer's %s", name,
		    customers_columns());
	for (; own->name; own++)
		columns = query_print("%z%s, ", columns, own->name);
	fail("the store has no column '%s' to group by; it has %sand the customer's %s", name,
	    columns, customers_columns());
}

/* NULL: it is not one of OWN. */
static const struct grouping_column *
find(const char *name, const struct grouping_column *own)
{
	while (own->name && strcmp(own->name, name) != 0)
		own++;
	return own->name ? own : NULL;
}

/* What NAME means: itself, or the column of which it is a translation. */
static const char *
named(const char *name, const struct grouping_column *own)
{
	const char *ours = find(name, own) || customers_is_field(name) ? name : NULL;

	for (const struct grouping_column *c = own; ours == NULL && c->name; c++)
		ours = typed_is(c->name, name, strlen(name)) ? c->name : NULL;
	if (ours == NULL)
		ours = customers_named(name);
	if (ours == NULL)
		return name;
	typed_means(name, ours);
	return ours;
}

bool
grouping_is_customers(const char *name, const struct grouping_column *own)
{
	name = named(name, own);
	return find(name, own) == NULL && customers_is_field(name);
}

char *
grouping_add(char *sql, const char *name, const struct grouping_column *own)
{
	const char *typed = name;

	name = named(typed, own);
	const struct grouping_column *c = find(name, own);

	if (c)
		return query_print("%z, %s", sql, c->sql);
	if (customers_is_field(name))
		return query_print("%z, c.%s", sql, name);
	sqlite3_free(sql);
	unknown(typed, own);
}
