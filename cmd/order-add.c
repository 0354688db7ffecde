/* order-add - add orders and refunds to the store */
#include "lib/base/split.h"
#include "lib/history/order_load.h"
#include "lib/history/order_remove.h"
#include "lib/io/opt.h"
#include "lib/store/record.h"

static const struct tool tool = {
	"order-add", "[FILE...]",
	"Add orders to the store: many from CSV, or one by options.  Columns: customer_id, date,\n"
	"amount, and optionally order_id, sku, quantity, cost, discount, channel, source.  A\n"
	"negative amount is a refund.",
	"Lines with an order_id can be loaded again: an order that is stored with the same lines\n"
	"is unchanged; one that differs is rejected unless --replace is given.  All rows are\n"
	"loaded, or none.\n"
	"CSV prints one row: batch, read, added, updated, unchanged, rejected.\n"
	"Examples:\n"
	"  order-add --create orders.csv\n"
	"  order-add --customer-id=C000001 --date=2025-06-03 --amount=12.50\n"
	"  psql -c 'copy orders to stdout csv header' | order-add -d shop.db --rejects=bad.csv\n"
	"Exit status: 0 on success; 1 if --rejects rejected rows;"
	" 2 on error (nothing was loaded).\n",
};

/* Another name for the batch: the file of the orders that were loaded can name those to remove. */
static const struct tool removal = { "order-add --remove", NULL, NULL, NULL };

static void
check_remove(const struct record_opts *o, const struct order_load_opts *orders)
{
	const char *other = orders->replace ? "replace" : orders->unique ? "unique" :
	    o->create ? "create" : o->find_by ? "find-by" : o->only_new ? "only-new" : NULL;

	if (other)
		opt_misuse("--remove and --%s cannot be used together", other);
}

/* Orders have no numbers of customers in other systems. */
static void
check_find_by(const char *by)
{
	static const char number[] = RECORD_EXTERNAL;

	if (by && split_has(by, ',', number))
		opt_misuse("--find-by: '%s' is not email or phone", number);
}

int
main(int argc, char *argv[])
{
	struct order_load_opts orders = { 0 };
	bool remove = false;
	struct record_opts o = { .sink_opts = &orders };
	const struct opt more[] = {
		{ OPT_FLAG, 0, "replace", NULL, "replace stored orders that differ",
		    &orders.replace },
		{ OPT_FLAG, 0, "unique", NULL,
		    "leave out lines that are equal to another line of their order",
		    &orders.unique },
		{ OPT_FLAG, 0, "remove", NULL,
		    "remove the orders of the rows, which were cancelled, from the store",
		    &remove },
		{ OPT_TEXT, 0, "find-by", "KEY,...", "a row without a customer_id is of the"
		    " customer with this email or phone", &o.find_by }, { 0 },
	};
	struct opt *opts = record_options(&order_load_record, &o, more);

	char **operands = opt_parse(&tool, opts, argc, argv);

	check_find_by(o.find_by);
	if (remove)
		check_remove(&o, &orders);
	record_log(remove ? &removal : &tool,
	    remove ? &order_remove_record : &order_load_record, &o, operands);
	return record_leave(opts);
}
