#include "lib/winning.h"

#include <err.h>
#include <stdio.h>
#include <string.h>

#include "lib/moment.h"
#include "lib/opt.h"
#include "lib/store.h"

enum { WHY = 80 };

/* Of the customer of x, the first day after DAY and up to the day UPTO with a purchase. */
#define BOUGHT(x, day, upto) \
	"(SELECT substr(o.date, 1, 10) FROM orders AS o WHERE o.customer_id = " x ".customer_id" \
	" AND o.date >= date(" day ", '+1 day') AND substr(o.date, 1, 10) <= " upto " AND amount >= 0" \
	" ORDER BY o.date LIMIT 1) AS bought"

const char winning_sql[] =
	"SELECT w.winback_id, w.customer_id, w.date, reason, offer, agent, cost, until,"
	" coalesce(e.step, 'open') AS result, e.at AS result_at, " BOUGHT("w", "substr(w.date, 1, 10)", "coalesce(next, ?1)")
	" FROM (SELECT *,"
	"  (SELECT min(substr(n.date, 1, 10)) FROM winback AS n WHERE n.customer_id = v.customer_id"
	"   AND (n.date, n.winback_id) > (v.date, v.winback_id) AND substr(n.date, 1, 10) <= ?1) AS next,"
	"  (SELECT max(event_id) FROM winback_event AS l WHERE l.winback_id = v.winback_id AND substr(at, 1, 10) <= ?1) AS last"
	"  FROM winback AS v WHERE substr(date, 1, 10) <= ?1) AS w"
	" LEFT JOIN winback_event AS e ON e.event_id = w.last";

const char winning_nobody_sql[] =
	"SELECT as_of AS date, " BOUGHT("a", "as_of", "?1") ","
	" (SELECT min(substr(w.date, 1, 10)) FROM winback AS w WHERE w.customer_id = a.customer_id AND w.date >= as_of) AS met"
	" FROM alert AS a WHERE change = 'NEW' AND as_of <= ?1";

static const char find_sql[] =
	"SELECT date, step, at FROM winback AS w LEFT JOIN winback_event AS e ON event_id ="
	" (SELECT max(event_id) FROM winback_event AS l WHERE l.winback_id = w.winback_id) WHERE w.winback_id = ?";

const char *
winning_name(enum winning_result r)
{
	return r == WINNING_WON ? "won" : "lost";
}

/* Why the attempt that was found cannot have the result; "" if it can. */
static void
refuse(sqlite3_stmt *found, enum winning_result r, struct moment when, char why[static WHY])
{
	const char *date = store_cell(found, 0), *step = store_cell(found, 1), *at = store_cell(found, 2);
	const int64_t end = moment_last(when);
	struct moment m;

	why[0] = '\0';
	if (strcmp(step, winning_name(r)) == 0)
		snprintf(why, WHY, "%s", r == WINNING_WON ? "is won already" : "is lost already");
	else if (moment_parse(date, &m) && end < moment_first(m))
		snprintf(why, WHY, "began later, on %s", date);
	else if (moment_parse(at, &m) && end < moment_first(m))
		snprintf(why, WHY, "has a later result, of %s", at);
}

static bool
record(enum winning_result r, const struct acting *by, int64_t id, sqlite3_stmt *find, sqlite3_stmt *append)
{
	char why[WHY] = "is not in the store";

	store_int(find, 1, id);
	if (store_step(find))
		refuse(find, r, by->when, why);
	sqlite3_reset(find);
	if (why[0]) {
		warnx("win-back %jd %s", (intmax_t)id, why);
		return false;
	}
	store_int(append, 1, id);
	store_run(append);
	return true;
}

void
winning_record(sqlite3 *db, enum winning_result r, const struct acting *by, const int64_t *id, size_t n)
{
	sqlite3_stmt *find = store_query(db, find_sql);
	sqlite3_stmt *append = store_query(db, "INSERT INTO winback_event (winback_id, at, step, actor, note) VALUES (?, ?, ?, ?, ?)");
	size_t bad = 0;

	store_text(append, 2, by->at);
	store_text(append, 3, winning_name(r));
	store_text(append, 4, by->actor);
	store_text(append, 5, by->note);
	for (size_t i = 0; i < n; i++)
		bad += !record(r, by, id[i], find, append);
	store_finish(find);
	store_finish(append);
	if (bad > 0)
		errx(EXIT_TROUBLE, "nothing was recorded: %zu of %zu win-backs cannot have this result", bad, n);
}
