#include "lib/line.h"

#include <err.h>
#include <string.h>

#include "lib/money.h"
#include "lib/num.h"
#include "lib/store.h"
#include "lib/table.h"
#include "lib/text.h"

static const char insert_sql[] =
	"INSERT INTO orders (customer_id, date, amount, order_id, sku, quantity, cost, discount, channel, batch)"
	" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

static const char find_sql[] =		/* on any day */
	"SELECT customer_id, date, amount, order_id, sku, quantity, cost, discount, channel FROM orders"
	" WHERE order_id = ?1";

const char *const line_names[LINE_FIELDS] = {
	"customer_id", "date", "amount", "order_id", "sku", "quantity", "cost", "discount", "channel",
};

void
line_columns(const struct table *t, const struct opt_list *ignore, ptrdiff_t to[static LINE_FIELDS])
{
	size_t at;

	for (size_t i = 0; i < ignore->n; i++)
		table_column(t, ignore->word[i]);
	for (int f = 0; f < LINE_FIELDS; f++)
		to[f] = table_find(t, line_names[f], &at) && !opt_listed(ignore, line_names[f]) ? (ptrdiff_t)at : -1;
	for (int f = LINE_CUSTOMER; f <= LINE_AMOUNT; f++) {
		table_column(t, line_names[f]);
		if (to[f] == -1)
			opt_misuse("--ignore=%s: an order has it", line_names[f]);
	}
	for (size_t i = 0; i < table_width(t); i++) {
		bool is_known = opt_listed(ignore, table_name(t, i));

		for (int f = 0; f < LINE_FIELDS; f++)
			is_known = is_known || strcmp(line_names[f], table_name(t, i)) == 0;
		if (!is_known)
			errx(EXIT_TROUBLE, "unknown column '%s': leave it out with --ignore=%s", table_name(t, i), table_name(t, i));
	}
}

const char *
line_cell(const ptrdiff_t at[static LINE_FIELDS], char **row, enum line_field f)
{
	return at[f] == -1 ? "" : row[at[f]];
}

static bool
bad(struct load *l, enum line_field f, const char *value, const char *why)
{
	table_bad(l->in, line_names[f], "%s '%.60s' %s", line_names[f], value, why);
	return false;
}

static bool
read_ids(struct load *l, const ptrdiff_t at[static LINE_FIELDS], char **row, struct line *to)
{
	const char *id = line_cell(at, row, LINE_CUSTOMER), *order = line_cell(at, row, LINE_ORDER);

	if (*id == '\0')
		return bad(l, LINE_CUSTOMER, id, "is empty");
	if (!text_is_id(id, strlen(id)))
		return bad(l, LINE_CUSTOMER, id, "is longer than 64 bytes or has control characters");
	if (*order != '\0' && !text_is_id(order, strlen(order)))
		return bad(l, LINE_ORDER, order, "is longer than 64 bytes or has control characters");
	to->text[LINE_CUSTOMER] = id;
	to->text[LINE_ORDER] = order;
	to->text[LINE_SKU] = line_cell(at, row, LINE_SKU);
	to->text[LINE_CHANNEL] = line_cell(at, row, LINE_CHANNEL);
	return true;
}

static bool
read_amounts(struct load *l, const ptrdiff_t at[static LINE_FIELDS], char **row, struct line *to)
{
	static const enum line_field money[] = { LINE_AMOUNT, LINE_COST, LINE_DISCOUNT };
	const char *quantity = line_cell(at, row, LINE_QUANTITY);

	for (size_t i = 0; i < sizeof money / sizeof *money; i++) {
		const enum line_field f = money[i];
		const char *s = line_cell(at, row, f);

		to->has[f] = *s != '\0';
		if (!to->has[f] && f == LINE_AMOUNT)
			return bad(l, f, s, "is empty");
		enum money_result r = to->has[f] ? money_parse(s, &to->money[f]) : MONEY_OK;

		if (r != MONEY_OK)
			return bad(l, f, s, money_why(r));
	}
	to->has[LINE_QUANTITY] = *quantity != '\0';
	if (to->has[LINE_QUANTITY] && !num_parse(quantity, &to->quantity))
		return bad(l, LINE_QUANTITY, quantity, "is not a number");
	return true;
}

bool
line_read(struct load *l, const ptrdiff_t at[static LINE_FIELDS], char **row, struct line *to)
{
	const char *date = line_cell(at, row, LINE_DATE);
	int32_t second;

	*to = (struct line){ 0 };
	if (!read_ids(l, at, row, to))
		return false;
	enum date_result r = date_read(&l->opts.dates, date, &to->day, &second);

	if (r != DATE_OK)
		return bad(l, LINE_DATE, date, date_why(r));
	date_time_text(to->day, second, to->date);
	return read_amounts(l, at, row, to);
}

sqlite3_stmt *
line_inserter(sqlite3 *db)
{
	return store_query(db, insert_sql);
}

sqlite3_stmt *
line_finder(sqlite3 *db)
{
	return store_query(db, find_sql);
}

void
line_store(sqlite3_stmt *q, const struct line *n, int64_t batch)
{
	store_text(q, 1, n->text[LINE_CUSTOMER]);
	store_text(q, 2, n->date);
	store_int(q, 3, n->money[LINE_AMOUNT]);
	store_text(q, 4, n->text[LINE_ORDER]);
	store_text(q, 5, n->text[LINE_SKU]);
	if (n->has[LINE_QUANTITY])
		store_real(q, 6, n->quantity);
	else
		store_null(q, 6);
	for (int f = LINE_COST; f <= LINE_DISCOUNT; f++)
		if (n->has[f])
			store_int(q, f + 1, n->money[f]);
		else
			store_null(q, f + 1);
	store_text(q, 9, n->text[LINE_CHANNEL]);
	store_int(q, 10, batch);
	store_run(q);
}

char *
line_key(const struct line *n)
{
	struct text t = { 0 };
	char buf[NUM_SIZE];

	for (int f = 0; f < LINE_FIELDS; f++) {
		const char *s = f == LINE_DATE ? n->date : n->text[f];

		if (f == LINE_QUANTITY)
			num_text(n->quantity, buf);
		else if (f == LINE_AMOUNT || f == LINE_COST || f == LINE_DISCOUNT)
			num_int(n->money[f], buf);
		if (f == LINE_QUANTITY || f == LINE_AMOUNT || f == LINE_COST || f == LINE_DISCOUNT)
			s = f == LINE_AMOUNT || n->has[f] ? buf : "";
		text_add(&t, s, strlen(s));
		text_add(&t, "\x1f", 1);
	}
	text_add(&t, "", 1);
	return t.s;
}

struct line
line_stored(sqlite3_stmt *q)
{
	struct line n = { .quantity = sqlite3_column_double(q, LINE_QUANTITY) };

	for (int f = 0; f < LINE_FIELDS; f++) {
		n.has[f] = sqlite3_column_type(q, f) != SQLITE_NULL;
		if (f == LINE_AMOUNT || f == LINE_COST || f == LINE_DISCOUNT)
			n.money[f] = sqlite3_column_int64(q, f);
		else if (f != LINE_QUANTITY)
			n.text[f] = store_cell(q, f);
	}
	strncat(n.date, n.text[LINE_DATE], sizeof n.date - 1);
	return n;
}

