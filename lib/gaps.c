#include "lib/gaps.h"

#include <math.h>
#include <stdlib.h>

#include "lib/answers.h"
#include "lib/instrument.h"
#include "lib/mem.h"
#include "lib/weights.h"

struct sheet {			/* of one respondent, used again for the next */
	size_t items, dimensions, *dimension_of;
	struct servqual *item, *dimension;
};

static struct sheet
new_sheet(const struct instrument *in)
{
	struct sheet s = { .items = instrument_count(in), .dimensions = instrument_dimensions(in) };

	s.item = mem_new(s.items, sizeof *s.item);
	s.dimension = mem_new(s.dimensions, sizeof *s.dimension);
	s.dimension_of = mem_new(s.items, sizeof *s.dimension_of);
	for (size_t i = 0; i < s.items; i++)
		s.dimension_of[i] = instrument_item(in, i)->dimension;
	return s;
}

static void
fill(struct sheet *s, const struct answers_person *p)
{
	for (size_t i = 0; i < s->items; i++)
		s->item[i] = (struct servqual){ NAN, NAN };
	for (size_t i = 0; i < p->n; i++)
		s->item[p->pair[i].item] = (struct servqual){ p->pair[i].value[0], p->pair[i].value[1] };
	for (size_t i = 0; i < s->dimensions; i++)
		s->dimension[i] = servqual_dimension(s->item, s->dimension_of, s->items, i);
}

static const double *
weights_of(const struct gaps_weights *w, const struct answers_person *p)
{
	if (w->file)
		return weights_find(w->file, p->who);
	return w->common ? w->common : p->number;
}

static void
add(struct gaps *g, const struct sheet *s, const double *weight)
{
	for (size_t i = 0; i < s->items; i++)
		servqual_add(&g->item[i], s->item[i]);
	for (size_t i = 0; i < s->dimensions; i++) {
		servqual_add(&g->dimension[i], s->dimension[i]);
		if (weight)
			mean_add(&g->weight[i], weight[i]);
	}
	servqual_add(&g->plain, servqual_overall(s->dimension, NULL, s->dimensions));
	if (weight)
		servqual_add(&g->weighted, servqual_overall(s->dimension, weight, s->dimensions));
}

struct gaps *
gaps_of(const struct answers *a, const struct instrument *in, const struct gaps_weights *w, struct gaps_left_out *left)
{
	const size_t groups = answers_groups(a);
	struct gaps *g = mem_new(groups, sizeof *g);
	struct sheet s = new_sheet(in);

	*left = (struct gaps_left_out){ 0 };
	for (size_t i = 0; i < groups; i++) {
		g[i].item = mem_new(s.items, sizeof *g[i].item);
		g[i].dimension = mem_new(s.dimensions, sizeof *g[i].dimension);
		g[i].weight = mem_new(s.dimensions, sizeof *g[i].weight);
	}
	for (size_t i = 0; i < answers_people(a); i++) {
		const struct answers_person *p = answers_person(a, i);
		const double *weight = weights_of(w, p);

		fill(&s, p);
		add(&g[p->group], &s, weight);
		left->incomplete += isnan((double)servqual_overall(s.dimension, NULL, s.dimensions).perception) != 0;
		left->unweighted += weight == NULL;
		left->weighted += weight != NULL;
	}
	free(s.item);
	free(s.dimension);
	free(s.dimension_of);
	return g;
}

void
gaps_free(struct gaps *g, size_t groups)
{
	for (size_t i = 0; i < groups; i++) {
		free(g[i].item);
		free(g[i].dimension);
		free(g[i].weight);
	}
	free(g);
}
