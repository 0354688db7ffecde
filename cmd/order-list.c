/* order-list - print purchases as CSV */
#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/alias.h"
#include "lib/store/guard.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"order-list", "",
	"Print the orders in the store, sorted by customer_id, date and order of loading.",
	"Examples:\n"
	"  order-list --since=2025-01-01 | clv-calc\n"
	"  order-list -d shop.db --customer=C000001 -t\n"
	"  order-list --where \"sku IS NULL AND channel = 'web'\"\n"
	"Exit status: 0 on success; 2 on error.\n",
};

static const char sql[] =
	"SELECT order_id, customer_id, date, amount, sku, quantity, cost, discount, channel,"
	" source"
	" FROM orders WHERE (?1 IS NULL OR customer_id = ?1)"
	" AND (?2 IS NULL OR date >= ?2) AND (?3 IS NULL OR day <= ?3)"
	" AND (\n%s\n) ORDER BY customer_id, date, id";

static sqlite3_stmt *
query(struct store *store, const char *where)
{
	guard_only_reads(store);
	if (where)
		guard_where(store, "--where", "orders", where);
	return query_made(store, query_print(sql, where ? where : "1"));
}

int
main(int argc, char *argv[])
{
	struct store_opts file = { 0 };
	struct put_opts form = { 0 };
	const char *customer = NULL, *where = NULL;
	int32_t since = DATE_NONE, until = DATE_NONE;
	char from[DATE_SIZE], to[DATE_SIZE];
	const struct opt opts[] = {
		{ OPT_TEXT, 0, "customer", "ID", "only orders of this customer", &customer },
		{ OPT_DATE, 0, "since", "DATE", "only orders on or after DATE", &since },
		{ OPT_DATE, 0, "until", "DATE", "only orders on or before DATE", &until },
		{ OPT_TEXT, 0, "where", "SQL",
		    "only rows for which this SQL expression is true", &where },
		STORE_OPTS(&file), PUT_OPTS(&form), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	if (customer && *customer == '\0')
		opt_misuse("--customer is empty");
	opt_since_until(since, until);
	struct store *store = store_open(&file, STORE_READ, NULL);
	sqlite3_stmt *q = query(store, where);

	char *id = customer ? alias_of(store, customer) : NULL;

	query_text(q, 1, id);
	query_text(q, 2, since == DATE_NONE ? NULL : date_text(since, from));
	query_text(q, 3, until == DATE_NONE ? NULL : date_text(until, to));
	struct put *out = put_open(&form);

	query_put(q, out);
	put_close(out);
	query_free(q);
	free(id);
	store_close(store);
	return opt_leave();
}
