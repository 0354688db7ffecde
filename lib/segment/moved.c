#include "lib/segment/moved.h"

#include <stdlib.h>

#include "lib/base/mem.h"

struct moved {
	size_t n;		/* segments; one more stands for none */
	int64_t *count;		/* [before][now] */
};

struct moved *
moved_new(size_t segments)
{
	struct moved *m = mem_new(1, sizeof *m);

	m->n = segments;
	m->count = mem_new((segments + 1) * (segments + 1), sizeof *m->count);
	return m;
}

void
moved_free(struct moved *m)
{
	if (m)
		free(m->count);
	free(m);
}

static int64_t *
at(const struct moved *m, size_t before, size_t now)
{
	const size_t b = before == MOVED_NONE ? m->n : before, n = now == MOVED_NONE ? m->n : now;

	return &m->count[b * (m->n + 1) + n];
}

void
moved_add(struct moved *m, size_t before, size_t now)
{
	++*at(m, before, now);
}

/* Adds N customers who came from, or went to, another segment. */
static void
take(int64_t n, size_t other, int64_t *sum, int64_t *most, size_t *which)
{
	*sum += n;
	if (n > *most) {
		*most = n;
		*which = other;
	}
}

struct moved_segment
moved_of(const struct moved *m, size_t segment)
{
	struct moved_segment s = { .stayed = *at(m, segment, segment),
		.joined = *at(m, MOVED_NONE, segment), .from = MOVED_NONE, .to = MOVED_NONE };

	for (size_t i = 0; i < m->n; i++) {
		s.before += *at(m, segment, i);
		if (i == segment)
			continue;
		take(*at(m, i, segment), i, &s.came, &s.most_came, &s.from);
		take(*at(m, segment, i), i, &s.left, &s.most_left, &s.to);
	}
	s.before += *at(m, segment, MOVED_NONE);
	return s;
}
