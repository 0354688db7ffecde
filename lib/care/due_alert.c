/*
 * Churn alerts whose case is open, unless somebody already tries to win the customer back, or a
 * trial holds the customer out.
 */
#include "lib/care/due_own.h"
#include "lib/store/query.h"

enum { ALERT_ID, CUSTOMER, AS_OF, CHANGE, RISK, REASONS };

static const char alerts_sql[] =
	"SELECT alert_id, s.customer_id, as_of, change, CAST(risk AS INTEGER), reasons"
	" FROM alert_state AS s JOIN alert AS a ON a.alert_id = (SELECT alert_id FROM alert AS x"
	" WHERE x.customer_id = s.customer_id AND x.as_of <= ?1"
	" ORDER BY x.as_of DESC, alert_id DESC LIMIT 1)"
	" WHERE s.state IN ('raised', 'worsened') AND change IN ('NEW', 'WORSE', 'STILL')"
	" AND a.held_out IS NULL AND as_of >= ?2 AND NOT EXISTS (SELECT 1 FROM winback AS w"
	" WHERE w.customer_id = s.customer_id AND w.day <= ?1"
	" AND coalesce(substr(until, 1, 10), date(w.day, '+90 days')) >= ?1"
	" AND NOT EXISTS (SELECT 1 FROM winback_event AS e WHERE e.winback_id = w.winback_id"
	" AND e.day <= ?1))";

void
due_alert(struct due *d)
{
	sqlite3_stmt *q = due_query(d, alerts_sql);

	while (query_step(q))
		due_add(d, &(struct due_found){ .id = query_cell(q, CUSTOMER),
		    .day = query_day(q, AS_OF) }, query_cell(q, ALERT_ID),
		    "churn alert %s of %s, risk %s%%: %s", query_cell(q, CHANGE),
		    query_cell(q, AS_OF), query_cell(q, RISK), query_cell(q, REASONS));
	query_free(q);
}
