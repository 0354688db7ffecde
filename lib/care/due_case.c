/* Cases that need work, a number of working days after the last step or the last contact. */
#include <stdio.h>

#include "lib/base/say.h"
#include "lib/care/due_own.h"
#include "lib/feedback/cases.h"
#include "lib/store/query.h"

enum { CASE_ID, CUSTOMER, KIND, STATE, CHANGED, OWNER, KEY_SIZE = 64 };

static const char cases_sql[] =
	"SELECT case_id, customer_id, kind, state, max(substr(changed, 1, 10),"
	" coalesce((SELECT max(day) FROM touch AS t WHERE t.customer_id = c.customer_id"
	" AND settles IS NOT NULL AND day <= ?1"
	" AND ' ' || settles LIKE '% case/' || c.case_id || '/%'), '')), owner"
	" FROM (" CASES_SELECT CASES_OPEN " AND f.customer_id IS NOT NULL) AS c";

void
due_case(struct due *d)
{
	sqlite3_stmt *q = due_query(d, cases_sql);
	char key[KEY_SIZE], day[DATE_SIZE];

	while (query_step(q)) {
		const struct care_rule *r = due_rule(d, query_cell(q, CUSTOMER));

		if (r == NULL)
			continue;
		const int32_t due = due_working(d->opts->calendar, query_day(q, CHANGED),
		    r->every);

		snprintf(key, sizeof key, "%s/%s", query_cell(q, CASE_ID), date_text(due, day));
		due_add(d, &(struct due_found){ query_cell(q, CUSTOMER), due, r,
		    query_cell(q, OWNER) }, key, "case %s (%s, %s): nothing since %s",
		    query_cell(q, CASE_ID), say_word(SAY_CELL, "kind", query_cell(q, KIND)),
		    say_word(SAY_CELL, "state", query_cell(q, STATE)),
		    query_cell(q, CHANGED));
	}
	query_free(q);
}
