/*
 * The value of each tuple.
 *
 * What is expected of a customer who is still there depends on x and on the age, but not on the
 * recency, unless the model has stages; and it takes most of the time. Many tuples differ only
 * in the recency. So it is computed once for all of these, and then multiplied by the chance of
 * each tuple that its customers are still there.
 */
#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/work.h"
#include "lib/value/buyer_own.h"
#include "lib/value/rates.h"

enum { CHUNK = 512 };		/* tuples that a thread scores per call */

static double
base_of(const struct buyer *b, size_t tuple)
{
	return btyd_base(buyer_model_of(b, buyer_class(b, tuple)),
	    b->tuples->tuple[tuple].age / BUYER_WEEK);
}

static void
make_horizons(struct buyer *b)
{
	double least = INFINITY, most = 0;

	for (size_t i = 0; i < b->tuples->n; i++) {
		least = fmin(least, base_of(b, i));
		most = fmax(most, base_of(b, i));
	}
	if (most > 0)
		b->horizons = horizons_new(&b->purchases.par, least, most, b->t,
		    b->opts.discount, b->threads);
}

const struct btyd_horizon *
buyer_horizon_of(const struct buyer *b, size_t tuple)
{
	return horizons_at(b->horizons, base_of(b, tuple));
}

struct sharing {
	struct buyer *b;
	uint32_t *of;		/* per tuple: which of the shared values is its own */
	uint32_t *first;	/* per shared value: its first tuple */
	size_t n;
	struct btyd_value *shared;
};

static size_t
chunks(size_t n)
{
	return (n + CHUNK - 1) / CHUNK;
}

static size_t
end_of(size_t chunk, size_t n)
{
	return (chunk + 1) * CHUNK < n ? (chunk + 1) * CHUNK : n;
}

static const struct btyd *
model_of(const struct buyer *b, size_t tuple)
{
	return buyer_model_of(b, buyer_class(b, tuple));
}

static void
value_chunk(void *ctx, size_t chunk)
{
	struct buyer *b = ctx;

	for (size_t i = chunk * CHUNK; i < end_of(chunk, b->tuples->n); i++) {
		const struct btyd_tuple *t = &b->tuples->tuple[i];

		b->value[i] = btyd_value(model_of(b, i), (double)t->x, t->recency / BUYER_WEEK,
		    t->age / BUYER_WEEK, buyer_horizon_of(b, i));
	}
}

static void
share_chunk(void *ctx, size_t chunk)
{
	const struct sharing *s = ctx;

	for (size_t k = chunk * CHUNK; k < end_of(chunk, s->n); k++) {
		const size_t i = s->first[k];
		const struct btyd_tuple *t = &s->b->tuples->tuple[i];

		s->shared[k] = btyd_value_there(model_of(s->b, i), (double)t->x,
		    t->recency / BUYER_WEEK, t->age / BUYER_WEEK, buyer_horizon_of(s->b, i));
	}
}

static void
use_chunk(void *ctx, size_t chunk)
{
	const struct sharing *s = ctx;
	struct buyer *b = s->b;

	for (size_t i = chunk * CHUNK; i < end_of(chunk, b->tuples->n); i++) {
		const struct btyd_tuple *t = &b->tuples->tuple[i];
		const struct btyd_value *v = &s->shared[s->of[i]];
		const double alive = btyd_alive(model_of(b, i), (double)t->x,
		    t->recency / BUYER_WEEK, t->age / BUYER_WEEK);

		b->value[i] = (struct btyd_value){ alive, alive * v->expected,
			alive * v->discounted };
	}
}

static int32_t
oldest(const struct tuples *t)
{
	int32_t age = 0;

	for (size_t i = 0; i < t->n; i++)
		age = t->tuple[i].age > age ? t->tuple[i].age : age;
	return age;
}

/* Tuples of one class with the same x follow each other: of these, each age has one value. */
static void
find_shared(struct sharing *s)
{
	const struct tuples *t = s->b->tuples;
	uint32_t *of_age = mem_new((size_t)oldest(t) + 1, sizeof *of_age);	/* from 1 */
	size_t run = 0;		/* the shared values before those of this x */

	for (size_t i = 0; i < t->n; i++) {
		if (i > 0 && (t->tuple[i].x != t->tuple[i - 1].x ||
		    buyer_class(s->b, i) != buyer_class(s->b, i - 1)))
			run = s->n;
		uint32_t *at = &of_age[t->tuple[i].age];

		if (*at <= run) {
			s->first[s->n++] = (uint32_t)i;
			*at = (uint32_t)s->n;
		}
		s->of[i] = *at - 1;
	}
	free(of_age);
}

void
buyer_value_tuples(struct buyer *b)
{
	const size_t n = b->tuples->n;
	struct sharing s = { .b = b };

	make_horizons(b);
	if (rates_stages(&b->purchases.par) > 1 || !(b->t > 0)) {
		work_each(b->threads, chunks(n), value_chunk, b);
		return;
	}
	s.of = mem_new(n, sizeof *s.of);
	s.first = mem_new(n, sizeof *s.first);
	find_shared(&s);
	s.shared = mem_new(s.n, sizeof *s.shared);
	work_each(b->threads, chunks(s.n), share_chunk, &s);
	work_each(b->threads, chunks(n), use_chunk, &s);
	free(s.of);
	free(s.first);
	free(s.shared);
}
