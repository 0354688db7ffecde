#include "lib/history/order_line.h"

#include <err.h>
#include <string.h>

#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/io/table.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

static const char insert_sql[] =
	"INSERT INTO orders (customer_id, date, amount, order_id, sku, quantity, cost, discount, channel, batch)"
	" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

static const char find_sql[] =		/* on any day */
	"SELECT customer_id, date, amount, order_id, sku, quantity, cost, discount, channel FROM orders"
	" WHERE order_id = ?1";

const char *const order_line_names[ORDER_LINE_FIELDS] = {
	"customer_id", "date", "amount", "order_id", "sku", "quantity", "cost", "discount", "channel",
};

void
order_line_columns(const struct table *t, const struct opt_list *ignore, ptrdiff_t to[static ORDER_LINE_FIELDS])
{
	size_t at;

	for (size_t i = 0; i < ignore->n; i++)
		table_column(t, ignore->word[i]);
	for (int f = 0; f < ORDER_LINE_FIELDS; f++)
		to[f] = table_find(t, order_line_names[f], &at) && !opt_listed(ignore, order_line_names[f]) ? (ptrdiff_t)at : -1;
	for (int f = ORDER_LINE_CUSTOMER; f <= ORDER_LINE_AMOUNT; f++) {
		table_column(t, order_line_names[f]);
		if (to[f] == -1)
			opt_misuse("--ignore=%s: the column is required", order_line_names[f]);
	}
	for (size_t i = 0; i < table_width(t); i++) {
		bool is_known = opt_listed(ignore, table_name(t, i));

		for (int f = 0; f < ORDER_LINE_FIELDS; f++)
			is_known = is_known || strcmp(order_line_names[f], table_name(t, i)) == 0;
		if (!is_known)
			errx(EXIT_TROUBLE, "unknown column '%s' (use --ignore=%s to ignore it)", table_name(t, i), table_name(t, i));
	}
}

const char *
order_line_cell(const ptrdiff_t at[static ORDER_LINE_FIELDS], char **row, enum order_line_field f)
{
	return at[f] == -1 ? "" : row[at[f]];
}

static bool
bad(struct load *l, enum order_line_field f, const char *value, const char *why)
{
	table_bad(l->in, order_line_names[f], "%s '%.60s' %s", order_line_names[f], value, why);
	return false;
}

static bool
read_ids(struct load *l, const ptrdiff_t at[static ORDER_LINE_FIELDS], char **row, struct order_line *to)
{
	const char *id = order_line_cell(at, row, ORDER_LINE_CUSTOMER), *order = order_line_cell(at, row, ORDER_LINE_ORDER);

	if (*id == '\0')
		return bad(l, ORDER_LINE_CUSTOMER, id, "is empty");
	if (!text_is_id(id, strlen(id)))
		return bad(l, ORDER_LINE_CUSTOMER, id, "is longer than 64 bytes or has control characters");
	if (*order != '\0' && !text_is_id(order, strlen(order)))
		return bad(l, ORDER_LINE_ORDER, order, "is longer than 64 bytes or has control characters");
	to->text[ORDER_LINE_CUSTOMER] = id;
	to->text[ORDER_LINE_ORDER] = order;
	to->text[ORDER_LINE_SKU] = order_line_cell(at, row, ORDER_LINE_SKU);
	to->text[ORDER_LINE_CHANNEL] = order_line_cell(at, row, ORDER_LINE_CHANNEL);
	return true;
}

static bool
read_amounts(struct load *l, const ptrdiff_t at[static ORDER_LINE_FIELDS], char **row, struct order_line *to)
{
	static const enum order_line_field money[] = { ORDER_LINE_AMOUNT, ORDER_LINE_COST, ORDER_LINE_DISCOUNT };
	const char *quantity = order_line_cell(at, row, ORDER_LINE_QUANTITY);

	for (size_t i = 0; i < sizeof money / sizeof *money; i++) {
		const enum order_line_field f = money[i];
		const char *s = order_line_cell(at, row, f);

		to->has[f] = *s != '\0';
		if (!to->has[f] && f == ORDER_LINE_AMOUNT)
			return bad(l, f, s, "is empty");
		enum money_result r = to->has[f] ? money_parse(s, &to->money[f]) : MONEY_OK;

		if (r != MONEY_OK)
			return bad(l, f, s, money_why(r));
	}
	to->has[ORDER_LINE_QUANTITY] = *quantity != '\0';
	if (to->has[ORDER_LINE_QUANTITY] && !num_parse(quantity, &to->quantity))
		return bad(l, ORDER_LINE_QUANTITY, quantity, "is not a number");
	return true;
}

bool
order_line_read(struct load *l, const ptrdiff_t at[static ORDER_LINE_FIELDS], char **row, struct order_line *to)
{
	const char *date = order_line_cell(at, row, ORDER_LINE_DATE);
	int32_t second;

	*to = (struct order_line){ 0 };
	if (!read_ids(l, at, row, to))
		return false;
	enum date_result r = date_read(&l->opts.dates, date, &to->day, &second);

	if (r != DATE_OK)
		return bad(l, ORDER_LINE_DATE, date, date_why(r));
	date_time_text(to->day, second, to->date);
	return read_amounts(l, at, row, to);
}

sqlite3_stmt *
order_line_inserter(struct store *store)
{
	return query_new(store, insert_sql);
}

sqlite3_stmt *
order_line_finder(struct store *store)
{
	return query_new(store, find_sql);
}

void
order_line_store(sqlite3_stmt *q, const struct order_line *n, int64_t batch)
{
	query_text(q, 1, n->text[ORDER_LINE_CUSTOMER]);
	query_text(q, 2, n->date);
	query_int(q, 3, n->money[ORDER_LINE_AMOUNT]);
	query_text(q, 4, n->text[ORDER_LINE_ORDER]);
	query_text(q, 5, n->text[ORDER_LINE_SKU]);
	if (n->has[ORDER_LINE_QUANTITY])
		query_real(q, 6, n->quantity);
	else
		query_null(q, 6);
	for (int f = ORDER_LINE_COST; f <= ORDER_LINE_DISCOUNT; f++)
		if (n->has[f])
			query_int(q, f + 1, n->money[f]);
		else
			query_null(q, f + 1);
	query_text(q, 9, n->text[ORDER_LINE_CHANNEL]);
	query_int(q, 10, batch);
	query_run(q);
}

char *
order_line_key(const struct order_line *n)
{
	struct text t = { 0 };
	char buf[NUM_SIZE];

	for (int f = 0; f < ORDER_LINE_FIELDS; f++) {
		const char *s = f == ORDER_LINE_DATE ? n->date : n->text[f];

		if (f == ORDER_LINE_QUANTITY)
			num_text(n->quantity, buf);
		else if (f == ORDER_LINE_AMOUNT || f == ORDER_LINE_COST || f == ORDER_LINE_DISCOUNT)
			num_int(n->money[f], buf);
		if (f == ORDER_LINE_QUANTITY || f == ORDER_LINE_AMOUNT || f == ORDER_LINE_COST || f == ORDER_LINE_DISCOUNT)
			s = f == ORDER_LINE_AMOUNT || n->has[f] ? buf : "";
		text_add(&t, s, strlen(s));
		text_add(&t, "\x1f", 1);
	}
	text_add(&t, "", 1);
	return t.s;
}

struct order_line
order_line_stored(sqlite3_stmt *q)
{
	struct order_line n = { .quantity = sqlite3_column_double(q, ORDER_LINE_QUANTITY) };

	for (int f = 0; f < ORDER_LINE_FIELDS; f++) {
		n.has[f] = sqlite3_column_type(q, f) != SQLITE_NULL;
		if (f == ORDER_LINE_AMOUNT || f == ORDER_LINE_COST || f == ORDER_LINE_DISCOUNT)
			n.money[f] = sqlite3_column_int64(q, f);
		else if (f != ORDER_LINE_QUANTITY)
			n.text[f] = query_cell(q, f);
	}
	strncat(n.date, n.text[ORDER_LINE_DATE], sizeof n.date - 1);
	return n;
}

