#include "lib/service/moments.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

enum { NEUTRAL = 3, BOTTOM = 2 };

struct point {			/* what is counted per touchpoint */
	int64_t count[RATING_COUNTS];
	struct moments_pair *pair;
	size_t n, room;
	int64_t before, end;	/* numbers of journeys */
	/* the latest journey that met this touchpoint; below, its scores before the end */
	size_t journey;
	int64_t sum, times;
};

struct moments {
	struct point *point;
	size_t points, journeys;
	uint32_t *met;		/* the touchpoints of the current journey */
};

struct moments *
moments_new(size_t touchpoints)
{
	struct moments *m = mem_new(1, sizeof *m);

	m->points = touchpoints;
	m->point = mem_new(touchpoints, sizeof *m->point);
	m->met = mem_new(touchpoints, sizeof *m->met);
	return m;
}

void
moments_free(struct moments *m)
{
	for (size_t i = 0; i < m->points; i++)
		free(m->point[i].pair);
	free(m->point);
	free(m->met);
	free(m);
}

void
moments_alone(struct moments *m, const struct moments_contact *c)
{
	if (c->touchpoint != MOMENTS_NOWHERE)
		m->point[c->touchpoint].count[c->score]++;
}

/*
 * Sums the scores of these contacts per touchpoint and lists the touchpoints in m->met. Returns
 * their number.
 */
static size_t
meet(struct moments *m, const struct moments_contact *c, size_t n)
{
	size_t met = 0;

	for (size_t i = 0; i < n; i++) {
		if (c[i].touchpoint == MOMENTS_NOWHERE)
			continue;
		struct point *p = &m->point[c[i].touchpoint];

		if (p->journey != m->journeys) {
			p->journey = m->journeys;
			p->sum = p->times = 0;
			m->met[met++] = c[i].touchpoint;
		}
		p->sum += c[i].score;
		p->times++;
	}
	return met;
}

void
moments_add_pair(struct moments *m, size_t touchpoint, struct moments_pair pair, int64_t n)
{
	struct point *p = &m->point[touchpoint];

	p->pair = mem_grow(p->pair, p->n + (size_t)n, &p->room, sizeof *p->pair);
	for (; n > 0; n--)
		p->pair[p->n++] = pair;
}

void
moments_add(struct moments *m, size_t touchpoint, const struct moments_counts *c)
{
	struct point *p = &m->point[touchpoint];

	for (int i = 0; i < RATING_COUNTS; i++)
		p->count[i] += c->score[i];
	p->before += c->before;
	p->end += c->end;
	for (size_t i = 0; i < c->pairs; i++)
		moments_add_pair(m, touchpoint, c->pair[i], 1);
}

void
moments_add_journeys(struct moments *m, int64_t n)
{
	m->journeys += (size_t)n;
}

int64_t
moments_journeys(const struct moments *m)
{
	return (int64_t)m->journeys;
}

static double
mean_of(const struct moments_pair *p)
{
	return (double)p->sum / (double)p->times;
}

/* By x, then by y; pairs of the same x and y by their scores. */
static int
by_mean(const void *a, const void *b)
{
	const struct moments_pair *p = a, *q = b;

	if (mean_of(p) < mean_of(q) || mean_of(p) > mean_of(q))
		return mean_of(p) < mean_of(q) ? -1 : 1;
	if (p->end != q->end)
		return p->end < q->end ? -1 : 1;
	return (p->times > q->times) - (p->times < q->times);
}

struct moments_counts
moments_counts(struct moments *m, size_t touchpoint)
{
	struct point *p = &m->point[touchpoint];
	struct moments_counts c = { .before = p->before, .end = p->end, .pair = p->pair,
	    .pairs = p->n };

	if (p->n > 0)
		qsort(p->pair, p->n, sizeof *p->pair, by_mean);
	memcpy(c.score, p->count, sizeof c.score);
	return c;
}

/* Over the sorted pairs: then the order of the journeys does not change a bit. */
static struct relation
relation_to_end(struct moments *m, size_t touchpoint)
{
	const struct moments_counts c = moments_counts(m, touchpoint);
	double *x = mem_new(c.pairs, sizeof *x), *y = mem_new(c.pairs, sizeof *y);

	for (size_t i = 0; i < c.pairs; i++) {
		x[i] = mean_of(&c.pair[i]);
		y[i] = c.pair[i].end;
	}
	const struct relation r = relation_of(x, y, c.pairs);

	free(x);
	free(y);
	return r;
}

void
moments_journey(struct moments *m, const struct moments_contact *c, size_t n)
{
	const struct moments_contact *end = &c[n - 1];

	m->journeys++;
	for (size_t i = 0; i < n; i++)
		moments_alone(m, &c[i]);
	const size_t met = meet(m, c, n - 1);

	for (size_t i = 0; i < met; i++) {
		struct point *p = &m->point[m->met[i]];

		moments_add_pair(m, m->met[i], (struct moments_pair){ (uint32_t)p->sum,
		    (uint32_t)p->times, end->score }, 1);
		p->before += m->met[i] != end->touchpoint;
	}
	if (end->touchpoint != MOMENTS_NOWHERE)
		m->point[end->touchpoint].end++;
}

static void
set_gain(struct moments_truth *t)
{
	const struct relation *r = &t->to_end;

	t->gain = t->gain_low = t->gain_high = NAN;
	if (t->gap <= 0) {
		t->gain = 0;
	} else if (!isnan(r->slope)) {
		t->gain = t->gap * (r->slope * t->before + t->end);
		t->gain_low = t->gap * (r->slope_low * t->before + t->end);
		t->gain_high = t->gap * (r->slope_high * t->before + t->end);
	} else if (t->end > 0) {
		t->gain = t->gap * t->end;
	}
}

struct moments_truth
moments_truth(struct moments *m, size_t touchpoint, double target)
{
	const struct point *p = &m->point[touchpoint];
	const int64_t bottom = rating_between(p->count, MOMENTS_SCALE.low, BOTTOM);
	struct moments_truth t = {
		.n = rating_between(p->count, MOMENTS_SCALE.low, MOMENTS_SCALE.high),
		.mean = rating_mean(p->count, MOMENTS_SCALE, 1), .journeys = p->n,
		.to_end = relation_to_end(m, touchpoint),
		.before = (double)p->before / (double)m->journeys,
		.end = (double)p->end / (double)m->journeys,
	};

	t.bottom = (double)bottom / (double)t.n;
	t.bottom_range = binomial_wilson(bottom, t.n, 1);
	t.gap = target - t.mean.value;
	set_gain(&t);
	return t;
}

struct moments_memory
moments_memory(const struct moments_contact *c, size_t n)
{
	struct moments_memory m = { .peak = c[0].score, .end = c[n - 1].score };
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++) {
		const int far = abs(c[i].score - NEUTRAL) - abs(m.peak - NEUTRAL);

		if (far > 0 || (far == 0 && c[i].score < m.peak))
			m.peak = c[i].score;
		sum += c[i].score;
	}
	m.peak_end = (m.peak + m.end) / 2.;
	m.mean = (double)sum / (double)n;
	return m;
}
