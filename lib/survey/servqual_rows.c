#define _GNU_SOURCE
#include "lib/survey/servqual_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/io/opt.h"
#include "lib/survey/instrument.h"
#include "lib/survey/weights.h"

enum { WHY = 100 };
static const char not_100[] = SAY("must be at least 0 and add up to 100");
const struct answers_parts servqual_rows_parts = {
	{ "expectation", "perception" }, { 'E', 'P' },
};
static const char *const who[] = { "respondent", "customer_id", NULL };

/* the weights; FILE comes before COMMON, and COMMON before those of the respondent */
struct given {
	struct weights *file;
	double *common;
};

struct scale {
	double low, high;
	char why[WHY];
};

struct left_out {		/* numbers of respondents */
	size_t incomplete;	/* lack the gap of a dimension: not in PLAIN and not in WEIGHTED */
	size_t unweighted;	/* without weights: not in WEIGHTED */
};

/* The scale of the answers. */

static const char *
read_value(const void *ctx, size_t item, const char *cell, double *to)
{
	const struct scale *s = ctx;
	double x;

	(void)item;
	if (!num_parse(cell, &x) || x < s->low || x > s->high)
		return s->why;
	*to = x;
	return NULL;
}

static struct scale
parse_scale(const char *given)
{
	char low[NUM_SIZE], high[NUM_SIZE];
	struct scale s = { 0 };

	if (sscanf(given, "%31[0-9.]-%31[0-9.]", low, high) != 2 ||
	    strlen(low) + 1 + strlen(high) != strlen(given) ||
	    !num_parse(low, &s.low) || !num_parse(high, &s.high) || s.low >= s.high)
		opt_misuse("--scale must be two numbers such as 1-7, not '%s'", given);
	snprintf(s.why, sizeof s.why, say("is not a number from %s to %s"), low, high);
	return s;
}

/* The weights of the dimensions. */

/* The names of their columns: weight.tangibles, ... */
static char **
weight_names(const struct instrument *map)
{
	char **name = mem_new(instrument_dimensions(map), sizeof *name);

	for (size_t i = 0; i < instrument_dimensions(map); i++)
		name[i] = mem_print("weight.%s", instrument_dimension(map, i));
	return name;
}

static void
free_names(char **name, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(name[i]);
	free(name);
}

static double *
parse_weights(const char *given, size_t n)
{
	double *to = mem_new(n, sizeof *to);

	if (!weights_parse(given, to, n))
		opt_misuse("--weights must be %zu numbers separated by commas, not '%s'", n, given);
	if (!servqual_weights_good(to, n))
		opt_misuse("--weights=%s %s", given, say(not_100));
	return to;
}

static const double *
weights_of(const struct given *w, const struct answers_person *p)
{
	if (w->file)
		return weights_find(w->file, p->who);
	return w->common ? w->common : p->number;
}

/* The answers of a respondent. */

struct sheet {			/* the answers of one respondent; reused for the next */
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
		s->item[p->pair[i].item] = (struct servqual){ p->pair[i].value[0],
		    p->pair[i].value[1] };
	for (size_t i = 0; i < s->dimensions; i++)
		s->dimension[i] = servqual_dimension(s->item, s->dimension_of, s->items, i);
}

static void
add(struct servqual_rows *g, const struct sheet *s, const double *weight)
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

static void
add_all(struct gaps_all *all, const struct answers *a, const struct given *w, struct left_out *left)
{
	struct sheet s = new_sheet(all->map);

	for (size_t i = 0; i < answers_people(a); i++) {
		const struct answers_person *p = answers_person(a, i);
		const double *weight = weights_of(w, p);

		fill(&s, p);
		add(&all->group[p->group], &s, weight);
		left->incomplete += isnan(
		    (double)servqual_overall(s.dimension, NULL, s.dimensions).perception) != 0;
		left->unweighted += weight == NULL;
	}
	free(s.item);
	free(s.dimension);
	free(s.dimension_of);
}

static void
new_groups(struct gaps_all *all, const struct answers *a)
{
	all->groups = answers_groups(a);
	all->group = mem_new(all->groups, sizeof *all->group);
	for (size_t i = 0; i < all->groups; i++) {
		struct servqual_rows *g = &all->group[i];

		g->name = mem_text(answers_group(a, i));
		g->item = mem_new(instrument_count(all->map), sizeof *g->item);
		g->dimension = mem_new(instrument_dimensions(all->map), sizeof *g->dimension);
		g->weight = mem_new(instrument_dimensions(all->map), sizeof *g->weight);
	}
}

static void
count_all(struct gaps_all *all, const struct answers *a, const struct given *w)
{
	const size_t people = answers_people(a);
	struct left_out left = { 0 };

	answers_note_unpaired(answers_unpaired(a));
	new_groups(all, a);
	add_all(all, a, w, &left);
	all->weighted = w->file || w->common || left.unweighted < people;
	if (left.incomplete > 0)
		opt_note("overall leaves out %zu of %zu respondents, because a dimension has no "
		    "gap", left.incomplete, people);
	if (all->weighted && left.unweighted > 0)
		opt_note("weighted leaves out %zu of %zu respondents without weights",
		    left.unweighted, people);
}

static struct instrument *
open_map(const struct servqual_rows_opts *o)
{
	if (o->weights && o->weights_file)
		opt_misuse("--weights and --weights-file cannot be used together");
	struct instrument *map = instrument_open(o->map, INSTRUMENT_DIMENSIONS);

	if (instrument_dimensions(map) <= ANSWERS_NUMBERS)
		return map;
	instrument_free(map);
	fail("%s: more than %d dimensions", o->map, ANSWERS_NUMBERS);
}

struct gaps_all
servqual_rows_read(const struct servqual_rows_opts *o, struct store *store, char **operands)
{
	const struct scale scale = parse_scale(o->scale);
	struct gaps_all all = { .map = open_map(o) };
	const size_t n = instrument_dimensions(all.map);
	struct given w = { .common = o->weights ? parse_weights(o->weights, n) : NULL };
	char **name = weight_names(all.map);
	const struct answers_form asks = { .who = { who[0], who[1] },
	    .parts = &servqual_rows_parts, .items = all.map,
	    .numbers = n, .number = (const char *const *)name,
	    .good = servqual_weights_good, .wrong = not_100,
	    .value = read_value, .ctx = &scale };

	if (o->weights_file)
		w.file = weights_open(o->weights_file, who, asks.number, n, servqual_weights_good,
		    not_100);
	struct answers *a = answers_read(&asks, &o->in, store, operands);

	count_all(&all, a, &w);
	answers_free(a);
	weights_free(w.file);
	free(w.common);
	free_names(name, n);
	return all;
}

void
servqual_rows_free(struct gaps_all *all)
{
	for (size_t i = 0; i < all->groups; i++) {
		free(all->group[i].name);
		free(all->group[i].item);
		free(all->group[i].dimension);
		free(all->group[i].weight);
	}
	free(all->group);
	instrument_free(all->map);
}
