/*
 * points_expiring - SQL: the usable points that expire soon (program).
 */
#ifndef POINTS_EXPIRING_H
#define POINTS_EXPIRING_H
#include "lib/points/points_lots.h"

/*
 * SQL: a query with a row per lot that is usable on the day AS_OF, has points left, and expires
 * within DAYS days: customer_id, points (what is left, a whole number above 0), expires (the first
 * day on which they are not usable: later than AS_OF, at most DAYS days later). AS_OF and DAYS are
 * SQL expressions: "?1" as a text YYYY-MM-DD, "?2" or "30" as a whole number. A customer has a row
 * per lot, in no order; add up the points by customer_id and expires for a message to a person.
 *
 * What the customer still owes (points taken back after they had been redeemed) is not deducted.
 */
#define POINTS_EXPIRING(as_of, days) \
	"SELECT customer_id, \"left\" AS points, expires FROM (" POINTS_LOTS(as_of, \
	    "l.expires > " as_of " AND l.expires <= date(" as_of ", '+' || (" days \
	    ") || ' days')") ") WHERE \"left\" > 0 AND usable_from <= " as_of

#endif
