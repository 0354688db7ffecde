/*
 * Churn alerts whose case is open, unless somebody already tries to win the customer back, or a
 * trial holds the customer out.
 *
 * On a past day the case was open if the latest alert up to it says so. The table alert_state is of
 * now: it knows more only of a customer without any later alert, namely that the case has ended
 * without a word.
 */
#include <stdlib.h>

#include "lib/base/say.h"
#include "lib/care/due_own.h"
#include "lib/store/query.h"
#include "lib/store/why.h"

enum { ALERT_ID, CUSTOMER, AS_OF, CHANGE, RISK, REASONS };

static const char alerts_sql[] =
	"SELECT alert_id, customer_id, as_of, change, CAST(risk AS INTEGER), reasons"
	" FROM alert AS a WHERE as_of BETWEEN ?2 AND ?1 AND change IN ('NEW', 'WORSE', 'STILL')"
	" AND held_out IS NULL AND NOT EXISTS (SELECT 1 FROM alert AS x"
	" WHERE x.customer_id = a.customer_id AND x.as_of <= ?1"
	" AND (x.as_of, x.alert_id) > (a.as_of, a.alert_id))"
	" AND (EXISTS (SELECT 1 FROM alert_state AS s WHERE s.customer_id = a.customer_id"
	" AND s.state IN ('raised', 'worsened'))"
	" OR EXISTS (SELECT 1 FROM alert AS x WHERE x.customer_id = a.customer_id"
	" AND x.as_of > ?1))"
	" AND NOT EXISTS (SELECT 1 FROM winback AS w"
	" WHERE w.customer_id = a.customer_id AND w.day <= ?1"
	" AND coalesce(substr(until, 1, 10), date(w.day, '+90 days')) >= ?1"
	" AND NOT EXISTS (SELECT 1 FROM winback_event AS e WHERE e.winback_id = w.winback_id"
	" AND e.day <= ?1)) ORDER BY customer_id";

void
due_alert(struct due *d)
{
	sqlite3_stmt *q = due_query(d, alerts_sql);

	while (query_step(q)) {
		char *why = why_retold(query_cell(q, REASONS));

		due_add(d, &(struct due_found){ .id = query_cell(q, CUSTOMER),
		    .day = query_day(q, AS_OF) }, query_cell(q, ALERT_ID),
		    "churn alert %s of %s, risk %s%%: %s", 
		    say_word(SAY_CELL, "change", query_cell(q, CHANGE)), query_cell(q, AS_OF),
		    query_cell(q, RISK), why);
		free(why);
	}
	query_free(q);
}
