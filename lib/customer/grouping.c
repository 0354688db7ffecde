#include "lib/customer/grouping.h"

#include <err.h>
#include <stdio.h>
#include <string.h>

#include "lib/customer/customers.h"
#include "lib/io/opt.h"

enum { ALL = 400 };	/* names have room in it */

static _Noreturn void
unknown(const char *name, const struct grouping_column *own)
{
	char all[ALL] = "";
	size_t n = 0;

	for (; own->name; own++)
		n += (size_t)snprintf(all + n, sizeof all - n, "%s, ", own->name);
	for (int i = 0; i < CUSTOMERS_FIELDS; i++)
		n += (size_t)snprintf(all + n, sizeof all - n, "%s%s", i == 0 ? "and the customer's " : ", ", customers_fields[i]);
	errx(EXIT_TROUBLE, "the store has no column '%s' to group by; it has %s", name, all);
}

char *
grouping_add(char *sql, const char *name, const struct grouping_column *own)
{
	const struct grouping_column *c = own;

	while (c->name && strcmp(c->name, name) != 0)
		c++;
	if (c->name)
		return sqlite3_mprintf("%z, %s", sql, c->sql);
	if (customers_is_field(name))
		return sqlite3_mprintf("%z, c.%s", sql, name);
	sqlite3_free(sql);
	unknown(name, own);
}
