/* Points of loyalty programmes that are about to expire, due on the last day they can be used. */
#include "lib/care/due_own.h"
#include "lib/points/points_expiring.h"
#include "lib/store/query.h"

enum { CUSTOMER, POINTS, EXPIRES };

/* ?4 is the number of days from ?1 to the first day on which the points are not usable. */
static const char points_sql[] =
	"SELECT customer_id, sum(points), expires FROM (" POINTS_EXPIRING("?1", "?4") ")"
	" WHERE ?2 <= ?3 GROUP BY customer_id, expires";

void
due_points(struct due *d)
{
	sqlite3_stmt *q = due_query(d, points_sql);
	char last[DATE_SIZE];

	query_int(q, 4, d->to - d->as_of + 1);
	while (query_step(q)) {
		const int32_t day = query_day(q, EXPIRES) - 1;

		date_text(day, last);
		due_add(d, &(struct due_found){ .id = query_cell(q, CUSTOMER), .day = day }, last,
		    "%s points can be used until %s", query_cell(q, POINTS), last);
	}
	query_free(q);
}
