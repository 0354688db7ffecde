#include <string.h>

#include "lib/base/date.h"
#include "lib/base/huge.h"
#include "lib/base/mem.h"
#include "lib/history/fold_own.h"

enum {
	MOST_ORDERS = UINT8_MAX,	/* that an event counts */
	BATCH = 256,		/* rows of fold_batch whose slots are prefetched at once */
};

/* Most logs are small: the first chunk has usual pages, of which only those used take memory. */
static void
more_events(struct fold_part *p)
{
	p->events = mem_grow(p->events, p->chunks + 1, &p->chunk_room, sizeof *p->events);
	p->events[p->chunks] = p->chunks == 0 ? mem_resize(NULL, FOLD_CHUNK, sizeof **p->events)
	    : huge_new(FOLD_CHUNK, sizeof **p->events);
	p->chunks++;
}

/* Purchases that follow each other on one day share an event. */
static void
add_event(struct fold_part *p, struct customer *c, const struct fold_row *r)
{
	const uint64_t day = fold_event_day(r->day);
	const unsigned orders = r->amount >= 0 && r->order == 0;

	if (c->tail != 0 && r->day == c->latest && r->amount >= 0) {
		struct event *e = fold_event(p, c->tail - 1);
		int64_t sum;

		if (e->day == day && e->amount >= 0 && e->orders + orders <= MOST_ORDERS &&
		    !__builtin_add_overflow(e->amount, r->amount, &sum)) {
			e->amount = sum;
			e->orders = (uint8_t)(e->orders + orders);
			return;
		}
	}
	if (p->nevents % FOLD_CHUNK == 0)
		more_events(p);
	*fold_event(p, p->nevents) = (struct event){
		r->amount, c->tail & ((UINT64_C(1) << 34) - 1), orders & MOST_ORDERS,
		day & ((1U << 22) - 1),
	};
	c->tail = ++p->nevents & (UINT64_MAX >> 1);
}

/*
 * The order of the rows matters if a row is earlier than the latest, if a refund comes before a
 * purchase of the same day, or if a refund comes before any purchase; the last can be counted
 * instead. Then the events are sorted later.
 */
static inline bool
is_jumbling(const struct fold_part *p, const struct customer *c, int32_t day, bool purchase)
{
	return (c->latest != DATE_NONE && day < c->latest) ||
	    (!purchase && c->days == 0 && !p->no_days) ||
	    (purchase && day == c->latest && day != c->last);
}

/* The sums of the row's customer, but for the spend, the orders and the costs. */
static inline void
add_day(struct fold_part *p, struct customer *c, int32_t day, int64_t amount)
{
	const bool purchase = amount >= 0;

	if (is_jumbling(p, c, day, purchase)) {
		c->jumbled = true;
		p->is_jumbled = p->no_days;
	}
	if (p->no_days && !purchase && c->days == 0)
		c->tail++;
	if (day > c->latest)
		c->latest = day;
	if (purchase && day > c->last) {
		c->days++;
		c->last = day;
		if (c->first == DATE_NONE)
			c->first = day;
	}
	if (c->days <= 1)
		c->start = fold_plus(c->start, amount);
}

/* As add_day, for a purchase after all rows of its customer so far: as most are. */
static inline void
add_next_day(struct customer *c, int32_t day, int64_t amount)
{
	c->latest = c->last = day;
	if (c->days++ > 0)
		return;
	c->first = day;
	c->start = fold_plus(c->start, amount);
}

const char *
fold_add(struct fold_part *p, size_t customer, const struct fold_row *r)
{
	struct customer *c = fold_customer_at(p, customer);
	int64_t spend;

	if (__builtin_add_overflow(c->spend, r->amount, &spend))
		return "amount";
	if (p->keep_costs && !fold_add_cost(p, customer, r))
		return "cost";
	if (!p->no_days)
		add_event(p, c, r);
	if (p->keep_day_costs)
		fold_add_event_cost(p, c, r);
	c->spend = spend;
	add_day(p, c, r->day, r->amount);
	if (r->amount < 0)
		return NULL;	/* a refund is no order, also if it has a number of its own */
	if (r->order != 0)
		fold_add_order(p, customer, r);
	else
		c->purchases++;
	return NULL;
}

struct fold_row
fold_slowly(const struct fold_quick *r)
{
	const bool far = r->id.far.is_far;

	return (struct fold_row){ .id = far ? r->id.far.s : r->id.near,
		.n = far ? r->id.far.n : (uint32_t)strnlen(r->id.near, FOLD_NEAR),
		.hash = r->hash, .amount = r->amount, .order = r->order, .day = r->day,
		.row = r->row };
}

/*
 * Brings what the rows will need into the cache: first their slots, then their customers. Always
 * inline, because the compiler would leave out a call of a function that only prefetches.
 */
static inline __attribute__((always_inline)) void
prefetch(const struct fold_part *p, const struct fold_quick *r, size_t n)
{
	const struct slot *slot[BATCH];
	size_t slots = 0;

	for (size_t i = 0; i < n; i++) {
		if (r[i].again)
			continue;
		slot[slots] = &p->slot[fold_home(p, r[i].hash)];
		__builtin_prefetch(slot[slots++]);
	}
	for (size_t i = 0; i < slots; i++)
		if (slot[i]->at != 0)
			__builtin_prefetch(fold_customer_at(p, slot[i]->at - 1), 1);
}

/* As fold_add, of a row without a cost. ALL: the part keeps costs or days. */
static inline const char *
add_quick(struct fold_part *p, size_t customer, struct customer *c, const struct fold_quick *r,
    bool all)
{
	int64_t spend;

	if (all || r->order != 0) {
		const struct fold_row row = fold_slowly(r);

		return fold_add(p, customer, &row);
	}
	if (__builtin_add_overflow(c->spend, r->amount, &spend))
		return "amount";
	c->spend = spend;
	if (r->amount >= 0 && r->day > c->latest)
		add_next_day(c, r->day, r->amount);
	else
		add_day(p, c, r->day, r->amount);
	c->purchases += r->amount >= 0;
	return NULL;
}

/* The number of the row's customer, who may be new. */
static inline size_t
find(struct fold_part *p, const struct fold_quick *r)
{
	struct slot *s = fold_seek(p, r->hash, &r->id);

	return s->at != 0 ? s->at - 1 : fold_take_slot(p, s, r->hash, &r->id);
}

void
fold_batch(struct fold_part *p, const struct fold_quick *r, size_t n, struct fold_batch *b)
{
	const bool all = p->keep_costs || !p->no_days;
	const int32_t until = b->until;
	int32_t newest = b->newest, oldest = b->oldest;
	struct customer *c = NULL;
	size_t customer = 0;

	for (size_t i = 0; i < n; i++) {
		const int32_t day = r[i].day;
		const char *large = NULL;

		if (i % BATCH == 0)
			prefetch(p, r + i, n - i < BATCH ? n - i : BATCH);
		if (!r[i].again || i == 0) {
			customer = find(p, &r[i]);
			c = fold_customer_at(p, customer);
		}
		newest = day > newest ? day : newest;
		if (day > until || (large = add_quick(p, customer, c, &r[i], all)) != NULL)
			b->other(b->ctx, &r[i], customer, large);
		else if (day < oldest)
			oldest = day;
	}
	b->newest = newest;
	b->oldest = oldest;
}

void
fold_after(struct fold_part *p, size_t customer, int32_t day)
{
	const size_t had = p->next_room;

	p->next = mem_grow(p->next, customer + 1, &p->next_room, sizeof *p->next);
	for (size_t i = had; i < p->next_room; i++)
		p->next[i] = DATE_NONE;
	if (p->next[customer] == DATE_NONE || day < p->next[customer])
		p->next[customer] = day;
}
