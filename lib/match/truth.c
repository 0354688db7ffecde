#include "lib/match/truth.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/io/table.h"
#include "lib/match/joined.h"

#define NONE UINT32_MAX	/* not among the people */

struct truth {
	struct joined *joined;
	int64_t pairs;
};

struct ids {			/* of the two sides; without --against there is only the first */
	struct map *of[2];
	uint32_t first;		/* the number of the first person of the second side */
};

static struct ids
number_ids(const struct people *p)
{
	struct ids to = { .first = p->against ? (uint32_t)p->incoming : 0 };

	to.of[0] = map_new();
	to.of[1] = map_new();
	for (size_t i = 0; i < p->n; i++)
		map_at(to.of[p->against && i >= p->incoming], p->of[i].id, strlen(p->of[i].id),
		    NULL);
	return to;
}

static uint32_t
find(const struct ids *ids, int side, const char *id)
{
	size_t at;

	if (!map_find(ids->of[side], id, strlen(id), &at))
		return NONE;
	return (uint32_t)at + (side ? ids->first : 0);
}

/* With --against, the first id is usually of the other list, and the second of --against. */
static bool
find_both(const struct people *p, const struct ids *ids, const char *one, const char *other,
    uint32_t to[2])
{
	to[0] = find(ids, p->against, one);
	to[1] = find(ids, 0, other);
	if (p->against && (to[0] == NONE || to[1] == NONE)) {
		to[0] = find(ids, 0, one);
		to[1] = find(ids, 1, other);
	}
	return to[0] != NONE && to[1] != NONE;
}

static void
take(struct truth *t, struct table *in, const struct people *p, const struct ids *ids,
    const char *one, const char *other)
{
	uint32_t who[2];

	if (!find_both(p, ids, one, other, who))
		table_bad(in, NULL, "'%.60s' and '%.60s' are not both among the customers", one,
		    other);
	else if (who[0] == who[1])
		table_bad(in, NULL, "'%.60s' is a pair with itself", one);
	else
		joined_add(t->joined, who[0], who[1]);
}

/* The pairs of each set of people who are the same. */
static int64_t
count_pairs(const struct people *p, struct joined *j)
{
	int64_t *n = mem_new(p->n, sizeof *n), *incoming = mem_new(p->n, sizeof *n), sum = 0;

	for (size_t i = 0; i < p->n; i++) {
		const uint32_t root = joined_root(j, (uint32_t)i);

		n[root]++;
		incoming[root] += p->against && i < p->incoming;
	}
	for (size_t i = 0; i < p->n; i++)
		sum += p->against ? incoming[i] * (n[i] - incoming[i]) : n[i] * (n[i] - 1) / 2;
	free(n);
	free(incoming);
	return sum;
}

struct truth *
truth_read(const char *file, const struct people *p, const struct reading *reading, bool skip_bad)
{
	struct truth *t = mem_new(1, sizeof *t);
	struct table *in = table_open((char *[]){ (char *)(uintptr_t)file, NULL },
	    &(struct table_opts){ .policy = skip_bad ? TABLE_SKIP : TABLE_STOP,
	    .reading = reading });
	struct ids ids = number_ids(p);
	size_t one = 0, other = 1;

	if (!table_find(in, "keep_id", &one) || !table_find(in, "other_id", &other)) {
		one = 0;
		other = 1;
	}
	if (table_width(in) < 2)
		fail("%s: --truth needs two columns of ids, keep_id and other_id",
		    table_file(in));
	t->joined = joined_new(p->n);
	for (char **row; (row = table_next(in)) != NULL;)
		take(t, in, p, &ids, row[one], row[other]);
	table_close(in);
	t->pairs = count_pairs(p, t->joined);
	map_free(ids.of[0]);
	map_free(ids.of[1]);
	return t;
}

void
truth_free(struct truth *t)
{
	joined_free(t->joined);
	free(t);
}

int64_t
truth_pairs(const struct truth *t)
{
	return t->pairs;
}

bool
truth_is_same(struct truth *t, uint32_t a, uint32_t b)
{
	return joined_root(t->joined, a) == joined_root(t->joined, b);
}
