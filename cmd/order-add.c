/* order-add - purchases into the store */
#include "lib/history/order_load.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/batch.h"
#include "lib/store/load.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"order-add", "[FILE...]",
	"Add purchases to the store from CSV: customer_id, date, amount, and optionally\n"
	"order_id, sku, quantity, cost, discount, channel.  A negative amount is a refund.",
	"Lines with an order_id can be loaded again: an order that is stored with the same lines\n"
	"is unchanged; one that differs is rejected unless --replace is given.  All rows are\n"
	"loaded, or none.\n"
	"Prints one row: batch, read, added, updated, unchanged, rejected.\n"
	"Examples:\n"
	"  order-add --create orders.csv\n"
	"  psql -c 'copy orders to stdout csv header' | order-add -d shop.db --rejects=bad.csv\n"
	"Exit status: 0 if OK; 1 if --rejects rejected rows; 2 if trouble (nothing was loaded).\n",
};

int
main(int argc, char *argv[])
{
	struct store_opts file = { 0 };
	struct load_opts load = { 0 };
	struct order_load_opts orders = { 0 };
	struct put_opts form = { 0 };
	struct load l;
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "create", NULL, "add customers missing from the store", &orders.create },
		{ OPT_FLAG, 0, "replace", NULL, "replace stored orders that differ", &orders.replace },
		{ OPT_MANY, 0, "ignore", "COLUMN", "ignore this column", &orders.ignore },
		LOAD_OPTS(&load), STORE_OPTS(&file), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	load_begin(&l, tool.name, &file, &load, operands);
	order_load(&l, &orders);
	load_end(&l);
	struct put *out = put_open(&form);

	batch_put(&l.batch, out);
	put_close(out);
	return opt_leave();
}
