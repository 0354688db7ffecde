/* loaded: the columns of the tools that load. */
#include "lib/guess/loaded.h"

#include <stddef.h>
#include <string.h>

#include "tests/unit/tap.h"

int
main(void)
{
	ok(loaded_has(LOADED_ORDERS, "sku") && !loaded_has(LOADED_ORDERS, "kind"), "orders");
	ok(loaded_has(LOADED_CUSTOMERS, "attrs") && !loaded_has(LOADED_CUSTOMERS, "amount"),
	    "customers");
	ok(loaded_has(LOADED_FEEDBACK, "kind") && !loaded_has(LOADED_FEEDBACK, "sku"), "feedback");
	ok(!loaded_has(LOADED_ORDERS, "") && !loaded_has(LOADED_ORDERS, "customer"), "whole names");
	for (enum loaded tool = 0; tool < LOADED_TOOLS; tool++)
		ok(strcmp(loaded_by(tool)[0], "customer_id") == 0, "the customer comes first");
	return done();
}
