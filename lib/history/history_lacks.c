#include "lib/history/history_own.h"

#include <limits.h>

#include "lib/base/text.h"
#include "lib/customer/customers.h"
#include "lib/io/opt.h"

void
history_lacks(const void *ctx, const char *option, const char *name)
{
	const struct history_opts *o = ctx;
	const char *typed = customers_named(name), *column = typed ? typed : name;
	char shell[PATH_MAX];
	const char *db = o->store.db ? text_shell(o->store.db, shell, sizeof shell) : "";
	const char *d = o->store.db ? "-d " : "-D";

	if (store_is_wanted(&o->store) && customers_is_field(column))
		opt_misuse("--%s: no column '%s' in the output; let cust-list give it to the tool:"
		    " cust-list %s%s --columns=customer_id,%s | %s %s%s -", option, name, d, db,
		    column, opt_tool()->name, d, db);
}
