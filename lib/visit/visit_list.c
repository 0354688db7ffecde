#include "lib/visit/visit_list.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/moment.h"
#include "lib/base/say.h"
#include "lib/base/sort.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/stat/binomial.h"
#include "lib/store/list.h"
#include "lib/store/query.h"
#include "lib/visit/visit.h"
#include "lib/visit/visit_record.h"
#include "lib/visit/waiting.h"

enum { MINUTE = 60, SEED = 1 };

/* NULL: a ticket of a later time, which nobody has drawn yet. */
static void
state_now(sqlite3_context *ctx, int n, sqlite3_value **arg)
{
	const int64_t *now = sqlite3_user_data(ctx);
	struct visit v = { 0 };

	for (int i = 0; i < n; i++)
		if (!visit_moment((const char *)sqlite3_value_text(arg[i]),
		    i == 0 ? &v.slot : &v.at[i - 1])) {
			sqlite3_result_error(ctx, SAY(VISIT_RECORD_DAMAGED), -1);
			return;
		}
	if (v.slot != VISIT_NONE || v.at[VISIT_ARRIVE] <= *now)	/* else not drawn yet: NULL */
		sqlite3_result_text(ctx, visit_state_name(visit_state(&v, *now)), -1,
		    SQLITE_STATIC);
}

void
visit_list_function(struct store *store, int64_t *now)
{
	if (sqlite3_create_function(store->db, "visit_state", 1 + VISIT_STEPS,
	    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, now, state_now, NULL, NULL)
	    != SQLITE_OK)
		fail("%s", sqlite3_errmsg(store->db));
}

/* --- the queue ----------------------------------------------------------------------------- */

struct waiter {
	int64_t visit, arrived;
	char *customer;
};

struct queue {
	struct waiter *waiter;	/* in the order of arrival */
	size_t n, room;
	double *working;	/* of the agents who serve now: for how long */
	size_t busy, working_room;
	double *service;	/* the latest service times, ascending */
	size_t served, service_room;
};

struct queues {
	struct map *names;
	struct queue *queue;
	size_t room;
	const struct visit_list_queue *opts;
};

static struct queue *
queue_of(struct queues *q, const char *name)
{
	bool is_new;
	const size_t at = map_at(q->names, name, strlen(name), &is_new);

	q->queue = mem_grow(q->queue, at + 1, &q->room, sizeof *q->queue);
	if (is_new)
		q->queue[at] = (struct queue){ 0 };
	return &q->queue[at];
}

/* Takes a visit: the rows come from the latest to the earliest. */
static void
take(struct queues *all, const char *name, int64_t id, const char *customer,
    const struct visit *v)
{
	const int64_t now = all->opts->now;
	const enum visit_state state = visit_state(v, now);
	struct queue *q = queue_of(all, name);

	if (state == VISIT_WAITING) {
		q->waiter = mem_grow(q->waiter, q->n + 1, &q->room, sizeof *q->waiter);
		q->waiter[q->n++] = (struct waiter){ id, v->at[VISIT_ARRIVE],
			mem_text(customer) };
	} else if (state == VISIT_SERVING) {
		q->working = mem_grow(q->working, q->busy + 1, &q->working_room,
		    sizeof *q->working);
		q->working[q->busy++] = (double)(now - v->at[VISIT_START]);
	} else if (state == VISIT_SERVED && v->at[VISIT_END] > v->at[VISIT_START] &&
	    (int64_t)q->served < all->opts->recent) {
		q->service = mem_grow(q->service, q->served + 1, &q->service_room,
		    sizeof *q->service);
		q->service[q->served++] = (double)(v->at[VISIT_END] - v->at[VISIT_START]);
	}
}

static int
by_arrival(const void *a, const void *b)
{
	const struct waiter *x = a, *y = b;

	if (x->arrived != y->arrived)
		return x->arrived < y->arrived ? -1 : 1;
	return (x->visit > y->visit) - (x->visit < y->visit);
}

/* The waiting times; false if nothing is known of the service, or nobody serves. */
static bool
estimate(const struct queues *all, struct queue *q, struct waiting_time *to, size_t *agents)
{
	const size_t given = (size_t)all->opts->agents;

	*agents = given > 0 ? given : q->busy;
	if (q->served == 0 || *agents == 0)
		return false;
	sort_doubles(q->service, q->served);
	/* of more who serve than there are agents, those who began last go on */
	const size_t busy = q->busy < *agents ? q->busy : *agents;

	waiting_times(&(struct waiting){ q->service, q->served, q->working, busy,
	    *agents - busy }, q->n, SEED, to);
	return true;
}

static void
put_minutes(struct put *out, double seconds)
{
	put_real(out, round(seconds / MINUTE * 10) / 10);
}

static void
put_waiter(struct put *out, const char *name, const struct waiter *w, size_t place,
    const struct queues *all)
{
	char arrived[DATE_TIME_SIZE];

	put_text(out, name);
	put_int(out, (int64_t)place + 1);
	put_int(out, w->visit);
	put_text(out, w->customer);
	put_text(out, moment_text(moment_of(w->arrived), arrived));
	put_minutes(out, (double)(all->opts->now - w->arrived));
}

static void
put_queue(const struct queues *all, const char *name, struct queue *q, struct put *out)
{
	struct waiting_time *t = mem_new(q->n, sizeof *t);
	size_t agents;

	if (q->n > 0)
		qsort(q->waiter, q->n, sizeof *q->waiter, by_arrival);
	const bool known = q->n > 0 && estimate(all, q, t, &agents);

	if (q->n > 0 && !known)
		opt_note(q->served == 0 ?
		    "queue '%s': the wait cannot be estimated, because no service has ended yet" :
		    "queue '%s': the wait cannot be estimated, because nobody is served;"
		    " give --agents", name);
	for (size_t i = 0; i < q->n; i++) {
		put_waiter(out, name, &q->waiter[i], i, all);
		put_minutes(out, known ? t[i].median : NAN);
		put_minutes(out, known ? t[i].low : NAN);
		put_minutes(out, known ? t[i].high : NAN);
		put_int(out, (int64_t)q->served);
		put_int(out, (int64_t)agents);
		put_end(out);
	}
	free(t);
}

static void
free_queues(struct queues *all)
{
	for (size_t i = 0; i < map_count(all->names); i++) {
		struct queue *q = &all->queue[i];

		for (size_t k = 0; k < q->n; k++)
			free(q->waiter[k].customer);
		free(q->waiter);
		free(q->working);
		free(q->service);
	}
	free(all->queue);
	map_free(all->names);
}

void
visit_list_queues(struct list *list, const struct visit_list_queue *opts, struct put *out)
{
	struct queues all = { map_new(), NULL, 0, opts };

	list_select(list, "SELECT coalesce(queue, ''), visit_id, coalesce(customer_id, ''), "
	    VISIT_RECORD_MOMENTS " FROM chosen");
	sqlite3_stmt *q = list_query(list, VISIT_LIST_SELECT, "date DESC, visit_id DESC");

	while (query_step(q)) {
		const struct visit v = visit_record_read(q, 3);

		take(&all, query_cell(q, 0), sqlite3_column_int64(q, 1), query_cell(q, 2), &v);
	}
	query_free(q);
	list_close(list);
	put_columns(out, (const struct put_head[]){ { "queue", PUT_TEXT }, { "place", PUT_INT },
	    { "visit_id", PUT_INT }, { "customer_id", PUT_TEXT }, { "arrived", PUT_TEXT },
	    { "waited", PUT_REAL }, { "wait", PUT_REAL }, { "wait_low", PUT_REAL },
	    { "wait_high", PUT_REAL }, { "n", PUT_INT }, { "agents", PUT_INT }, { 0 } });
	size_t *order = map_order(all.names);

	for (size_t i = 0; i < map_count(all.names); i++)
		put_queue(&all, map_key(all.names, order[i]), &all.queue[order[i]], out);
	free(order);
	free_queues(&all);
}

/* --- missed appointments ------------------------------------------------------------------- */

/* ?1 is the as-of date; %s the group, %Q the present moment. */
static const char missed_sql[] =
	"SELECT %s AS g, count(*) FILTER (WHERE state IN ('waiting', 'serving', 'served',"
	" 'abandoned')), count(*) FILTER (WHERE state = 'missed'),"
	" count(*) FILTER (WHERE state = 'booked' AND slot < %Q),"
	" count(*) FILTER (WHERE state = 'cancelled')"
	" FROM chosen WHERE slot IS NOT NULL GROUP BY g";

/* Per group: its SQL, and the name of its column. A weekday is a number, 0 for Monday. */
static const char *const groups[][2] = {
	[VISIT_LIST_CUSTOMER] = { "customer_id", "customer_id" },
	[VISIT_LIST_QUEUE] = { "queue", "queue" }, [VISIT_LIST_AGENT] = { "agent", "agent" },
	[VISIT_LIST_WEEKDAY] = { "strftime('%w', slot, '-1 day')", "weekday" },
	[VISIT_LIST_HOUR] = { "substr(slot, 12, 2)", "hour" },
};

static void
put_missed(sqlite3_stmt *q, enum visit_list_by by, struct put *out)
{
	const int64_t missed = sqlite3_column_int64(q, 2), n = sqlite3_column_int64(q, 1) + missed;
	const struct binomial_range r = binomial_wilson(missed, n, 1);

	put_text(out, by == VISIT_LIST_WEEKDAY ? visit_weekday(sqlite3_column_int(q, 0)) :
	    query_cell(q, 0));
	put_int(out, n);
	put_int(out, missed);
	put_real(out, n > 0 ? (double)missed / (double)n : NAN);
	put_real(out, r.low);
	put_real(out, r.high);
	put_int(out, sqlite3_column_int64(q, 3));
	put_int(out, sqlite3_column_int64(q, 4));
	put_end(out);
}

void
visit_list_missed(struct list *list, enum visit_list_by by, int64_t now, struct put *out)
{
	char text[DATE_TIME_SIZE];
	char *select = query_print(missed_sql, groups[by][0],
	    moment_text(moment_of(now), text));

	list_select(list, select);
	sqlite3_stmt *q = list_query(list, VISIT_LIST_SELECT, "g");

	put_columns(out, (const struct put_head[]){ { groups[by][1], PUT_TEXT },
	    { "n", PUT_INT }, { "missed", PUT_INT }, { "rate", PUT_SHARE },
	    { "low", PUT_SHARE }, { "high", PUT_SHARE }, { "unknown", PUT_INT },
	    { "cancelled", PUT_INT }, { 0 } });
	while (query_step(q))
		put_missed(q, by, out);
	query_free(q);
	list_close(list);
	sqlite3_free(select);
}
