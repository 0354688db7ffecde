#include "lib/service/moments.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"

enum { NEUTRAL = 3, BOTTOM = 2 };

struct point {			/* what is counted per touchpoint */
	int64_t count[RATING_COUNTS];
	double *x, *y;	/* per journey: the mean score before its end, and the score of its end */
	size_t n, x_room, y_room;
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
	for (size_t i = 0; i < m->points; i++) {
		free(m->point[i].x);
		free(m->point[i].y);
	}
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

static void
add_pair(struct point *p, double x, double y)
{
	p->x = mem_grow(p->x, p->n + 1, &p->x_room, sizeof *p->x);
	p->y = mem_grow(p->y, p->n + 1, &p->y_room, sizeof *p->y);
	p->x[p->n] = x;
	p->y[p->n++] = y;
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

		add_pair(p, (double)p->sum / (double)p->times, end->score);
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
moments_truth(const struct moments *m, size_t touchpoint, double target)
{
	const struct point *p = &m->point[touchpoint];
	const int64_t bottom = rating_between(p->count, MOMENTS_SCALE.low, BOTTOM);
	struct moments_truth t = {
		.n = rating_between(p->count, MOMENTS_SCALE.low, MOMENTS_SCALE.high),
		.mean = rating_mean(p->count, MOMENTS_SCALE, 1), .journeys = p->n,
		.to_end = relation_of(p->x, p->y, p->n),
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
