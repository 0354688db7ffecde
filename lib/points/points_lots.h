/*
 * points_lots - SQL: the lots of the ledger of points as of a day (program).
 *
 * A lot is opened by one entry of the table points, and changed by those whose column lot names it.
 * A lot opened with less than 0 points is what the customer owes.
 */
#ifndef POINTS_LOTS_H
#define POINTS_LOTS_H

/*
 * SQL: a query with a row per lot opened up to the day AS_OF: lot_id, customer_id, date, day, step,
 * points (at first), left (on that day; also after the lot has expired, until an entry expires it),
 * usable_from (NULL: pending until it is confirmed), expires (NULL: never), order_id, amount, rule,
 * refers. WHERE is a condition on the opening entry, l: "l.customer_id = ?2", or "1".
 */
#define POINTS_LOTS(as_of, where) \
	"SELECT l.entry_id AS lot_id, l.customer_id, l.date, l.day, l.step, l.points," \
	" l.points + coalesce((SELECT sum(e.points) FROM points AS e WHERE e.lot = l.entry_id" \
	" AND e.day <= " as_of "), 0) AS \"left\"," \
	" nullif(min(coalesce(l.usable, 'never'), coalesce((SELECT min(e.day) FROM points AS e" \
	" WHERE e.lot = l.entry_id AND e.step = 'confirm' AND e.day <= " as_of "), 'never'))," \
	" 'never') AS usable_from," \
	" l.expires, l.order_id, l.amount, l.rule, l.refers" \
	" FROM points AS l WHERE l.lot IS NULL AND l.day <= " as_of " AND " where

#endif
