#include "lib/guess/loaded.h"

#include <stddef.h>
#include <string.h>

const char *const *
loaded_by(enum loaded f)
{
	static const char *const orders[] = { "customer_id", "date", "amount", "order_id", "sku",
		"quantity", "cost", "discount", "channel", "source", NULL },
	    *const customers[] = { "customer_id", "name", "email", "phone", "birthday", "gender",
		"country", "region", "city", "channel", "plan", "acquired",
		"birthday_calendar", "preferred_channel", "attrs", NULL },
	    *const feedback[] = { "customer_id", "date", "kind", "score", "text", "channel",
		"touchpoint", "department", "order_id", "severity", "wanted", NULL };
	static const char *const *const all[] = { orders, customers, feedback };

	return all[f];
}

bool
loaded_has(enum loaded f, const char *column)
{
	const char *const *field = loaded_by(f);

	while (*field && strcmp(*field, column) != 0)
		field++;
	return *field != NULL;
}
