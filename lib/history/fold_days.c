#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/history/fold_own.h"

enum {
	DAYS_AHEAD = 32,	/* customers whose events are looked up at once */
	STEPS_AHEAD = 64,	/* of which so many each */
};

/* By day; within a day purchases first, because the refunds of a day net into them. */
static int
by_day(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	if (x->day != y->day)
		return x->day > y->day ? 1 : -1;
	return (x->amount < 0) - (y->amount < 0);
}

/* A copy of the customer's events, sorted. The caller frees it. */
static struct event *
sorted_events(const struct fold_part *p, const struct customer *c, size_t *n)
{
	*n = 0;
	for (uint64_t i = c->tail; i != 0; i = fold_event(p, i - 1)->prev)
		++*n;
	struct event *e = mem_new(*n, sizeof *e);
	size_t k = *n;

	for (uint64_t i = c->tail; i != 0; i = fold_event(p, i - 1)->prev)
		e[--k] = *fold_event(p, i - 1);
	qsort(e, *n, sizeof *e, by_day);
	return e;
}

static int32_t
day_of(const struct event *e)
{
	return (int32_t)e->day - FOLD_FIRST_DAY;
}

/* Folds the customer's events again, now sorted. */
static void
jumbled_sum(const struct fold_part *p, const struct customer *c, struct fold_sum *s)
{
	size_t n, days = 0;
	struct event *e = sorted_events(p, c, &n);

	s->first = s->last = DATE_NONE;
	s->repeat_spend = 0;
	for (size_t i = 0; i < n; i++) {
		if (e[i].amount >= 0 && day_of(&e[i]) > s->last) {
			s->last = day_of(&e[i]);
			if (days++ == 0)
				s->first = s->last;
		}
		s->early_refunds += days == 0;
		if (days > 1)
			s->repeat_spend = fold_plus(s->repeat_spend, e[i].amount);
	}
	s->frequency = days > 0 ? (int64_t)days - 1 : 0;
	free(e);
}

struct fold_sum
fold_sum(const struct fold_part *p, size_t customer)
{
	const struct customer *c = fold_customer_at(p, customer);
	struct fold_sum s = {
		.id = fold_id_of(p, c), .first = c->first, .last = c->last, .latest = c->latest,
		.frequency = c->days > 0 ? c->days - 1 : 0, .spend = c->spend,
		.repeat_spend = fold_plus(c->spend, -c->start),
		.early_refunds = p->no_days ? (int64_t)c->tail : 0,
		.next = customer < p->next_room ? p->next[customer] : DATE_NONE,
	};

	size_t orders;

	if (customer < p->costs_room)
		s.costs = p->costs[customer];
	s.orders = (int64_t)c->purchases;
	if (customer < p->tail_room) {
		free(fold_orders(p, customer, &orders));
		s.orders += (int64_t)orders;
	}
	if (c->jumbled && !p->no_days)
		jumbled_sum(p, c, &s);
	return s;
}

/* Sorts the events first. */
static size_t
jumbled_days(const struct fold_part *p, const struct customer *c, struct fold_day *to)
{
	size_t n, days = 0;
	struct event *e = sorted_events(p, c, &n);

	for (size_t i = 0; i < n; i++) {
		const bool begins = e[i].amount >= 0 &&
		    (days == 0 || day_of(&e[i]) > to[days - 1].day);

		if (begins)
			to[days++] = (struct fold_day){ .day = day_of(&e[i]) };
		if (days == 0)	/* a refund before any purchase has no day to net into */
			continue;
		to[days - 1].amount = fold_plus(to[days - 1].amount, e[i].amount);
		to[days - 1].orders += (uint32_t)e[i].orders;
	}
	free(e);
	return days;
}

/*
 * The events are in order, but linked from the last to the first. What has been added up when a
 * purchase comes belongs to its day.
 */
static size_t
ordered_days(const struct fold_part *p, const struct customer *c, struct fold_day *to)
{
	struct fold_day sum = { .amount = 0 };
	size_t k = c->days;

	for (uint64_t i = c->tail; i != 0;) {
		const struct event *e = fold_event(p, i - 1);

		i = e->prev;
		sum.amount = fold_plus(sum.amount, e->amount);
		sum.orders += (uint32_t)e->orders;
		if (e->amount < 0)
			continue;
		if (k == c->days || to[k].day != day_of(e))
			to[--k] = (struct fold_day){ .day = day_of(e) };
		to[k].amount = fold_plus(to[k].amount, sum.amount);
		to[k].orders += sum.orders;
		sum = (struct fold_day){ .amount = 0 };
	}
	return c->days;
}

/*
 * Brings the events of the next customers into the cache. A list is followed one event after the
 * other, each of them far from the next; so the lists of several customers are followed at once.
 */
void
fold_days_ahead(const struct fold_part *p, size_t customer)
{
	uint64_t at[DAYS_AHEAD];
	bool any = customer % DAYS_AHEAD == 0;
	size_t n = 0;

	for (size_t c = customer; any && c < p->n && n < DAYS_AHEAD; c++)
		at[n++] = fold_customer_at(p, c)->tail;
	for (int step = 0; any && step < STEPS_AHEAD; step++) {
		any = false;
		for (size_t i = 0; i < n; i++) {
			if (at[i] == 0)
				continue;
			const struct event *e = fold_event(p, at[i] - 1);

			__builtin_prefetch(e);
			if (p->keep_day_costs)
				__builtin_prefetch(fold_event_costs(p, at[i] - 1));
			if ((at[i] = e->prev) != 0)
				any = true;
		}
	}
}

size_t
fold_days(const struct fold_part *p, size_t customer, struct fold_day *to)
{
	const struct customer *c = fold_customer_at(p, customer);
	const size_t days = c->jumbled ? jumbled_days(p, c, to) : ordered_days(p, c, to);

	fold_count_orders(p, customer, to, days);
	return days;
}

size_t
fold_most_days(const struct fold_part *p)
{
	return p->nevents;
}
