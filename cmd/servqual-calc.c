/* servqual-calc - the gaps between what customers expect of a service and what they perceive */
#include <math.h>

#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/survey/instrument.h"
#include "lib/survey/servqual_rows.h"

static const struct tool tool = {
	"servqual-calc", "[FILE...]",
	"Compute the gaps between what customers expect of a service and what they perceive, by\n"
	"item and dimension.  Reads answers as CSV, long (respondent, item, part, value; part is\n"
	"expectation or perception) or wide (columns E1 to E22 and P1 to P22), or with -d a\n"
	"survey in the store.",
	"A gap is perception minus expectation: below 0 the service falls short.\n"
	"Examples:\n"
	"  servqual-calc -t answers.csv\n"
	"  servqual-calc --weights=11,32,22,19,16 --level=overall answers.csv\n"
	"  servqual-calc -d shop.db --survey=servqual --by=wave --level=dimension\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out; 2 on error.\n",
};

enum level { LEVEL_ALL, LEVEL_ITEM, LEVEL_DIMENSION, LEVEL_OVERALL };

static const struct put_head head[] = {
	{ "level", PUT_TEXT }, { "dimension", PUT_TEXT }, { "item", PUT_TEXT }, { "n", PUT_INT },
	{ "expectation", PUT_REAL }, { "perception", PUT_REAL }, { "gap", PUT_REAL },
	{ "se", PUT_REAL }, { "low", PUT_REAL }, { "high", PUT_REAL }, { "weight", PUT_REAL },
	{ 0 },
};

struct page {
	struct put *out;
	const char *by;		/* NULL: no groups */
	enum level level;
};

struct row {
	const char *level, *dimension, *item;
	const struct servqual_gap *gap;
	const struct mean *weight;
};

static void
put_row(const struct page *p, const char *group, struct row r)
{
	const double gap = mean_value(&r.gap->gap), half = mean_half(&r.gap->gap);
	const struct value cells[] = {
		{ .s = r.level }, { .s = r.dimension }, { .s = r.item }, { .i = r.gap->gap.n },
		{ .x = mean_value(&r.gap->expectation) }, { .x = mean_value(&r.gap->perception) },
		{ .x = gap }, { .x = mean_se(&r.gap->gap) }, { .x = gap - half },
		{ .x = gap + half }, { .x = r.weight ? mean_value(r.weight) : NAN },
	};

	if (p->by)
		put_text(p->out, group);
	put_cells(p->out, cells, sizeof cells / sizeof *cells);
	put_end(p->out);
}

static void
put_group(const struct page *p, const struct gaps_all *all, const struct servqual_rows *g)
{
	const struct instrument *map = all->map;
	const enum level level = p->level;

	for (size_t i = 0; i < instrument_count(map) && (level == LEVEL_ALL || level == LEVEL_ITEM);
	    i++)
		put_row(p, g->name, (struct row){ "item",
		    instrument_dimension(map, instrument_item(map, i)->dimension),
		    instrument_name(map, i), &g->item[i], NULL });
	for (size_t i = 0; i < instrument_dimensions(map) &&
	    (level == LEVEL_ALL || level == LEVEL_DIMENSION); i++)
		put_row(p, g->name, (struct row){ "dimension", instrument_dimension(map, i), NULL,
		    &g->dimension[i], &g->weight[i] });
	if (level != LEVEL_ALL && level != LEVEL_OVERALL)
		return;
	put_row(p, g->name, (struct row){ "overall", NULL, NULL, &g->plain, NULL });
	if (all->weighted)
		put_row(p, g->name, (struct row){ "weighted", NULL, NULL, &g->weighted, NULL });
}

int
main(int argc, char *argv[])
{
	struct servqual_rows_opts in = SERVQUAL_ROWS_DEFAULTS;
	struct put_opts form = { 0 };
	int level = LEVEL_ALL;
	const struct opt opts[] = {
		ANSWERS_BY(&in.in),
		{ OPT_CHOICE, 0, "level", "all|item|dimension|overall",
		    "print only these rows (all)", &level },
		{ OPT_FILE, 0, "map", "FILE",
		    "items and dimensions: item,dimension (instruments/servqual.csv)", &in.map },
		{ OPT_TEXT, 0, "scale", "LOW-HIGH", "scale of the answers (1-7)", &in.scale },
		{ OPT_TEXT, 0, "weights", "N,...", "weight of each dimension; the sum must be 100",
		    &in.weights },
		{ OPT_FILE, 0, "weights-file", "FILE",
		    "weights of each respondent: respondent,weight.DIMENSION,...",
		    &in.weights_file },
		ANSWERS_OPTS(&in.in), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	answers_check(&in.in, operands);
	struct store *store = store_wanted(&in.in.store);
	struct gaps_all all = servqual_rows_read(&in, store, operands);
	const struct page page = { put_open(&form), in.in.by, (enum level)level };

	store_close(store);
	if (page.by)
		put_column(page.out, page.by, PUT_TEXT);
	put_columns(page.out, head);
	for (size_t i = 0; i < all.groups; i++)
		put_group(&page, &all, &all.group[i]);
	put_close(page.out);
	servqual_rows_free(&all);
	return opt_leave();
}
