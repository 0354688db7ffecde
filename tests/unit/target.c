/* target: the tables and their columns. */
#include "lib/preset/target.h"

#include <string.h>

#include "tests/unit/tap.h"

int
main(void)
{
	const struct target *orders = target_find("orders");

	ok(orders && strcmp(orders->column[0].name, "order_id") == 0 && !orders->attrs, "orders");
	ok(target_find("customers")->attrs, "customers keep other columns");
	ok(target_find("order") == NULL, "no such table");
	ok(target_any_column("Customer ID")->kind == TARGET_ID, "Customer ID");
	ok(target_any_column("order-id") == &orders->column[0], "order-id");
	ok(target_any_column("Birthday")->kind == TARGET_DAY, "Birthday");
	ok(target_any_column("price") == NULL, "price is none of ours");
	return done();
}
