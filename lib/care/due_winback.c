/* Offers to win customers back that end soon, or have just ended, without a result. */
#include "lib/care/due_own.h"
#include "lib/store/query.h"

enum { WINBACK_ID, CUSTOMER, UNTIL, OFFER, AGENT };

static const char offers_sql[] =
	"SELECT winback_id, customer_id, substr(until, 1, 10), offer, agent FROM winback AS w"
	" WHERE day <= ?1 AND until >= ?2 AND " DUE_BY("until", "?3")
	" AND NOT EXISTS (SELECT 1 FROM winback_event AS e WHERE e.winback_id = w.winback_id"
	" AND e.day <= ?1)";

void
due_winback(struct due *d)
{
	sqlite3_stmt *q = due_query(d, offers_sql);

	while (query_step(q))
		due_add(d, &(struct due_found){ .id = query_cell(q, CUSTOMER),
		    .day = query_day(q, UNTIL), .agent = query_cell(q, AGENT) },
		    query_cell(q, WINBACK_ID), "win-back offer ends on %s%s%s",
		    query_cell(q, UNTIL), *query_cell(q, OFFER) ? ": " : "",
		    query_cell(q, OFFER));
	query_free(q);
}
