/* points_list - the lists of points: balances, lots, entries (program). */
#ifndef POINTS_LIST_H
#define POINTS_LIST_H
#include "lib/points/points_expiring.h"

struct list;
struct list_opts;
struct programme;
struct store;

/* SQL: bases for list_print. ?1 is the as-of date. */
#define POINTS_LIST_LOTS \
	"SELECT lot_id, customer_id, date, step, points, \"left\", CASE WHEN points < 0" \
	" THEN iif(\"left\" < 0, 'owed', 'settled') WHEN \"left\" = 0 THEN 'used'" \
	" WHEN expires <= ?1 THEN 'expired' WHEN usable_from <= ?1 THEN 'usable'" \
	" ELSE 'pending' END AS state, usable_from, expires, order_id, amount, rule, day FROM (" \
	POINTS_LOTS("?1", "1") ")"
#define POINTS_LIST_STATES "usable|pending|used|expired|owed|settled"

#define POINTS_LIST_ENTRIES \
	"SELECT entry_id, customer_id, date, step, points, lot, refers, usable, expires," \
	" order_id, amount, rule, reason, agent, note, batch, source, day FROM points" \
	" WHERE day <= ?1"
#define POINTS_LIST_STEPS "earn|redeem|reverse|expire|adjust|transfer|refer|confirm|settle"

/*
 * Prints a row per customer of the list who has points, ordered by id, with the tier by the rules;
 * NULL: without tiers. Closes the list and the store.
 */
void points_list_balances(struct list *, struct store *, const struct list_opts *,
    const struct programme *);

#endif
