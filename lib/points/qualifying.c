#include "lib/points/qualifying.h"

#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/store/query.h"

struct qualifying {
	sqlite3_stmt *events;
	struct tier_event *event;
	size_t n, room;
};

/* A reversal of what was earned is below 0, one of what was redeemed is above. */
static const char earned_sql[] =
	"SELECT day, points FROM points WHERE customer_id = ?1 AND day <= ?2"
	" AND (step = 'earn' OR step = 'reverse' AND points < 0) ORDER BY day";
static const char spend_sql[] =
	"SELECT day, amount FROM orders WHERE customer_id = ?1 AND day <= ?2 ORDER BY day";

struct qualifying *
qualifying_open(struct store *store, bool by_spend)
{
	struct qualifying *q = mem_new(1, sizeof *q);

	q->events = query_new(store, by_spend ? spend_sql : earned_sql);
	return q;
}

void
qualifying_close(struct qualifying *q)
{
	if (q == NULL)
		return;
	query_free(q->events);
	free(q->event);
	free(q);
}

struct tier_held
qualifying_tier(struct qualifying *q, const struct programme *p, const char *customer, int32_t day)
{
	char text[DATE_SIZE];

	q->n = 0;
	query_text(q->events, 1, customer);
	query_text(q->events, 2, date_text(day, text));
	while (query_step(q->events)) {
		q->event = mem_grow(q->event, q->n + 1, &q->room, sizeof *q->event);
		q->event[q->n++] = (struct tier_event){ query_day(q->events, 0),
			sqlite3_column_int64(q->events, 1) };
	}
	return tier_of(p->tier, p->tiers, q->event, q->n, day);
}
