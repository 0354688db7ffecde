/* The explanation of the change of a mean. */
#define _GNU_SOURCE
#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/diff/diff_own.h"

struct means {
	bool groups;
	struct map *keys;
	struct diff_key *key;		/* of each cell of the decomposition */
	size_t room;
	struct kitagawa_answer *answer;	/* of a customer */
	size_t answer_room;
};

/* The cell of a fact of a customer with this fate. */
static size_t
cell_of(struct means *m, const struct diff_fact *f, struct diff_key fate)
{
	const struct diff_key key = m->groups ? (struct diff_key){ f->group, DIFF_GROUP, 0, 0 } :
	    fate;
	const size_t at = map_at(m->keys, (const char *)&key, sizeof key, NULL);

	m->key = mem_grow(m->key, at + 1, &m->room, sizeof *m->key);
	m->key[at] = key;
	return at;
}

static void
read_answers(struct means *m, const struct diff *d, const struct diff_span *s)
{
	const struct diff_key fate = diff_fate(d, s);

	m->answer = mem_grow(m->answer, s->n, &m->answer_room, sizeof *m->answer);
	for (size_t i = 0; i < s->n; i++)
		m->answer[i] = (struct kitagawa_answer){ (int)s->fact[i].side,
		    cell_of(m, &s->fact[i], fate), s->fact[i].value.real };
}

/* Twice through the facts: the standard errors need the means. */
static struct kitagawa *
decompose(struct means *m, struct diff *d)
{
	struct diff_span s = { 0 };

	while (diff_next(d, &s))	/* numbers the cells */
		read_answers(m, d, &s);
	struct kitagawa *k = kitagawa_new(map_count(m->keys));

	for (s = (struct diff_span){ 0 }; diff_next(d, &s);) {
		read_answers(m, d, &s);
		for (size_t i = 0; i < s.n; i++)
			kitagawa_add(k, &m->answer[i]);
	}
	for (s = (struct diff_span){ 0 }; diff_next(d, &s);) {
		read_answers(m, d, &s);
		kitagawa_cluster(k, m->answer, s.n);
	}
	return k;
}

static int
by_key(const void *a, const void *b, void *rank)
{
	const struct diff_mean *x = a, *y = b;

	return diff_compare(&x->key, &y->key, rank);
}

struct diff_mean *
diff_means(struct diff *d, bool groups, size_t *n)
{
	struct means m = { .groups = groups, .keys = map_new() };
	struct kitagawa *k = decompose(&m, d);
	uint32_t *rank = diff_ranks(d);
	struct diff_mean *row = mem_new(map_count(m.keys) + 1, sizeof *row);

	*n = map_count(m.keys) + 1;
	for (size_t i = 0; i + 1 < *n; i++) {
		row[i] = (struct diff_mean){ m.key[i], kitagawa_group(k, i) };
		if (!groups)
			row[i].of.se = NAN;
	}
	row[*n - 1] = (struct diff_mean){ { .effect = DIFF_TOTAL }, kitagawa_total(k) };
	qsort_r(row, *n, sizeof *row, by_key, rank);
	kitagawa_free(k);
	map_free(m.keys);
	free(rank);
	free(m.key);
	free(m.answer);
	return row;
}
