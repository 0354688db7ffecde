/* servqual-calc - where a service falls short of what customers expect of it */
#define _GNU_SOURCE
#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/answers.h"
#include "lib/gaps.h"
#include "lib/instrument.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "lib/opt.h"
#include "lib/put.h"
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

enum { WHY = 100 };
enum level { LEVEL_ALL, LEVEL_ITEM, LEVEL_DIMENSION, LEVEL_OVERALL };
static const char not_100[] = "do not add up to 100, or one is below 0";
static const char *const who[] = { "respondent", "customer_id", NULL };

struct scale {
	double low, high;
	char why[WHY];
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
put_group(struct put *out, const struct instrument *map, const struct gaps *g, const char *name, enum level level)
{
	for (size_t i = 0; i < instrument_count(map) && (level == LEVEL_ALL || level == LEVEL_ITEM); i++)
		put_gap(out, (const char *[]){ name, "item", instrument_dimension(map, instrument_item(map, i)->dimension),
		    instrument_name(map, i) }, &g->item[i], NULL);
	for (size_t i = 0; i < instrument_dimensions(map) && (level == LEVEL_ALL || level == LEVEL_DIMENSION); i++)
		put_gap(out, (const char *[]){ name, "dimension", instrument_dimension(map, i), NULL }, &g->dimension[i],
		    &g->weight[i]);
	if (level == LEVEL_ALL || level == LEVEL_OVERALL)
		put_gap(out, (const char *[]){ name, "overall", NULL, NULL }, &g->plain, NULL);
}

static void
print(const struct answers *a, const struct instrument *map, const struct gaps_weights *w, const char *by, enum level level,
    struct put *out)
{
	const size_t groups = answers_groups(a), people = answers_people(a);
	struct gaps_left_out left;
	struct gaps *g = gaps_of(a, map, w, &left);
	const bool weighted = w->file || w->common || left.weighted > 0;

	if (left.incomplete > 0)
		opt_note("%zu of %zu respondents without a gap in each dimension: not in overall", left.incomplete, people);
	if (weighted && left.unweighted > 0)
		opt_note("%zu of %zu respondents without weights: not in weighted", left.unweighted, people);
	columns(out, by);
	for (size_t i = 0; i < groups; i++) {
		const char *name = by ? answers_group(a, i) : NULL;

		put_group(out, map, &g[i], name, level);
		if (weighted && (level == LEVEL_ALL || level == LEVEL_OVERALL))
			put_gap(out, (const char *[]){ name, "weighted", NULL, NULL }, &g[i].weighted, NULL);
	}
	gaps_free(g, groups);
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
		opt_misuse("--weights is %zu numbers with commas between, not '%s'", n, given);
	if (!servqual_weights_good(to, n))
		opt_misuse("--weights=%s %s", given, not_100);
	return to;
}

int
main(int argc, char *argv[])
{
	struct answers_opts in = { 0 };
	struct put_opts form = { 0 };
	const char *file = "servqual", *weights = NULL, *weights_file = NULL, *scale_text = "1-7";
	int level = LEVEL_ALL;
	struct scale scale = { 0 };
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
	const size_t n = instrument_dimensions(map);

	if (n > ANSWERS_NUMBERS)
		errx(EXIT_TROUBLE, "%s: more than %d dimensions", file, ANSWERS_NUMBERS);
	double *common = weights ? parse_weights(weights, n) : NULL;
	char **name = weight_names(map);
	const struct answers_form asks = { .who = { who[0], who[1] }, .part = { "expectation", "perception" }, .letter = { 'E', 'P' },
		.items = map, .numbers = n, .number = (const char *const *)name, .good = servqual_weights_good, .wrong = not_100,
		.value = read_value, .ctx = &scale };
	struct weights *own = weights_file ? weights_open(weights_file, who, asks.number, n, servqual_weights_good, not_100) : NULL;
	struct answers *a = answers_read(&asks, &in, operands);
	struct put *out = put_open(&form);

	answers_note_unpaired(a);
	print(a, map, &(struct gaps_weights){ own, common }, in.by, (enum level)level, out);
	put_close(out);
	answers_free(a);
	weights_free(own);
	free_names(name, n);
	free(common);
	instrument_free(map);
	return opt_leave();
}
