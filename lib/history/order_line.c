#include "lib/history/order_line.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/num.h"
#include "lib/store/query.h"

const struct record_field order_line_fields[ORDER_LINE_FIELDS] = {
	[ORDER_LINE_CUSTOMER] = { .name = "customer_id", .type = RECORD_ID, .required = true,
		.own = true, .help = "the customer" },
	[ORDER_LINE_DATE] = { .name = "date", .type = RECORD_MOMENT, .required = true,
		.help = "date of the purchase" },
	[ORDER_LINE_AMOUNT] = { .name = "amount", .type = RECORD_SIGNED, .required = true,
		.own = true, .help = "amount; below 0 is a refund" },
	[ORDER_LINE_ORDER] = { .name = "order_id", .type = RECORD_ID, .own = true,
		.help = "number of the order" },
	[ORDER_LINE_SKU] = { .name = "sku", .type = RECORD_TEXT, .own = true, .code = true,
		.help = "article" },
	[ORDER_LINE_QUANTITY] = { .name = "quantity", .type = RECORD_NUMBER, .own = true,
		.help = "number of pieces" },
	[ORDER_LINE_COST] = { .name = "cost", .type = RECORD_SIGNED, .own = true,
		.help = "cost to the business" },
	/* no option, because --discount is the rate of clv-calc */
	[ORDER_LINE_DISCOUNT] = { .name = "discount", .type = RECORD_SIGNED },
	[ORDER_LINE_CHANNEL] = { .name = "channel", .type = RECORD_TEXT,
		.help = "where it was bought" },
	/* whose number order_id is; --source gives it */
	[ORDER_LINE_SOURCE] = { .name = RECORD_SOURCE, .type = RECORD_TEXT },
};

sqlite3_stmt *
order_line_finder(struct store *store)
{
	char *columns = query_print("%s", order_line_fields[0].name);

	for (int f = 1; f < ORDER_LINE_FIELDS; f++)
		columns = query_print("%z, %s", columns, order_line_fields[f].name);
	char *sql = query_print("SELECT %z, batch FROM orders WHERE order_id = ?1", columns);
	sqlite3_stmt *q = query_new(store, sql);

	sqlite3_free(sql);
	return q;
}

static void
add_cell(struct text *to, const char *s)
{
	text_add(to, s, strlen(s) + 1);
}

static bool
is_amount(int f)
{
	return order_line_fields[f].type == RECORD_SIGNED;
}

struct text
order_line_key(const struct record_value value[static ORDER_LINE_FIELDS])
{
	struct text t = { 0 };
	char buf[NUM_SIZE];

	for (int f = 0; f < ORDER_LINE_FIELDS; f++) {
		const char *s = value[f].s;

		if (*s != '\0' && is_amount(f)) {
			num_int(value[f].i, buf);
			s = buf;
		} else if (*s != '\0' && f == ORDER_LINE_QUANTITY) {
			num_text(value[f].x, buf);
			s = buf;
		}
		add_cell(&t, s);
	}
	return t;
}

struct text
order_line_stored(sqlite3_stmt *q)
{
	struct text t = { 0 };
	char buf[NUM_SIZE];

	for (int f = 0; f < ORDER_LINE_FIELDS; f++) {
		const bool none = sqlite3_column_type(q, f) == SQLITE_NULL;

		if (!none && f == ORDER_LINE_QUANTITY)
			num_text(sqlite3_column_double(q, f), buf);
		add_cell(&t, !none && f == ORDER_LINE_QUANTITY ? buf : query_cell(q, f));
	}
	return t;
}

void
order_line_values(const struct text *key, struct record_value to[static ORDER_LINE_FIELDS])
{
	const char *s = key->s;

	for (int f = 0; f < ORDER_LINE_FIELDS; f++, s += strlen(s) + 1) {
		to[f].s = s;
		if (is_amount(f))
			to[f].i = strtoll(s, NULL, 10);
		else if (f == ORDER_LINE_QUANTITY)
			num_parse(s, &to[f].x);
		else if (f == ORDER_LINE_DATE)
			to[f].day = date_parse(strncpy((char[DATE_SIZE]){ 0 }, s, DATE_SIZE - 1));
	}
}
