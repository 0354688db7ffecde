#include "lib/visit/arrivals.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"

enum { MINUTE = 60, DAY = ARRIVALS_DAY * MINUTE, THURSDAY = 3 };	/* 1970-01-01 */

struct queue {
	int64_t *count;		/* per weekday and interval */
	int64_t served, abandoned;
	double service, waited;	/* seconds, in all */
};

struct arrivals {
	int minutes;
	int intervals;		/* per day */
	struct map *names;
	struct queue *queue;
	size_t room;
	size_t *order;		/* the queues by name, after arrivals_end */
	bool *seen;		/* per day from .first on: had it a visit? */
	int64_t first, ndays;
	int64_t days[ARRIVALS_WEEK];
};

struct arrivals *
arrivals_new(int minutes)
{
	struct arrivals *a = mem_new(1, sizeof *a);

	a->minutes = minutes;
	a->intervals = ARRIVALS_DAY / minutes;
	a->names = map_new();
	return a;
}

void
arrivals_free(struct arrivals *a)
{
	for (size_t i = 0; i < map_count(a->names); i++)
		free(a->queue[i].count);
	map_free(a->names);
	free(a->queue);
	free(a->order);
	free(a->seen);
	free(a);
}

static struct queue *
queue_of(struct arrivals *a, const char *name)
{
	bool is_new;
	const size_t at = map_at(a->names, name, strlen(name), &is_new);

	a->queue = mem_grow(a->queue, at + 1, &a->room, sizeof *a->queue);
	if (is_new)
		a->queue[at] = (struct queue){ .count = mem_new((size_t)(ARRIVALS_WEEK *
		    a->intervals), sizeof *a->queue->count) };
	return &a->queue[at];
}

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* Makes .seen cover the day. */
static void
cover(struct arrivals *a, int64_t day)
{
	if (a->ndays == 0)
		a->first = day;
	const int64_t first = day < a->first ? day : a->first;
	const int64_t end = day >= a->first + a->ndays ? day + 1 : a->first + a->ndays;

	if (first == a->first && end == a->first + a->ndays)
		return;
	bool *seen = mem_new((size_t)(end - first), sizeof *seen);

	if (a->ndays > 0)
		memcpy(seen + (a->first - first), a->seen, (size_t)a->ndays * sizeof *seen);
	free(a->seen);
	a->seen = seen;
	a->first = first;
	a->ndays = end - first;
}

static int
weekday_of(int64_t day)
{
	return (int)((day % ARRIVALS_WEEK + ARRIVALS_WEEK + THURSDAY) % ARRIVALS_WEEK);
}

static void
see(struct arrivals *a, int64_t day)
{
	cover(a, day);
	if (!a->seen[day - a->first])
		a->days[weekday_of(day)]++;
	a->seen[day - a->first] = true;
}

void
arrivals_add(struct arrivals *a, const char *name, const struct visit *v)
{
	const int64_t arrived = v->at[VISIT_ARRIVE], started = v->at[VISIT_START],
	    ended = v->at[VISIT_END], abandoned = v->at[VISIT_ABANDON];

	if (arrived == VISIT_NONE)
		return;
	struct queue *q = queue_of(a, name);
	const int64_t day = floor_div(arrived, DAY);
	const int interval = (int)((arrived - day * DAY) / MINUTE) / a->minutes;

	see(a, day);
	q->count[weekday_of(day) * a->intervals + interval]++;
	if (ended != VISIT_NONE) {
		q->served++;
		q->service += (double)(ended - started);
	}
	if (started != VISIT_NONE)
		q->waited += (double)(started - arrived);
	if (abandoned != VISIT_NONE) {
		q->abandoned++;
		q->waited += (double)(abandoned - arrived);
	}
}

size_t
arrivals_queues(const struct arrivals *a)
{
	return map_count(a->names);
}

void
arrivals_end(struct arrivals *a)
{
	free(a->order);
	a->order = map_order(a->names);
}

const char *
arrivals_queue(const struct arrivals *a, size_t queue)
{
	return map_key(a->names, a->order[queue]);
}

struct arrivals_times
arrivals_times(const struct arrivals *a, size_t queue)
{
	const struct queue *q = &a->queue[a->order[queue]];

	return (struct arrivals_times){ q->served, q->abandoned,
		q->served > 0 ? q->service / (double)q->served : NAN,
		q->abandoned > 0 ? q->waited / (double)q->abandoned : INFINITY };
}

int64_t
arrivals_count(const struct arrivals *a, size_t queue, int weekday, int interval, int64_t *days)
{
	*days = a->days[weekday];
	return a->queue[a->order[queue]].count[weekday * a->intervals + interval];
}
