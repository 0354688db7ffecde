#include "lib/value/tuples.h"

#include <err.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/sort.h"
#include "lib/io/opt.h"

enum {
	BITS = 22,		/* enough for a number of days within the years 1 to 9999 */
	MAX_X = 1 << 20,	/* x has the bits of a key that recency and age leave */
};

/* x, recency and age as one number. Keys have the order of (x, recency, age). */
static uint64_t
key_of(const struct history *h, int32_t as_of)
{
	if (h->frequency >= MAX_X)
		errx(EXIT_TROUBLE, "customer '%s' has a frequency larger than %d", h->id, MAX_X);
	return (uint64_t)h->frequency << (2 * BITS) | (uint64_t)(h->last -
	    h->first) << BITS | (uint64_t)(as_of - h->first);
}

static struct btyd_tuple
tuple_of_key(uint64_t key)
{
	const uint64_t mask = (1U << BITS) - 1;

	return (struct btyd_tuple){ (int64_t)(key >> (2 * BITS)), (int32_t)(key >> BITS & mask),
	    (int32_t)(key & mask), 0 };
}

struct tuples *
tuples_new(const struct histories *hs)
{
	const size_t n = history_all(hs);
	uint64_t *key = mem_new(n, sizeof *key), *who = mem_new(n, sizeof *who);
	struct tuples *t = mem_new(1, sizeof *t);

	for (size_t i = 0; i < n; i++) {
		key[i] = key_of(history_any(hs, i), history_as_of(hs));
		who[i] = i;
	}
	sort_with(key, who, n);
	t->tuple = mem_resize(NULL, n, sizeof *t->tuple);
	t->of = mem_new(n, sizeof *t->of);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || key[i] != key[i - 1])
			t->tuple[t->n++] = tuple_of_key(key[i]);
		t->of[who[i]] = (uint32_t)(t->n - 1);
	}
	for (size_t i = 0; i < history_count(hs); i++)
		t->tuple[t->of[history_index(hs, history_at(hs, i))]].n++;
	free(key);
	free(who);
	return t;
}

void
tuples_free(struct tuples *t)
{
	free(t->tuple);
	free(t->of);
	free(t);
}

bool
tuples_fit(const struct tuples *t, enum btyd_model model, unsigned threads, struct btyd_fit *to)
{
	struct btyd_tuple *fitted = mem_resize(NULL, t->n, sizeof *fitted);
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->tuple[i].n > 0)
			fitted[n++] = t->tuple[i];
	const bool good = btyd_fit(model, fitted, n, threads, to);

	free(fitted);
	return good;
}
