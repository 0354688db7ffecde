/*
 * What the files of fold share: its structs, and what the work on each row needs inline (program).
 *
 * Each part is a hash table with open addressing: fold_customer looks up a slot, which refers to a
 * customer in an array (fold_customer.c). The number of a customer is the index into that array.
 *
 * fold_add does the work (fold_add.c). It updates the sums in the customer, appends an event per
 * day, and the hash of the order_id (fold_orders.c). The events of one customer are a linked list
 * from the last to the first, through all events of the part; so are the order_ids.
 *
 * An event counts its purchases without an order_id, and an order_id has the day of its row. From
 * both fold_days counts the orders of each day (fold_days.c). The costs of the events are beside
 * them, in chunks of their own, so that a log without costs does not pay for them (fold_costs.c).
 *
 * The sums are right only if the rows come in the order of their dates. fold_add recognizes a
 * customer whose rows do not, and sets jumbled. For such a customer fold_sum sorts the events and
 * computes again what depends on their order: all but the spend, the orders and the latest day.
 */
#ifndef FOLD_OWN_H
#define FOLD_OWN_H
#include "lib/base/text.h"
#include "lib/history/fold.h"

enum {
	FOLD_CHUNK = 1 << 17,	/* events per allocation */
	FOLD_PIECE = 1 << 15,	/* customers per allocation, but for the first */
	FOLD_SLOTS = 1024,	/* of a new part */
	FOLD_AHEAD = 24,	/* rows between the prefetch of a slot and its use */
	FOLD_FIRST_DAY = 719162,	/* days from 0001-01-01 to 1970-01-01 */
};

/* One cache line, because the lookup of customers dominates the time. */
struct customer {
	int64_t spend;
	int64_t start;		/* the part of the spend before the second purchase day */
	uint64_t purchases;	/* rows with amount >= 0 and without an order_id */
	/* the number of the last event, from 1, or 0; if days are not kept: refunds before any
	   purchase */
	uint64_t tail : 63,
	    jumbled : 1;	/* the rows were not in order: see fold_sum */
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
	uint64_t hash;		/* fold_order */
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
	struct customer **piece;	/* of FOLD_PIECE, so that a new customer moves no other */
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

static inline struct customer *
fold_customer_at(const struct fold_part *p, size_t i)
{
	return &p->piece[i / FOLD_PIECE][i % FOLD_PIECE];
}

/* The slot at which the search for a tag begins. Slots of ascending tags are ascending. */
static inline size_t
fold_home(const struct fold_part *p, uint64_t hash)
{
	return (size_t)((uint32_t)(hash >> 32) >> p->shift);
}

static inline const char *
fold_id_of(const struct fold_part *p, const struct customer *c)
{
	return c->id.far.is_far ? p->far.s + (uintptr_t)c->id.far.s : c->id.near;
}

static inline bool
fold_is_customer(const struct fold_part *p, const struct customer *c, const union fold_id *id)
{
	if (!id->far.is_far)
		return ((c->id.word[0] ^ id->word[0]) | (c->id.word[1] ^ id->word[1])) == 0;
	return c->id.far.is_far && c->id.far.n == id->far.n &&
	    memcmp(fold_id_of(p, c), id->far.s, id->far.n) == 0;
}

static inline struct slot *
fold_seek(const struct fold_part *p, uint64_t hash, const union fold_id *id)
{
	const uint32_t tag = (uint32_t)(hash >> 32);

	for (size_t i = fold_home(p, hash);; i = (i + 1) & p->mask) {
		struct slot *s = &p->slot[i];

		if (s->at == 0 ||
		    (s->tag == tag && fold_is_customer(p, fold_customer_at(p, s->at - 1), id)))
			return s;
	}
}

static inline struct event *
fold_event(const struct fold_part *p, uint64_t i)
{
	return &p->events[i / FOLD_CHUNK][i % FOLD_CHUNK];
}

static inline struct costs *
fold_event_costs(const struct fold_part *p, uint64_t i)
{
	return &p->event_costs[i / FOLD_CHUNK][i % FOLD_CHUNK];
}

static inline uint64_t
fold_event_day(int32_t day)
{
	return (uint64_t)((int64_t)day + FOLD_FIRST_DAY);
}

/*
 * Adds in two's complement, without undefined behaviour: the spend fits into 64 bits, but a part of
 * it may overflow and return.
 */
static inline int64_t
fold_plus(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a + (uint64_t)b);
}

/* The slot at which fold_seek found nothing becomes that of a new customer. Returns its number. */
size_t fold_take_slot(struct fold_part *, struct slot *, uint64_t hash, const union fold_id *);

/* Room for another customer. */
void fold_more_customers(struct fold_part *);
void fold_free_customers(struct fold_part *);
void fold_free_slots(struct fold_part *);

/* Adds the order_id of a row, which has one. */
void fold_add_order(struct fold_part *, size_t customer, const struct fold_row *);

/* The customer's different order_ids, each with its first day. The caller frees them. */
struct order *fold_orders(const struct fold_part *, size_t customer, size_t *n);

/* Adds the customer's order_ids to the days: each to the latest that is not after it, if any. */
void fold_count_orders(const struct fold_part *, size_t customer, struct fold_day *, size_t days);

/* How many of the days are not after AT, which is a day of an event. */
size_t fold_days_until(const struct fold_day *, size_t days, uint64_t at);

/* Returns false, and adds nothing, if a sum exceeds 64 bits. */
bool fold_add_cost(struct fold_part *, size_t customer, const struct fold_row *);

/* Adds the cost of the row to those of the customer's last event. */
void fold_add_event_cost(struct fold_part *, const struct customer *, const struct fold_row *);

#endif
