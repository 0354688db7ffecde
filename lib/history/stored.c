#include "lib/history/stored.h"

#include <string.h>

#include "lib/store/query.h"

enum { DATE, AMOUNT, ORDER, COST, SOURCE };

static int32_t
day_of(const char *date, struct stored_date *memo)
{
	if (*date != '\0' && strncmp(date, memo->text, DATE_SIZE - 1) == 0)
		return memo->day;
	memo->text[0] = '\0';
	strncat(memo->text, date, DATE_SIZE - 1);
	return memo->day = date_parse(memo->text);
}

static uint64_t
order_of(sqlite3_stmt *q)
{
	if (sqlite3_column_type(q, ORDER) == SQLITE_NULL)
		return 0;
	const char *order = query_cell(q, ORDER);
	const size_t n = (size_t)sqlite3_column_bytes(q, ORDER);

	if (sqlite3_column_type(q, SOURCE) == SQLITE_NULL)
		return fold_hash(order, n);
	const char *source = query_cell(q, SOURCE);

	return fold_order(order, n, source, (size_t)sqlite3_column_bytes(q, SOURCE));
}

bool
stored_order(sqlite3_stmt *q, struct stored_date *date, struct fold_row *r)
{
	r->day = day_of(query_cell(q, DATE), date);
	r->amount = sqlite3_column_int64(q, AMOUNT);
	r->has_cost = sqlite3_column_type(q, COST) != SQLITE_NULL;
	r->cost = sqlite3_column_int64(q, COST);
	r->order = order_of(q);
	return r->day != DATE_NONE;
}

void
stored_customer(struct fold_row *r, const char *id, size_t n)
{
	r->id = id;
	r->n = (uint32_t)n;
	r->hash = fold_hash(id, n);
}
