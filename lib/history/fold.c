#define _GNU_SOURCE	/* qsort_r */
#include "lib/history/fold.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "lib/base/date.h"
#include "lib/base/huge.h"
#include "lib/base/mem.h"
#include "lib/base/sort.h"
#include "lib/base/text.h"

/*
 * Each part is a hash table with open addressing: fold_customer looks up a slot, which refers to a
 * customer in an array. The number of a customer is the index into that array.
 *
 * fold_add does the work. It updates the sums in the customer; add_event appends an event per day,
 * and add_order appends the hash of the order_id. The events of one customer are a linked list from
 * the last to the first, through all events of the part; so are the order_ids.
 *
 * An event counts its purchases without an order_id, and an order_id has the day of its row. From
 * both fold_days counts the orders of each day. The costs of the events are beside them, in chunks
 * of their own, so that a log without costs does not pay for them.
 *
 * The sums are right only if the rows come in the order of their dates. fold_add recognizes a
 * customer whose rows do not, and sets jumbled. For such a customer jumbled_sum sorts the events
 * and computes again what depends on their order: all but the spend, the orders and the latest day.
 */
enum {
	CHUNK = 1 << 17,	/* events per allocation */
	PIECE = 1 << 15,	/* customers per allocation, but for the first */
	FIRST = 64,		/* customers of the first allocation, which grows to a piece */
	SLOTS = 1024,		/* of a new part */
	MOST_ORDERS = UINT8_MAX,	/* that an event counts */
	AHEAD = 24,		/* rows between the prefetch of a slot and its use */
	BATCH = 256,		/* rows of fold_batch whose slots are prefetched at once */
	DAYS_AHEAD = 32,	/* customers whose events are looked up at once */
	STEPS_AHEAD = 64,	/* of which so many each */
	FIRST_DAY = 719162,	/* days from 0001-01-01 to 1970-01-01 */
};

/* One cache line, because the lookup of customers dominates the time. */
struct customer {
	int64_t spend;
	int64_t start;		/* the part of the spend before the second purchase day */
	uint64_t purchases;	/* rows with amount >= 0 and without an order_id */
	/* the number of the last event, from 1, or 0; if days are not kept: refunds before any
	   purchase */
	uint64_t tail : 63,
	    jumbled : 1;	/* the rows were not in order: see jumbled_sum */
	int32_t first, last, latest;
	uint32_t days;
	union fold_id id;	/* far.s is an offset in the part's text far */
};
_Static_assert(sizeof(struct customer) == 64, "a customer is a line of cache");

struct event {			/* a refund, or the purchases of a day */
	int64_t amount;
	uint64_t prev : 34,	/* the number of the customer's previous event, from 1; 0: none */
	    orders : 8,		/* purchases without an order_id */
	    day : 22;		/* days from 0001-01-01 */
};

struct order {
	uint64_t hash;		/* of the order_id */
	uint64_t prev : 42, day : 22;	/* as in struct event */
};

struct slot {
	uint32_t tag;		/* upper half of the hash; its upper bits choose the slot */
	uint32_t at;		/* the customer's number, from 1; 0: the slot is empty */
};

struct fold_part {
	struct slot *slot;
	size_t mask;
	unsigned shift;		/* from a tag to its slot */
	struct customer **piece;	/* of PIECE customers, so that a new one moves no other */
	size_t pieces, piece_room;
	size_t n, room;		/* customers */
	struct event **events;	/* in chunks, so that appending an event moves no other */
	uint64_t nevents;
	size_t chunks, chunk_room;
	struct order *order;
	size_t norders, order_room;
	uint64_t *order_tail;	/* by customer, if there are order_ids: as customer.tail */
	size_t tail_room;
	int32_t *next;		/* by customer, if there are purchases after the as-of date */
	size_t next_room;
	bool no_days, is_jumbled;	/* as fold_drop_days, fold_is_jumbled */
	bool keep_costs, keep_day_costs;
	struct costs *costs;	/* by customer, if keep_costs */
	size_t costs_room;
	struct costs **event_costs;	/* in chunks, as events, if keep_day_costs */
	size_t costs_chunks, costs_chunk_room;
	struct text far;	/* ids longer than NEAR */
};

struct fold {
	unsigned parts;
	struct fold_part *part;
};

struct fold *
fold_new(unsigned parts)
{
	struct fold *f = mem_new(1, sizeof *f);

	f->parts = parts;
	f->part = mem_new(parts, sizeof *f->part);
	for (unsigned i = 0; i < parts; i++) {
		f->part[i].mask = SLOTS - 1;
		f->part[i].shift = 32 - (unsigned)__builtin_ctz(SLOTS);
		f->part[i].slot = huge_new(SLOTS, sizeof *f->part[i].slot);
	}
	return f;
}

void
fold_keep_costs(struct fold *f, bool of_days)
{
	for (unsigned i = 0; i < f->parts; i++) {
		f->part[i].keep_costs = true;
		f->part[i].keep_day_costs = of_days;
	}
}

bool
fold_has_costs(const struct fold *f)
{
	for (unsigned i = 0; i < f->parts; i++)
		for (size_t c = 0; c < f->part[i].costs_room; c++)
			if (f->part[i].costs[c].with > 0)
				return true;
	return false;
}

void
fold_drop_days(struct fold *f)
{
	for (unsigned i = 0; i < f->parts; i++)
		f->part[i].no_days = true;
}

bool
fold_is_jumbled(const struct fold *f)
{
	for (unsigned i = 0; i < f->parts; i++)
		if (f->part[i].is_jumbled)
			return true;
	return false;
}

static void
free_slots(struct fold_part *p)
{
	huge_free(p->slot, p->mask + 1, sizeof *p->slot);
	p->slot = NULL;
}

static void
free_days(struct fold_part *p)
{
	for (size_t i = 0; i < p->chunks; i++)
		if (i == 0)
			free(p->events[i]);	/* see more_events */
		else
			huge_free(p->events[i], CHUNK, sizeof **p->events);
	free(p->events);
	for (size_t i = 0; i < p->costs_chunks; i++)
		free(p->event_costs[i]);
	free(p->event_costs);
	free(p->order);
	free(p->order_tail);
	free(p->next);
	free(p->costs);
	free_slots(p);
	p->events = NULL;
	p->chunks = 0;
	p->event_costs = NULL;
	p->costs_chunks = 0;
	p->order = NULL;
	p->order_tail = NULL;
	p->next = NULL;
	p->costs = NULL;
}

static void
free_piece(struct fold_part *p, size_t i)
{
	if (i == 0)
		free(p->piece[i]);	/* see more_customers */
	else
		huge_free(p->piece[i], PIECE, sizeof **p->piece);
	p->piece[i] = NULL;
}

static void
free_customers(struct fold_part *p)
{
	for (size_t i = 0; i < p->pieces; i++)
		free_piece(p, i);
	free(p->piece);
}

void
fold_free(struct fold *f)
{
	for (unsigned i = 0; i < f->parts; i++) {
		free_days(&f->part[i]);
		free_customers(&f->part[i]);
		text_free(&f->part[i].far);
	}
	free(f->part);
	free(f);
}

uint64_t
fold_hash(const char *s, size_t n)
{
	uint64_t h = XXH3_64bits(s, n);

	return h ? h : 1;	/* 0 means: without an order_id */
}

uint64_t
fold_order(const char *order_id, size_t n, const char *source, size_t m)
{
	if (m == 0)
		return fold_hash(order_id, n);
	const uint64_t h = XXH3_64bits_withSeed(order_id, n, fold_hash(source, m));

	return h ? h : 1;
}

unsigned
fold_parts(const struct fold *f)
{
	return f->parts;
}

struct fold_part *
fold_part(const struct fold *f, unsigned i)
{
	return &f->part[i];
}

/* Uses bits 24 to 31: the tag, from which the slot comes, has the upper half. */
unsigned
fold_part_of(const struct fold *f, uint64_t hash)
{
	return (unsigned)((hash >> 24 & 0xff) * f->parts >> 8);
}

static inline struct customer *
customer_at(const struct fold_part *p, size_t i)
{
	return &p->piece[i / PIECE][i % PIECE];
}

/* The slot at which the search for a tag begins. Slots of ascending tags are ascending. */
static inline size_t
home(const struct fold_part *p, uint64_t hash)
{
	return (size_t)((uint32_t)(hash >> 32) >> p->shift);
}

static const char *
id_of(const struct fold_part *p, const struct customer *c)
{
	return c->id.far.is_far ? p->far.s + (uintptr_t)c->id.far.s : c->id.near;
}

static inline bool
is_customer(const struct fold_part *p, const struct customer *c, const union fold_id *id)
{
	if (!id->far.is_far)
		return ((c->id.word[0] ^ id->word[0]) | (c->id.word[1] ^ id->word[1])) == 0;
	return c->id.far.is_far && c->id.far.n == id->far.n &&
	    memcmp(id_of(p, c), id->far.s, id->far.n) == 0;
}

static inline struct slot *
seek(const struct fold_part *p, uint64_t hash, const union fold_id *id)
{
	const uint32_t tag = (uint32_t)(hash >> 32);

	for (size_t i = home(p, hash);; i = (i + 1) & p->mask) {
		struct slot *s = &p->slot[i];

		if (s->at == 0 || (s->tag == tag && is_customer(p, customer_at(p, s->at - 1), id)))
			return s;
	}
}

/* Twice as many slots. Their order stays, so both tables are gone through from end to end. */
static void
rehash(struct fold_part *p)
{
	const struct slot *old = p->slot;
	const size_t slots = p->mask + 1;

	p->mask = 2 * slots - 1;
	p->shift--;
	p->slot = huge_new(2 * slots, sizeof *p->slot);
	for (size_t k = 0; k < slots; k++) {
		size_t i = old[k].tag >> p->shift;

		while (old[k].at != 0 && p->slot[i].at != 0)
			i = (i + 1) & p->mask;
		if (old[k].at != 0)
			p->slot[i] = old[k];
	}
	huge_free((void *)(uintptr_t)old, slots, sizeof *old);
}

/* Room for another customer. The first piece begins small, because most logs are. */
static void
more_customers(struct fold_part *p)
{
	p->piece = mem_grow(p->piece, p->pieces + 1, &p->piece_room, sizeof *p->piece);
	if (p->room < PIECE) {
		p->room = p->room == 0 ? FIRST : 4 * p->room < PIECE ? 4 * p->room : PIECE;
		p->piece[0] = mem_resize(p->pieces > 0 ? p->piece[0] : NULL, p->room,
		    sizeof **p->piece);
		p->pieces = 1;
	} else {
		p->piece[p->pieces++] = huge_new(PIECE, sizeof **p->piece);
		p->room += PIECE;
	}
}

static void
new_customer(struct fold_part *p, const union fold_id *id)
{
	if (p->n == p->room)
		more_customers(p);
	struct customer *c = customer_at(p, p->n++);

	*c = (struct customer){
		.id = *id, .first = DATE_NONE, .last = DATE_NONE, .latest = DATE_NONE,
	};
	if (!id->far.is_far)
		return;
	c->id.far.s = (const char *)(uintptr_t)p->far.n;
	text_add(&p->far, id->far.s, id->far.n);
	text_add(&p->far, "", 1);
}

/* The slot at which seek found nothing becomes that of a new customer. Returns its number. */
static size_t
take_slot(struct fold_part *p, struct slot *s, uint64_t hash, const union fold_id *id)
{
	new_customer(p, id);
	*s = (struct slot){ (uint32_t)(hash >> 32), (uint32_t)p->n };
	if (p->n * 2 > p->mask)
		rehash(p);
	return p->n - 1;
}

size_t
fold_customer(struct fold_part *p, const struct fold_row *r, bool *is_new)
{
	const union fold_id id = fold_id(r->id, r->n, r->id);
	struct slot *s = seek(p, r->hash, &id);

	if (is_new)
		*is_new = s->at == 0;
	return s->at != 0 ? s->at - 1 : take_slot(p, s, r->hash, &id);
}

void
fold_ahead(const struct fold_part *p, const struct fold_row *r, size_t n, size_t at)
{
	if (at + AHEAD < n)
		__builtin_prefetch(&p->slot[home(p, r[at + AHEAD].hash)]);
	if (at + AHEAD / 2 < n) {
		const struct slot *s = &p->slot[home(p, r[at + AHEAD / 2].hash)];

		if (s->at != 0)
			__builtin_prefetch(customer_at(p, s->at - 1), 1);
	}
}

static struct event *
event(const struct fold_part *p, uint64_t i)
{
	return &p->events[i / CHUNK][i % CHUNK];
}

static struct costs *
event_costs(const struct fold_part *p, uint64_t i)
{
	return &p->event_costs[i / CHUNK][i % CHUNK];
}

static uint64_t
event_day(int32_t day)
{
	return (uint64_t)((int64_t)day + FIRST_DAY);
}

/* Most logs are small: the first chunk has usual pages, of which only those used take memory. */
static void
more_events(struct fold_part *p)
{
	p->events = mem_grow(p->events, p->chunks + 1, &p->chunk_room, sizeof *p->events);
	p->events[p->chunks] = p->chunks == 0 ? mem_resize(NULL, CHUNK, sizeof **p->events)
	    : huge_new(CHUNK, sizeof **p->events);
	p->chunks++;
}

/* Purchases that follow each other on one day share an event. */
static void
add_event(struct fold_part *p, struct customer *c, const struct fold_row *r)
{
	const uint64_t day = event_day(r->day);
	const unsigned orders = r->amount >= 0 && r->order == 0;

	if (c->tail != 0 && r->day == c->latest && r->amount >= 0) {
		struct event *e = event(p, c->tail - 1);
		int64_t sum;

		if (e->day == day && e->amount >= 0 && e->orders + orders <= MOST_ORDERS &&
		    !__builtin_add_overflow(e->amount, r->amount, &sum)) {
			e->amount = sum;
			e->orders = (uint8_t)(e->orders + orders);
			return;
		}
	}
	if (p->nevents % CHUNK == 0)
		more_events(p);
	*event(p, p->nevents) = (struct event){
		r->amount, c->tail & ((UINT64_C(1) << 34) - 1), orders & MOST_ORDERS,
		day & ((1U << 22) - 1),
	};
	c->tail = ++p->nevents & (UINT64_MAX >> 1);
}

/* Skips the order_id of the customer's previous row; different_orders removes other duplicates. */
static void
add_order(struct fold_part *p, size_t customer, const struct fold_row *r)
{
	const uint64_t day = event_day(r->day);
	const size_t had = p->tail_room;

	p->order_tail = mem_grow(p->order_tail, customer + 1, &p->tail_room, sizeof *p->order_tail);
	if (p->tail_room > had)
		memset(p->order_tail + had, 0, (p->tail_room - had) * sizeof *p->order_tail);
	uint64_t tail = p->order_tail[customer];

	if (tail != 0 && p->order[tail - 1].hash == r->order) {
		if (day < p->order[tail - 1].day)
			p->order[tail - 1].day = day & ((1U << 22) - 1);
		return;
	}
	p->order = mem_grow(p->order, p->norders + 1, &p->order_room, sizeof *p->order);
	p->order[p->norders] = (struct order){
		r->order, tail & ((UINT64_C(1) << 42) - 1), day & ((1U << 22) - 1),
	};
	p->order_tail[customer] = ++p->norders;
}

/*
 * Adds in two's complement, without undefined behaviour: the spend fits into 64 bits, but a part of
 * it may overflow and return.
 */
static int64_t
plus(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a + (uint64_t)b);
}

/* Returns false, and adds nothing, if a sum exceeds 64 bits. */
static bool
add_cost(struct fold_part *p, size_t customer, const struct fold_row *r)
{
	const size_t had = p->costs_room;

	p->costs = mem_grow(p->costs, customer + 1, &p->costs_room, sizeof *p->costs);
	if (p->costs_room > had)
		memset(p->costs + had, 0, (p->costs_room - had) * sizeof *p->costs);
	return costs_add(&p->costs[customer], r->amount, r->has_cost, r->cost);
}

/* As costs_join, in two's complement. */
static void
plus_costs(struct costs *to, const struct costs *more)
{
	to->cost = plus(to->cost, more->cost);
	to->costed = plus(to->costed, more->costed);
	to->with += more->with;
	to->without += more->without;
}

/*
 * Adds the cost of the row to those of the customer's last event. A new chunk is all 0. Not inline,
 * because that slows fold_add for logs without costs.
 */
static __attribute__((noinline)) void
add_event_cost(struct fold_part *p, const struct customer *c, const struct fold_row *r)
{
	const uint64_t i = c->tail - 1;
	struct costs cost = { 0 };

	if (i / CHUNK == p->costs_chunks) {
		p->event_costs = mem_grow(p->event_costs, p->costs_chunks + 1,
		    &p->costs_chunk_room, sizeof *p->event_costs);
		p->event_costs[p->costs_chunks++] = mem_new(CHUNK, sizeof **p->event_costs);
	}
	costs_add(&cost, r->amount, r->has_cost, r->cost);
	plus_costs(event_costs(p, i), &cost);
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
		c->start = plus(c->start, amount);
}

/* As add_day, for a purchase after all rows of its customer so far: as most are. */
static inline void
add_next_day(struct customer *c, int32_t day, int64_t amount)
{
	c->latest = c->last = day;
	if (c->days++ > 0)
		return;
	c->first = day;
	c->start = plus(c->start, amount);
}

const char *
fold_add(struct fold_part *p, size_t customer, const struct fold_row *r)
{
	struct customer *c = customer_at(p, customer);
	int64_t spend;

	if (__builtin_add_overflow(c->spend, r->amount, &spend))
		return "amount";
	if (p->keep_costs && !add_cost(p, customer, r))
		return "cost";
	if (!p->no_days)
		add_event(p, c, r);
	if (p->keep_day_costs)
		add_event_cost(p, c, r);
	c->spend = spend;
	add_day(p, c, r->day, r->amount);
	if (r->order != 0)
		add_order(p, customer, r);
	else
		c->purchases += r->amount >= 0;
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
		slot[slots] = &p->slot[home(p, r[i].hash)];
		__builtin_prefetch(slot[slots++]);
	}
	for (size_t i = 0; i < slots; i++)
		if (slot[i]->at != 0)
			__builtin_prefetch(customer_at(p, slot[i]->at - 1), 1);
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
	struct slot *s = seek(p, r->hash, &r->id);

	return s->at != 0 ? s->at - 1 : take_slot(p, s, r->hash, &r->id);
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
			c = customer_at(p, customer);
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

size_t
fold_customers(const struct fold_part *p)
{
	return p->n;
}

/* By order_id; within one by day. */
static int
by_hash(const void *a, const void *b)
{
	const struct order *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash > y->hash ? 1 : -1;
	return (x->day > y->day) - (x->day < y->day);
}

/* The customer's different order_ids, each with its first day. The caller frees them. */
static struct order *
different_orders(const struct fold_part *p, size_t customer, size_t *n)
{
	const uint64_t tail = customer < p->tail_room ? p->order_tail[customer] : 0;
	size_t all = 0, k = 0;

	*n = 0;
	if (tail == 0)
		return NULL;
	for (uint64_t i = tail; i != 0; i = p->order[i - 1].prev)
		all++;
	struct order *order = mem_new(all, sizeof *order);

	for (uint64_t i = tail; i != 0; i = p->order[i - 1].prev)
		order[k++] = p->order[i - 1];
	qsort(order, all, sizeof *order, by_hash);
	for (size_t i = 0; i < all; i++)
		if (i == 0 || order[i].hash != order[*n - 1].hash)
			order[(*n)++] = order[i];
	return order;
}

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
	for (uint64_t i = c->tail; i != 0; i = event(p, i - 1)->prev)
		++*n;
	struct event *e = mem_new(*n, sizeof *e);
	size_t k = *n;

	for (uint64_t i = c->tail; i != 0; i = event(p, i - 1)->prev)
		e[--k] = *event(p, i - 1);
	qsort(e, *n, sizeof *e, by_day);
	return e;
}

static int32_t
day_of(const struct event *e)
{
	return (int32_t)e->day - FIRST_DAY;
}

/* How many of the days are not after AT, which is a day of an event. */
static size_t
days_until(const struct fold_day *day, size_t days, uint64_t at)
{
	size_t low = 0, high = days;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (event_day(day[middle].day) <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Adds the customer's order_ids to the days: each to the latest that is not after it, if any. */
static void
count_orders(const struct fold_part *p, size_t customer, struct fold_day *day, size_t days)
{
	size_t n;
	struct order *order = different_orders(p, customer, &n);

	for (size_t i = 0; i < n; i++) {
		const size_t until = days_until(day, days, order[i].day);

		if (until > 0)
			day[until - 1].orders++;
	}
	free(order);
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
			s->repeat_spend = plus(s->repeat_spend, e[i].amount);
	}
	s->frequency = days > 0 ? (int64_t)days - 1 : 0;
	free(e);
}

struct fold_sum
fold_sum(const struct fold_part *p, size_t customer)
{
	const struct customer *c = customer_at(p, customer);
	struct fold_sum s = {
		.id = id_of(p, c), .first = c->first, .last = c->last, .latest = c->latest,
		.frequency = c->days > 0 ? c->days - 1 : 0, .spend = c->spend,
		.repeat_spend = plus(c->spend, -c->start),
		.early_refunds = p->no_days ? (int64_t)c->tail : 0,
		.next = customer < p->next_room ? p->next[customer] : DATE_NONE,
	};

	size_t orders;

	if (customer < p->costs_room)
		s.costs = p->costs[customer];
	s.orders = (int64_t)c->purchases;
	if (customer < p->tail_room) {
		free(different_orders(p, customer, &orders));
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
		to[days - 1].amount = plus(to[days - 1].amount, e[i].amount);
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
		const struct event *e = event(p, i - 1);

		i = e->prev;
		sum.amount = plus(sum.amount, e->amount);
		sum.orders += (uint32_t)e->orders;
		if (e->amount < 0)
			continue;
		if (k == c->days || to[k].day != day_of(e))
			to[--k] = (struct fold_day){ .day = day_of(e) };
		to[k].amount = plus(to[k].amount, sum.amount);
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
		at[n++] = customer_at(p, c)->tail;
	for (int step = 0; any && step < STEPS_AHEAD; step++) {
		any = false;
		for (size_t i = 0; i < n; i++) {
			if (at[i] == 0)
				continue;
			const struct event *e = event(p, at[i] - 1);

			__builtin_prefetch(e);
			if (p->keep_day_costs)
				__builtin_prefetch(event_costs(p, at[i] - 1));
			if ((at[i] = e->prev) != 0)
				any = true;
		}
	}
}

size_t
fold_days(const struct fold_part *p, size_t customer, struct fold_day *to)
{
	const struct customer *c = customer_at(p, customer);
	const size_t days = c->jumbled ? jumbled_days(p, c, to) : ordered_days(p, c, to);

	count_orders(p, customer, to, days);
	return days;
}

/* A purchase is on its day, and a refund nets into the latest one that is not after it, if any. */
void
fold_day_costs(const struct fold_part *p, size_t customer, const struct fold_day *day, size_t n,
    struct costs *to)
{
	memset(to, 0, n * sizeof *to);
	for (uint64_t i = customer_at(p, customer)->tail; i != 0; i = event(p, i - 1)->prev) {
		const size_t until = days_until(day, n, event(p, i - 1)->day);

		if (until > 0)
			plus_costs(&to[until - 1], event_costs(p, i - 1));
	}
}

size_t
fold_most_days(const struct fold_part *p)
{
	return p->nevents;
}

int
fold_compare(const struct fold_part *p, size_t customer, const struct fold_part *q, size_t other)
{
	const struct customer *x = customer_at(p, customer), *y = customer_at(q, other);

	if (x->id.far.is_far || y->id.far.is_far)
		return strcmp(id_of(p, x), id_of(q, y));
	const bool first = x->id.word[0] == y->id.word[0];
	const uint64_t i = be64toh(x->id.word[first]), k = be64toh(y->id.word[first]);

	return (i > k) - (i < k);
}

static int
by_id(const void *a, const void *b, void *part)
{
	const struct fold_part *p = part;

	return fold_compare(p, *(const uint64_t *)a, p, *(const uint64_t *)b);
}

/* The first eight bytes of an id, as a number of the same order. */
static uint64_t
prefix(const struct fold_part *p, const struct customer *c)
{
	uint64_t w = c->id.word[0];

	if (c->id.far.is_far)
		memcpy(&w, id_of(p, c), sizeof w);
	return be64toh(w);
}

/* By radix on the first bytes; then sorts runs of ids with the same first bytes. */
static uint32_t *
sorted_numbers(struct fold_part *p)
{
	uint64_t *key = huge_room(p->n, sizeof *key), *number = huge_room(p->n, sizeof *number);

	for (size_t i = 0; i < p->n; i++) {
		key[i] = prefix(p, customer_at(p, i));
		number[i] = i;
	}
	sort_with(key, number, p->n);
	for (size_t i = 0, end; i < p->n; i = end) {
		for (end = i + 1; end < p->n && key[end] == key[i]; end++)
			;
		if (end - i > 1)
			qsort_r(number + i, end - i, sizeof *number, by_id, p);
	}
	free(key);
	uint32_t *order = mem_resize(NULL, p->n, sizeof *order);

	for (size_t i = 0; i < p->n; i++)
		order[i] = (uint32_t)number[i];
	free(number);
	return order;
}

/* Gives the customers the numbers of their places in the order. */
static void
move_customers(struct fold_part *p, const uint32_t *order)
{
	struct fold_part to = { .n = 0 };

	for (size_t i = 0; i < p->n; i++) {
		if (i + AHEAD < p->n)
			__builtin_prefetch(customer_at(p, order[i + AHEAD]));
		if (to.n == to.room)
			more_customers(&to);
		*customer_at(&to, to.n++) = *customer_at(p, order[i]);
	}
	free_customers(p);
	p->piece = to.piece;
	p->pieces = to.pieces;
	p->piece_room = to.piece_room;
	p->room = to.room;
}

uint32_t *
fold_sort(struct fold_part *p, bool move)
{
	size_t i = 1;

	free_slots(p);
	while (i < p->n && fold_compare(p, i - 1, p, i) < 0)
		i++;
	if (i >= p->n)
		return NULL;
	uint32_t *order = sorted_numbers(p);

	if (!move || p->costs || p->order_tail || p->next)
		return order;
	move_customers(p, order);
	free(order);
	return NULL;
}

void
fold_release(struct fold_part *p, size_t n)
{
	for (size_t i = n / PIECE; i > 0 && p->piece[i - 1]; i--)
		free_piece(p, i - 1);
}

void
fold_settle(struct fold_part *p)
{
	free_days(p);
}
