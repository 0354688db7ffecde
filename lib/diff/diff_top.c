/* The customers with the greatest change. */
#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/sort.h"
#include "lib/diff/diff_own.h"

struct scale {			/* of the contribution to a mean */
	double n[DIFF_SIDES], centre;
};

static struct scale
scale_of(struct diff *d)
{
	struct kitagawa *k = kitagawa_new(1);
	struct scale s;

	for (size_t i = 0; i < d->n; i++)
		kitagawa_add(k, &(struct kitagawa_answer){ (int)d->fact[i].side, 0,
		    d->fact[i].value.real });
	s.centre = kitagawa_centre(k);
	for (int side = 0; side < DIFF_SIDES; side++)
		s.n[side] = (double)d->count[side];
	kitagawa_free(k);
	return s;
}

static void
of_mean(const struct diff_span *s, const struct scale *scale, struct diff_customer *c)
{
	double sum[DIFF_SIDES] = { 0 }, n[DIFF_SIDES] = { 0 }, away = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct diff_fact *f = &s->fact[i];
		const double part = (f->value.real - scale->centre) / scale->n[f->side];

		sum[f->side] += f->value.real;
		n[f->side]++;
		away += f->side == DIFF_AFTER ? part : -part;
	}
	c->before.real = sum[DIFF_BEFORE] / n[DIFF_BEFORE];	/* NAN: none */
	c->after.real = sum[DIFF_AFTER] / n[DIFF_AFTER];
	c->change.real = away;
}

static struct diff_customer
customer_of(const struct diff *d, const struct diff_span *s, const struct scale *scale)
{
	const struct diff_fact *before = diff_last(s, DIFF_BEFORE), *after = diff_last(s,
	    DIFF_AFTER);
	struct diff_customer c = { .id = map_key(d->ids, s->fact->customer),
	    .key = diff_fate(d, s), .there = { before != NULL, after != NULL } };

	/* cppcheck-suppress nullPointerRedundantCheck ; the span has a fact of one side */
	c.key.group = (after ? after : before)->group;
	if (before && after && before->group != after->group && !d->means)
		c.key.effect = DIFF_JOINED;
	if (d->means) {
		of_mean(s, scale, &c);
		return c;
	}
	c.before.amount = before ? before->value.amount : 0;
	c.after.amount = after ? after->value.amount : 0;
	c.change.amount = c.after.amount - c.before.amount;
	return c;
}

static double
size_of(const struct diff *d, const struct diff_customer *c)
{
	const double size = d->means ? c->change.real : (double)c->change.amount;

	return isnan(size) ? 0 : fabs(size);
}

/* The facts of the customers, in the order of their ids; those that are not linked are left out. */
static struct diff_span *
spans_by_id(struct diff *d)
{
	struct diff_span *of = mem_new(map_count(d->ids), sizeof *of), s = { 0 };
	struct diff_span *to = mem_new(map_count(d->ids), sizeof *to);
	size_t *by = map_order(d->ids);

	while (diff_next(d, &s) && s.fact->customer != DIFF_NOBODY)
		of[s.fact->customer] = s;
	for (size_t i = 0; i < map_count(d->ids); i++)
		to[i] = of[by[i]];
	free(by);
	free(of);
	return to;
}

struct diff_customer *
diff_top(struct diff *d, size_t most, size_t *n)
{
	const struct scale scale = scale_of(d);
	struct diff_span *span = spans_by_id(d);

	*n = map_count(d->ids);
	struct sort_ranked *ranked = mem_new(*n, sizeof *ranked);

	for (size_t i = 0; i < *n; i++) {
		const struct diff_customer c = customer_of(d, &span[i], &scale);

		ranked[i] = (struct sort_ranked){ size_of(d, &c), 0, i };
	}
	size_t *row = sort_top(ranked, n, most);
	struct diff_customer *top = mem_new(*n, sizeof *top);

	for (size_t i = 0; i < *n; i++)
		top[i] = customer_of(d, &span[row[i]], &scale);
	free(row);
	free(ranked);
	free(span);
	return top;
}
