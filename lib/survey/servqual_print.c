#include "lib/survey/servqual_print.h"

#include <math.h>

#include "lib/io/put.h"
#include "lib/survey/instrument.h"

static const struct put_head head[] = {
	{ "level", PUT_TEXT }, { "dimension", PUT_TEXT }, { "item", PUT_TEXT }, { "n", PUT_INT },
	{ "expectation", PUT_REAL }, { "perception", PUT_REAL }, { "gap", PUT_REAL },
	{ "se", PUT_REAL }, { "low", PUT_REAL }, { "high", PUT_REAL }, { "weight", PUT_REAL },
	{ 0 },
};

struct page {
	struct put *out;
	const char *by;		/* NULL: no groups */
	enum servqual_print_level level;
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

/* Is this level to be printed? */
static bool
prints(const struct page *p, enum servqual_print_level level)
{
	return p->level == SERVQUAL_PRINT_ALL || p->level == level;
}

static void
put_group(const struct page *p, const struct gaps_all *all, const struct servqual_rows *g)
{
	const struct instrument *map = all->map;

	for (size_t i = 0; prints(p, SERVQUAL_PRINT_ITEM) && i < instrument_count(map); i++)
		put_row(p, g->name, (struct row){ "item",
		    instrument_dimension(map, instrument_item(map, i)->dimension),
		    instrument_name(map, i), &g->item[i], NULL });
	for (size_t i = 0; prints(p, SERVQUAL_PRINT_DIMENSION) && i < instrument_dimensions(map);
	    i++)
		put_row(p, g->name, (struct row){ "dimension", instrument_dimension(map, i), NULL,
		    &g->dimension[i], &g->weight[i] });
	if (!prints(p, SERVQUAL_PRINT_OVERALL))
		return;
	put_row(p, g->name, (struct row){ "overall", NULL, NULL, &g->plain, NULL });
	if (all->weighted)
		put_row(p, g->name, (struct row){ "weighted", NULL, NULL, &g->weighted, NULL });
}

void
servqual_print(const struct gaps_all *all, const char *by, enum servqual_print_level level,
    struct put *out)
{
	const struct page page = { out, by, level };

	if (by)
		put_column(out, by, PUT_TEXT);
	put_columns(out, head);
	for (size_t i = 0; i < all->groups; i++)
		put_group(&page, all, &all->group[i]);
}
