/*
 * First purchases, for which nobody has thanked yet. A customer has one: the key is not its date,
 * which changes when an earlier order arrives late.
 */
#include "lib/care/due_own.h"
#include "lib/store/query.h"

enum { CUSTOMER, FIRST };

static const char first_sql[] =
	"SELECT customer_id, first_date FROM history WHERE first_date BETWEEN ?2 AND ?1";

void
due_thanks(struct due *d)
{
	sqlite3_stmt *q = due_query(d, first_sql);

	while (query_step(q))
		due_add(d, &(struct due_found){ .id = query_cell(q, CUSTOMER),
		    .day = query_day(q, FIRST) }, "first", "first purchase on %s",
		    query_cell(q, FIRST));
	query_free(q);
}
