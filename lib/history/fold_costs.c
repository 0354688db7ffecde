#include <string.h>

#include "lib/base/mem.h"
#include "lib/history/fold_own.h"

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

bool
fold_add_cost(struct fold_part *p, size_t customer, const struct fold_row *r)
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
	to->cost = fold_plus(to->cost, more->cost);
	to->costed = fold_plus(to->costed, more->costed);
	to->with += more->with;
	to->without += more->without;
}

/* A new chunk is all 0. */
void
fold_add_event_cost(struct fold_part *p, const struct customer *c, const struct fold_row *r)
{
	const uint64_t i = c->tail - 1;
	struct costs cost = { 0 };

	if (i / FOLD_CHUNK == p->costs_chunks) {
		p->event_costs = mem_grow(p->event_costs, p->costs_chunks + 1,
		    &p->costs_chunk_room, sizeof *p->event_costs);
		p->event_costs[p->costs_chunks++] = mem_new(FOLD_CHUNK, sizeof **p->event_costs);
	}
	costs_add(&cost, r->amount, r->has_cost, r->cost);
	plus_costs(fold_event_costs(p, i), &cost);
}

/* A purchase is on its day, and a refund nets into the latest one that is not after it, if any. */
void
fold_day_costs(const struct fold_part *p, size_t customer, const struct fold_day *day, size_t n,
    struct costs *to)
{
	memset(to, 0, n * sizeof *to);
	uint64_t i = fold_customer_at(p, customer)->tail;

	for (; i != 0; i = fold_event(p, i - 1)->prev) {
		const size_t until = fold_days_until(day, n, fold_event(p, i - 1)->day);

		if (until > 0)
			plus_costs(&to[until - 1], fold_event_costs(p, i - 1));
	}
}
