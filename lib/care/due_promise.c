/* Open promises. The due day is that of the last move of which the customer was told. */
#include <stdio.h>

#include "lib/care/due_own.h"
#include "lib/base/say.h"
#include "lib/service/promise_rows.h"
#include "lib/store/query.h"

enum { PROMISE_ID, CUSTOMER, DUE, PROMISE, AGENT, KEY_SIZE = 64 };

static const char promises_sql[] =
	"SELECT promise_id, customer_id, due_now, promise, agent FROM (" PROMISE_ROWS_SELECT
	") WHERE state = 'open' AND " DUE_BY("due_now", "?3") " AND due_now >= ?2";

void
due_promise(struct due *d)
{
	promise_rows_function(d->store, &d->known.moment);
	sqlite3_stmt *q = due_query(d, promises_sql);
	char key[KEY_SIZE], day[DATE_SIZE];

	while (query_step(q)) {
		const int32_t due = query_day(q, DUE);

		const bool late = due < d->opts->known.day;

		/* a contact before the day does not keep the promise */
		snprintf(key, sizeof key, "%s/%s%s", query_cell(q, PROMISE_ID),
		    date_text(due, day), late ? "/late" : "");
		due_add(d, &(struct due_found){ .id = query_cell(q, CUSTOMER), .day = due,
		    .agent = query_cell(q, AGENT) }, key, late ?
		    "promise %s was due on %s: %s" : "promise %s is due on %s: %s",
		    query_cell(q, PROMISE_ID), query_cell(q, DUE),
		    query_cell(q, PROMISE));
	}
	query_free(q);
}
