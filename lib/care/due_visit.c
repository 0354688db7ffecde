/* Appointments that are still to come. */
#include <stdio.h>

#include "lib/care/due_own.h"
#include "lib/store/query.h"

enum { VISIT_ID, CUSTOMER, SLOT, QUEUE, AGENT, KEY_SIZE = 64 };

static const char visits_sql[] =
	"SELECT visit_id, customer_id, slot, queue, agent FROM visit"
	" WHERE date >= ?2 AND " DUE_BY("date", "?3") " AND slot IS NOT NULL"
	" AND customer_id IS NOT NULL AND slot >= ?1 AND (coalesce(cancelled, missed, arrived,"
	" started) IS NULL OR min(coalesce(cancelled, '~'), coalesce(missed, '~'),"
	" coalesce(arrived, '~'), coalesce(started, '~')) >= ?1 || 'U')";

void
due_visit(struct due *d)
{
	sqlite3_stmt *q = due_query(d, visits_sql);
	char key[KEY_SIZE];

	while (query_step(q)) {
		const char *slot = query_cell(q, SLOT);

		snprintf(key, sizeof key, "%s/%s", query_cell(q, VISIT_ID), slot);
		due_add(d, &(struct due_found){ .id = query_cell(q, CUSTOMER),
		    .day = query_day(q, SLOT), .agent = query_cell(q, AGENT) }, key,
		    "appointment on %.10s at %.5s%s%s", slot, slot + DATE_SIZE,
		    *query_cell(q, QUEUE) ? ": " : "", query_cell(q, QUEUE));
	}
	query_free(q);
}
