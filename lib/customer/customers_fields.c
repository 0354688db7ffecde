#include "lib/customer/customers_own.h"

#include <string.h>

#include "lib/io/typed.h"
#include "lib/store/query.h"

enum { SINCE_12 = 12 };
_Static_assert((int)CUSTOMERS_ALL <= (int)RECORD_FIELDS, "room for all fields");

const struct record_field customers_fields[CUSTOMERS_ALL] = {
	[CUSTOMERS_ID] = { .name = "customer_id", .type = RECORD_ID, .own = true,
	    .help = "id of the customer (a new one is generated)" },
	{ .name = "name", .type = RECORD_TEXT, .own = true,
		.help = "name; personal data can also come as CSV on standard input" },
	[CUSTOMERS_EMAIL] = { .name = "email", .type = RECORD_TEXT, .own = true,
	    .help = "email address" },
	[CUSTOMERS_PHONE] = { .name = "phone", .type = RECORD_TEXT, .own = true,
		.help = "telephone number" },
	{ .name = "birthday", .type = RECORD_PAST_DAY, .own = true,
	    .help = "date of birth (YYYY-MM-DD), not later than today" },
	{ .name = "gender", .type = RECORD_TEXT, .own = true, .help = "gender, as you record it" },
	[CUSTOMERS_COUNTRY] = { .name = "country", .type = RECORD_TEXT,
	    .help = "country, such as CN" },
	{ .name = "region", .type = RECORD_TEXT, .help = "region, province or state" },
	{ .name = "city", .type = RECORD_TEXT, .help = "city" },
	{ .name = "channel", .type = RECORD_TEXT,
	    .help = "channel through which the customer came: web, store" },
	{ .name = "plan", .type = RECORD_TEXT, .help = "plan or tariff of the customer" },
	{ .name = "acquired", .type = RECORD_DAY,
	    .help = "date when the customer was acquired (YYYY-MM-DD)" },
	[SINCE_12] = { .name = "birthday_calendar", .type = RECORD_WORD,
		.words = "solar|lunar|lunar-leap",
		.help = "calendar of the birthday; lunar-leap: prefer the leap month" },
	{ .name = "preferred_channel", .type = RECORD_WORD, .words = RECORD_CHANNELS,
	    .help = "channel through which the customer wants to be contacted" },
	[CUSTOMERS_ATTRS] = { .name = "attrs", .type = RECORD_OBJECT },
	[CUSTOMERS_EXTERNAL] = RECORD_EXTERNAL_FIELD,
};
_Static_assert((int)CUSTOMERS_ALL <= (int)RECORD_FIELDS, "room for all fields");

bool
customers_is_field(const char *name)
{
	const size_t f = record_field_find(customers_fields, CUSTOMERS_ALL, name);

	return f >= CUSTOMERS_FIRST && f < CUSTOMERS_ATTRS;
}

const char *
customers_named(const char *typed)
{
	for (size_t f = CUSTOMERS_FIRST; f < CUSTOMERS_ATTRS; f++)
		if (typed_is(customers_fields[f].name, typed, strlen(typed)))
			return customers_fields[f].name;
	return NULL;
}

char *
customers_columns(void)
{
	char *all = query_print("%s", customers_fields[CUSTOMERS_FIRST].name);

	for (size_t f = CUSTOMERS_FIRST + 1; f < CUSTOMERS_ATTRS; f++)
		all = query_print("%z, %s", all, customers_fields[f].name);
	return all;
}

char *
customers_listed(void)
{
	char *all = query_print("customer_id");

	for (size_t f = CUSTOMERS_FIRST; f < CUSTOMERS_ATTRS; f++) {
		if (f == SINCE_12)	/* columns are only appended */
			all = query_print("%z, %s", all, customers_fields[CUSTOMERS_ATTRS].name);
		all = query_print("%z, %s", all, customers_fields[f].name);
	}
	return all;
}
