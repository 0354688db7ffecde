#include "lib/churn/winback.h"

#include <err.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/moment.h"
#include "lib/base/say.h"
#include "lib/io/opt.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

/* The first day with a purchase of the customer of X, after the day FROM and up to the day UPTO. */
#define BOUGHT(x, from, upto) \
	"(SELECT o.day FROM orders AS o WHERE o.customer_id = " x ".customer_id" \
	" AND o.date >= date(" from ", '+1 day') AND o.day <= " upto " AND amount >= 0" \
	" ORDER BY o.date LIMIT 1) AS bought"

const char winback_sql[] =
	"SELECT w.winback_id, w.customer_id, w.date, reason, offer, agent, cost, until,"
	" coalesce(e.step, 'open') AS result, e.at AS result_at, "
	BOUGHT("w", "w.day", "coalesce(next, ?1)") ", w.day"
	" FROM (SELECT *,"
	"  (SELECT n.day FROM winback AS n WHERE n.customer_id = v.customer_id"
	"   AND (n.date, n.winback_id) > (v.date, v.winback_id) AND n.day <= ?1"
	"   ORDER BY n.date LIMIT 1) AS next,"
	"  (SELECT max(event_id) FROM winback_event AS l"
	"   WHERE l.winback_id = v.winback_id AND l.day <= ?1) AS last"
	"  FROM winback AS v WHERE day <= ?1) AS w"
	" LEFT JOIN winback_event AS e ON e.event_id = w.last";

const char winback_nobody_sql[] =
	"SELECT as_of AS date, " BOUGHT("a", "as_of", "?1") ","
	" (SELECT w.day FROM winback AS w WHERE w.customer_id = a.customer_id AND w.date >= as_of"
	"  ORDER BY w.date LIMIT 1) AS met"
	" FROM alert AS a WHERE change = 'NEW' AND as_of <= ?1";

static const char find_sql[] =
	"SELECT date, step, at FROM winback AS w LEFT JOIN winback_event AS e ON event_id ="
	" (SELECT max(event_id) FROM winback_event AS l WHERE l.winback_id = w.winback_id)"
	" WHERE w.winback_id = ?";
static const char add_sql[] =
	"INSERT INTO winback_event (winback_id, at, step, actor, note, batch)"
	" VALUES (?, ?, ?, ?, ?, ?)";

const char *
winback_name(enum winback_result r)
{
	return r == WINBACK_WON ? "won" : "lost";
}

/* Why this attempt cannot have the result; "" if it can. */
static void
refuse(sqlite3_stmt *found, const char *result, struct moment when, char why[static STEP_LOAD_WHY])
{
	const char *date = query_cell(found, 0), *step = query_cell(found, 1);
	const char *at = query_cell(found, 2);
	const int64_t end = moment_last(when);
	struct moment m;

	why[0] = '\0';
	if (strcmp(step, result) == 0)
		snprintf(why, STEP_LOAD_WHY, "%s",
		    strcmp(step, "won") == 0 ? say("is already won") : say("is already lost"));
	else if (moment_parse(date, &m) && end < moment_first(m))
		snprintf(why, STEP_LOAD_WHY, say("started later, on %s"), date);
	else if (moment_parse(at, &m) && end < moment_first(m))
		snprintf(why, STEP_LOAD_WHY, say("has a later result, on %s"), at);
}

const char *
winback_take(void *ctx, struct store *store, int64_t id, char why[static STEP_LOAD_WHY])
{
	const struct winback_step *s = ctx;
	const char *result = winback_name(s->result);
	sqlite3_stmt *q = query_new(store, find_sql);

	query_int(q, 1, id);
	if (query_step(q))
		refuse(q, result, s->by.when, why);
	else
		snprintf(why, STEP_LOAD_WHY, say("is not in the store"));
	query_free(q);
	if (why[0])
		return NULL;
	q = query_new(store, add_sql);
	query_int(q, 1, id);
	query_text(q, 2, s->by.at);
	query_text(q, 3, result);
	query_text(q, 4, s->by.actor);
	query_text(q, 5, s->by.note);
	query_int(q, 6, s->by.batch);
	query_run(q);
	query_free(q);
	return result;
}
