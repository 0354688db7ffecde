/* servqual-calc - where a service falls short of what customers expect of it */
#define _GNU_SOURCE
#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/answers.h"
#include "lib/instrument.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "lib/opt.h"
#include "lib/put.h"
#include "lib/servqual.h"
#include "lib/weights.h"

static const struct tool tool = {
	"servqual-calc", "[FILE...]",
	"Gaps between what customers expect of a service and what they find, by item and dimension.\n"
	"Reads answers as CSV, long (respondent, item, part, value; part is expectation or perception)\n"
	"or wide (columns E1 to E22 and P1 to P22).",
	"A gap is perception less expectation: below 0 the service falls short.\n"
	"Examples:\n"
	"  servqual-calc -t answers.csv\n"
	"  servqual-calc --weights=11,32,22,19,16 --level=overall answers.csv\n"
	"  servqual-calc --by=branch --level=dimension answers.csv\n"
	"Exit status: 0; 1 --skip-bad left rows out; 2 trouble.\n",
};

enum { WHY = 80 };
enum level { LEVEL_ALL, LEVEL_ITEM, LEVEL_DIMENSION, LEVEL_OVERALL };
static const char not_100[] = "do not add up to 100, or one is below 0";
static const char *const who[] = { "respondent", "customer_id", NULL };

struct scale {
	double low, high;
	char why[WHY];
};

struct survey {
	const struct instrument *map;
	size_t items, dimensions, *dimension_of;
	struct weights *weights;	/* by respondent; NULL: none */
	const double *common;		/* for all; NULL: none */
};

struct group {			/* zeroed: of nobody */
	struct servqual_gap *item, *dimension, plain, weighted;
	struct mean *weight;
};

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

static void
parse_scale(const char *given, struct scale *s)
{
	char low[NUM_SIZE], high[NUM_SIZE];

	if (sscanf(given, "%31[0-9.]-%31[0-9.]", low, high) != 2 || strlen(low) + 1 + strlen(high) != strlen(given) ||
	    !num_parse(low, &s->low) || !num_parse(high, &s->high) || s->low >= s->high)
		opt_misuse("--scale is two numbers like 1-7, not '%s'", given);
	snprintf(s->why, sizeof s->why, "is not a number from %s to %s", low, high);
}

static struct group
new_group(const struct survey *s)
{
	return (struct group){ .item = mem_new(s->items, sizeof(struct servqual_gap)),
		.dimension = mem_new(s->dimensions, sizeof(struct servqual_gap)),
		.weight = mem_new(s->dimensions, sizeof(struct mean)) };
}

static void
free_group(struct group *g)
{
	free(g->item);
	free(g->dimension);
	free(g->weight);
}

/* What the command line says goes before what the answers say. */
static const double *
weights_of(const struct survey *s, const struct answers_person *p)
{
	if (s->weights)
		return weights_find(s->weights, p->who);
	return s->common ? s->common : p->number;
}

/* One respondent; ITEM and DIMENSION are room for the answers. */
static void
add_person(const struct survey *s, const struct answers_person *p, struct group *g, struct servqual *item,
    struct servqual *dimension)
{
	const double *weight = weights_of(s, p);

	for (size_t i = 0; i < s->items; i++)
		item[i] = (struct servqual){ NAN, NAN };
	for (size_t i = 0; i < p->n; i++)
		item[p->pair[i].item] = (struct servqual){ p->pair[i].value[0], p->pair[i].value[1] };
	for (size_t i = 0; i < s->items; i++)
		servqual_add(&g->item[i], item[i]);
	for (size_t i = 0; i < s->dimensions; i++) {
		dimension[i] = servqual_dimension(item, s->dimension_of, s->items, i);
		servqual_add(&g->dimension[i], dimension[i]);
		if (weight)
			mean_add(&g->weight[i], weight[i]);
	}
	servqual_add(&g->plain, servqual_overall(dimension, NULL, s->dimensions));
	if (weight)
		servqual_add(&g->weighted, servqual_overall(dimension, weight, s->dimensions));
}

static void
columns(struct put *out, const char *by)
{
	static const char *const estimates[] = { "expectation", "perception", "gap", "se", "low", "high", "weight" };

	if (by)
		put_column(out, by, PUT_TEXT);
	put_column(out, "level", PUT_TEXT);
	put_column(out, "dimension", PUT_TEXT);
	put_column(out, "item", PUT_TEXT);
	put_column(out, "n", PUT_INT);
	for (size_t i = 0; i < sizeof estimates / sizeof *estimates; i++)
		put_column(out, estimates[i], PUT_REAL);
}

static void
put_gap(struct put *out, const char *const name[4], const struct servqual_gap *g, const struct mean *weight)
{
	const double gap = mean_value(&g->gap), half = mean_half(&g->gap);

	for (int i = name[0] == NULL; i < 4; i++)
		put_text(out, name[i]);
	put_int(out, g->gap.n);
	put_real(out, mean_value(&g->expectation));
	put_real(out, mean_value(&g->perception));
	put_real(out, gap);
	put_real(out, mean_se(&g->gap));
	put_real(out, gap - half);
	put_real(out, gap + half);
	put_real(out, weight ? mean_value(weight) : NAN);
	put_end(out);
}

static void
put_group(struct put *out, const struct survey *s, const struct group *g, const char *name, enum level level, bool weighted)
{
	for (size_t i = 0; i < s->items && (level == LEVEL_ALL || level == LEVEL_ITEM); i++)
		put_gap(out, (const char *[]){ name, "item", instrument_dimension(s->map, s->dimension_of[i]),
		    instrument_name(s->map, i) }, &g->item[i], NULL);
	for (size_t i = 0; i < s->dimensions && (level == LEVEL_ALL || level == LEVEL_DIMENSION); i++)
		put_gap(out, (const char *[]){ name, "dimension", instrument_dimension(s->map, i), NULL }, &g->dimension[i],
		    &g->weight[i]);
	if (level == LEVEL_ITEM || level == LEVEL_DIMENSION)
		return;
	put_gap(out, (const char *[]){ name, "overall", NULL, NULL }, &g->plain, NULL);
	if (weighted)
		put_gap(out, (const char *[]){ name, "weighted", NULL, NULL }, &g->weighted, NULL);
}

static void
print(const struct answers *a, const struct survey *s, const char *by, enum level level, struct put *out)
{
	const size_t groups = answers_groups(a);
	struct group *g = mem_new(groups, sizeof *g);
	struct servqual *item = mem_new(s->items, sizeof *item), *dimension = mem_new(s->dimensions, sizeof *dimension);
	bool weighted = s->weights || s->common;
	size_t incomplete = 0, unweighted = 0;

	for (size_t i = 0; i < groups; i++)
		g[i] = new_group(s);
	for (size_t i = 0; i < answers_people(a); i++) {
		const struct answers_person *p = answers_person(a, i);
		const int64_t before = g[p->group].plain.gap.n;

		add_person(s, p, &g[p->group], item, dimension);
		incomplete += g[p->group].plain.gap.n == before;
		unweighted += weights_of(s, p) == NULL;
		weighted = weighted || p->number;
	}
	if (incomplete > 0)
		opt_note("%zu of %zu respondents without a gap in each dimension: not in overall", incomplete, answers_people(a));
	if (weighted && unweighted > 0)
		opt_note("%zu of %zu respondents without weights: not in weighted", unweighted, answers_people(a));
	for (size_t i = 0; i < groups; i++) {
		put_group(out, s, &g[i], by ? answers_group(a, i) : NULL, level, weighted);
		free_group(&g[i]);
	}
	free(g);
	free(item);
	free(dimension);
}

/* weight.tangibles, ... */
static char **
weight_names(const struct instrument *map)
{
	char **name = mem_new(instrument_dimensions(map), sizeof *name);

	for (size_t i = 0; i < instrument_dimensions(map); i++)
		if (asprintf(&name[i], "weight.%s", instrument_dimension(map, i)) == -1)
			err(EXIT_TROUBLE, NULL);
	return name;
}

static struct survey
survey(const struct instrument *map)
{
	struct survey s = { map, instrument_count(map), instrument_dimensions(map), NULL, NULL, NULL };

	s.dimension_of = mem_new(s.items, sizeof *s.dimension_of);
	for (size_t i = 0; i < s.items; i++)
		s.dimension_of[i] = instrument_item(map, i)->dimension;
	return s;
}

int
main(int argc, char *argv[])
{
	struct answers_opts in = { 0 };
	struct put_opts form = { 0 };
	const char *file = "servqual", *weights = NULL, *weights_file = NULL, *scale_text = "1-7";
	int level = LEVEL_ALL;
	struct scale scale = { 0 };
	double common[ANSWERS_NUMBERS];
	const struct opt opts[] = {
		ANSWERS_BY(&in),
		{ OPT_CHOICE, 0, "level", "all|item|dimension|overall", "only these rows (all)", &level },
		{ OPT_FILE, 0, "map", "FILE", "item,dimension: what is asked (instruments/servqual.csv)", &file },
		{ OPT_TEXT, 0, "scale", "LOW-HIGH", "what answers can be (1-7)", &scale_text },
		{ OPT_TEXT, 0, "weights", "N,...", "what each dimension weighs; together 100", &weights },
		{ OPT_FILE, 0, "weights-file", "FILE", "respondent,weight.DIMENSION,...: weights of each respondent", &weights_file },
		ANSWERS_OPTS(&in), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	if (weights && weights_file)
		opt_misuse("--weights are for all, --weights-file for each: give one of them");
	parse_scale(scale_text, &scale);
	struct instrument *map = instrument_open(file, INSTRUMENT_DIMENSIONS);
	struct survey s = survey(map);

	if (s.dimensions > ANSWERS_NUMBERS)
		errx(EXIT_TROUBLE, "%s: more than %d dimensions", file, ANSWERS_NUMBERS);
	if (weights && !weights_parse(weights, common, s.dimensions))
		opt_misuse("--weights is %zu numbers with commas between, not '%s'", s.dimensions, weights);
	if (weights && !servqual_weights_good(common, s.dimensions))
		opt_misuse("--weights=%s %s", weights, not_100);
	char **name = weight_names(map);
	const struct answers_form asks = { .who = { who[0], who[1] }, .part = { "expectation", "perception" }, .letter = { 'E', 'P' },
		.items = map, .numbers = s.dimensions, .number = (const char *const *)name, .good = servqual_weights_good,
		.wrong = not_100, .value = read_value, .ctx = &scale };

	s.common = weights ? common : NULL;
	s.weights = weights_file ? weights_open(weights_file, who, asks.number, s.dimensions, servqual_weights_good, not_100) : NULL;
	struct answers *a = answers_read(&asks, &in, operands);
	struct put *out = put_open(&form);

	answers_note_unpaired(a);
	columns(out, in.by);
	print(a, &s, in.by, (enum level)level, out);
	put_close(out);
	answers_free(a);
	weights_free(s.weights);
	for (size_t i = 0; i < s.dimensions; i++)
		free(name[i]);
	free(name);
	free(s.dimension_of);
	instrument_free(map);
	return opt_leave();
}
