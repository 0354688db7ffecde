#include "lib/customer/grouping.h"

#include <err.h>
#include <string.h>

#include "lib/customer/customers.h"
#include "lib/io/opt.h"
#include "lib/store/query.h"

static _Noreturn void
unknown(const char *name, const struct grouping_column *own)
{
	char *columns = query_print("");

	for (; own->name; own++)
		columns = query_print("%z%s, ", columns, own->name);
	errx(EXIT_TROUBLE,
	    "the store has no column '%s' to group by; it has %sand the customer's %s", name,
	    columns, customers_columns());
}

char *
grouping_add(char *sql, const char *name, const struct grouping_column *own)
{
	const struct grouping_column *c = own;

	while (c->name && strcmp(c->name, name) != 0)
		c++;
	if (c->name)
		return query_print("%z, %s", sql, c->sql);
	if (customers_is_field(name))
		return query_print("%z, c.%s", sql, name);
	sqlite3_free(sql);
	unknown(name, own);
}
