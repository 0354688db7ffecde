#include "lib/points/points_check.h"

#include <stdio.h>

#include "lib/base/date.h"
#include "lib/base/say.h"
#include "lib/points/balances.h"
#include "lib/store/query_say.h"

/* SQL: each entry e with the one that opened its lot, l. */
#define OF_LOT "FROM points AS e JOIN points AS l ON l.entry_id = e.lot"

/* SQL: each entry of a lot, and what is left of the lot after it. */
#define RUNNING \
	"SELECT entry_id, coalesce(lot, entry_id) AS id, points, lot," \
	" sum(points) OVER lot AS \"left\", first_value(points) OVER lot AS first FROM points" \
	" WINDOW lot AS (PARTITION BY coalesce(lot, entry_id) ORDER BY lot IS NOT NULL, day," \
	" entry_id)"

/* SQL: from which day the lot l is usable, or was while the entries until e were there. */
#define USABLE \
	"min(coalesce(l.usable, 'never'), coalesce((SELECT min(c.day) FROM points AS c" \
	" WHERE c.lot = l.entry_id AND c.step = 'confirm'), 'never'))"

/* SQL: e takes points that the customer uses. */
#define USES "e.points < 0 AND e.step IN ('redeem', 'transfer', 'adjust', 'settle')"

#define FAULT(sql) { "points", sql }
#define ENTRY(what, rest) FAULT("SELECT 'entry ' || e.entry_id, " what " " rest)
#define LOT(what, rest) FAULT("SELECT 'lot ' || id, " what " " rest)

static const struct check checks[] = {
	ENTRY("say('belongs to entry %s, which did not open a lot', e.lot)",
	    OF_LOT " WHERE l.lot IS NOT NULL"),
	ENTRY("say('is of another customer than its lot %s', e.lot)",
	    OF_LOT " WHERE l.customer_id <> e.customer_id"),
	ENTRY("say('is dated before its lot %s', e.lot)", OF_LOT " WHERE e.day < l.day"),
	LOT("say('%s points left: more was taken than there was', min(\"left\"))",
	    "FROM (" RUNNING ") WHERE first >= 0 AND \"left\" < 0 GROUP BY id"),
	LOT("say('%s points left: more was paid than was owed', max(\"left\"))",
	    "FROM (" RUNNING ") WHERE first < 0 AND \"left\" > 0 GROUP BY id"),
	ENTRY("say('uses points of lot %s, which expired on %s', e.lot, l.expires)",
	    OF_LOT " WHERE " USES " AND l.points >= 0 AND e.day >= l.expires"),
	ENTRY("say('uses points of lot %s, which was not usable yet', e.lot)",
	    OF_LOT " WHERE " USES " AND l.points >= 0 AND e.day < " USABLE),
	ENTRY("CASE WHEN l.expires IS NULL THEN"
	    " say('expires points of lot %s, which is usable until ever', e.lot) ELSE"
	    " say('expires points of lot %s, which is usable until %s', e.lot, l.expires) END",
	    OF_LOT " WHERE e.step = 'expire' AND (l.expires IS NULL OR e.day < l.expires)"),
	ENTRY("say('reverses nothing')", "FROM points AS e LEFT JOIN points AS r"
	    " ON r.entry_id = e.refers WHERE e.step = 'reverse'"
	    " AND (r.step IS NULL OR r.step NOT IN ('earn', 'redeem'))"),
	ENTRY("say('reverses an entry of another order')", "FROM points AS e JOIN points AS r"
	    " ON r.entry_id = e.refers WHERE e.step = 'reverse'"
	    " AND (r.order_id IS NOT e.order_id OR r.source IS NOT e.source)"),
	ENTRY("say('is reversed by %s points, more than it had', abs(sum(r.points)))",
	    "FROM points AS e JOIN points AS r ON r.refers = e.entry_id AND r.step = 'reverse'"
	    " WHERE e.step IN ('earn', 'redeem') GROUP BY e.entry_id"
	    " HAVING abs(sum(r.points)) > abs(e.points) OR sum(r.points) * e.points > 0"),
	ENTRY("say('is one side of %s, without the other', word('step', e.step))",
	    "FROM points AS e LEFT JOIN points AS r ON r.entry_id = e.refers"
	    " WHERE (e.step = 'transfer' AND e.points > 0 AND (r.step IS NOT 'transfer'"
	    " OR r.points <> -e.points))"
	    " OR (e.step = 'settle' AND (r.entry_id IS NULL OR (r.points < 0) = (e.points > 0 AND"
	    " r.points >= 0)))"),
	ENTRY("say('has the sign of another step than %s', word('step', e.step))",
	    "FROM points AS e"
	    " WHERE (e.step IN ('earn', 'refer') AND e.points < 0)"
	    " OR (e.step IN ('redeem', 'expire') AND e.points >= 0)"
	    " OR (e.step = 'confirm' AND e.points <> 0)"
	    " OR (e.lot IS NULL AND e.points < 0 AND e.step NOT IN ('reverse', 'adjust'))"),
	FAULT("SELECT 'order ' || order_id, say('refunds of more than its amount')"
	    " FROM (SELECT order_id, source, sum(amount) AS refunded FROM"
	    " (SELECT DISTINCT order_id, source, date, amount FROM points"
	    " WHERE order_id IS NOT NULL AND step <> 'earn' AND step = 'reverse')"
	    " GROUP BY order_id, source) AS r WHERE refunded > (SELECT max(amount) FROM points AS e"
	    " WHERE e.order_id = r.order_id AND e.source IS r.source AND e.step = 'earn')"),
	FAULT("SELECT 'order ' || order_id, "
	    " say('has earned for %s customers', count(DISTINCT customer_id))"
	    " FROM points WHERE step = 'earn' AND order_id IS NOT NULL"
	    " GROUP BY order_id, coalesce(source, '') HAVING count(DISTINCT customer_id) > 1"),
};

/*
 * Another way to the same numbers: balances come from the lots, the rest from the steps of the
 * entries. They differ if an entry has no lot, or the lot of somebody else.
 */
static void
check_sums(struct store *store, const struct check_report *to)
{
	struct balances *all = balances_read(store, date_of(9999, 12, 31), NULL);

	for (size_t i = 0; i < balances_n(all); i++) {
		const char *id;
		const struct balance *b = balances_at(all, i, &id);
		const int64_t lots = b->balance + b->pending;
		const int64_t entries = b->earned - b->redeemed - b->expired + b->other;
		char what[96], fault[96];

		if (lots == entries)
			continue;
		snprintf(what, sizeof what, say_cell("customer %s"), id);
		snprintf(fault, sizeof fault, say_cell("the lots have %jd points, the entries %jd"),
		    (intmax_t)lots, (intmax_t)entries);
		to->fault(to->ctx, "points", what, fault);
	}
	balances_free(all);
}

void
points_check(struct store *store, const struct check_report *to)
{
	query_say(store);
	check_run(store, checks, sizeof checks / sizeof *checks, to);
	check_sums(store, to);
}
