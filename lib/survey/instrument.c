#define _GNU_SOURCE
#include "lib/survey/instrument.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/io/opt.h"
#include "lib/io/share.h"
#include "lib/io/table.h"
#include "lib/stat/scorecard.h"

struct instrument {
	struct map *items, *dimensions;
	struct instrument_item *item;
	size_t room;
	bool is_balance;
};

struct columns {
	size_t item, dimension, weight, min, max, role;	/* NONE: not in the table */
};
static const size_t NONE = (size_t)-1;

static char *
path_of(const char *name)
{
	if (strpbrk(name, "./"))
		return mem_text(name);
	char *shipped = mem_print("instruments/%s.csv", name);
	char *path = share_path(shipped);

	free(shipped);
	return path;
}

static struct columns
columns(const struct table *t, enum instrument_needs needs)
{
	struct columns c = { table_column(t, "item"), NONE, NONE, NONE, NONE, NONE };

	if (needs == INSTRUMENT_DIMENSIONS) {
		c.dimension = table_column(t, "dimension");
		return c;
	}
	c.weight = table_column(t, "weight");
	if (!table_find(t, "min", &c.min))
		c.min = NONE;
	if (!table_find(t, "max", &c.max))
		c.max = NONE;
	if (!table_find(t, "role", &c.role))
		c.role = NONE;
	return c;
}

/* Reads a number, if the column exists and the cell is not empty. */
static void
number(struct table *t, char **cell, size_t at, double *to)
{
	if (at != NONE && cell[at][0] != '\0' && !num_parse(cell[at], to))
		table_bad(t, table_name(t, at), "%s '%.80s' is not a number", table_name(t, at),
		    cell[at]);
}

/* Whether the item of a balance is a cost. */
static bool
read_role(struct table *t, const char *cell)
{
	const bool is_cost = strcmp(cell, "cost") == 0;

	if (!is_cost && strcmp(cell, "value") != 0)
		table_bad(t, "role", "role '%.80s' is not value or cost", cell);
	return is_cost;
}

static struct instrument_item
read_item(struct instrument *in, struct table *t, char **cell, const struct columns *c)
{
	struct instrument_item item = { .weight = -1, .max = 100 };

	if (c->dimension != NONE) {
		if (cell[c->dimension][0] == '\0')
			table_bad(t, "dimension", "dimension is empty");
		item.dimension = map_at(in->dimensions, cell[c->dimension],
		    strlen(cell[c->dimension]), NULL);
		return item;
	}
	if (c->role != NONE) {
		item.is_cost = read_role(t, cell[c->role]);
		item.max = INFINITY;
	}
	number(t, cell, c->weight, &item.weight);
	number(t, cell, c->min, &item.min);
	number(t, cell, c->max, &item.max);
	if (item.weight < 0)
		table_bad(t, "weight", "weight '%.80s' is not a number >= 0", cell[c->weight]);
	if (item.max <= item.min)
		table_bad(t, "max", "max must be greater than min");
	return item;
}

static void
read_row(struct instrument *in, struct table *t, char **cell, const struct columns *c)
{
	const char *name = cell[c->item];
	bool is_new;
	const size_t at = map_at(in->items, name, strlen(name), &is_new);

	if (name[0] == '\0')
		table_bad(t, "item", "item is empty");
	if (!is_new)
		table_bad(t, "item", "duplicate item '%.80s'", name);
	in->item = mem_grow(in->item, at + 1, &in->room, sizeof *in->item);
	in->item[at] = read_item(in, t, cell, c);
}

static void
check(const struct instrument *in, const char *path, enum instrument_needs needs)
{
	double sum = 0;
	size_t costs = 0;

	for (size_t i = 0; i < instrument_count(in); i++) {
		sum += in->item[i].weight;
		costs += in->item[i].is_cost;
	}
	if (instrument_count(in) == 0)
		fail("%s: no items", path);
	if (needs == INSTRUMENT_WEIGHTS && !(sum > 0))
		fail("%s: no item has a weight above 0", path);
	if (in->is_balance && (costs == 0 || costs == instrument_count(in)))
		fail("%s: no item has the role %s", path,
		    costs == 0 ? "cost" : "value");
}

struct instrument *
instrument_open(const char *name, enum instrument_needs needs)
{
	char *files[] = { path_of(name), NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	const struct columns c = columns(t, needs);
	struct instrument *in = mem_new(1, sizeof *in);

	in->items = map_new();
	in->dimensions = map_new();
	in->is_balance = c.role != NONE;
	for (char **cell; (cell = table_next(t)) != NULL;)
		read_row(in, t, cell, &c);
	table_close(t);
	check(in, files[0], needs);
	free(files[0]);
	return in;
}

void
instrument_free(struct instrument *in)
{
	map_free(in->items);
	map_free(in->dimensions);
	free(in->item);
	free(in);
}

size_t
instrument_count(const struct instrument *in)
{
	return map_count(in->items);
}

const char *
instrument_name(const struct instrument *in, size_t item)
{
	return map_key(in->items, item);
}

bool
instrument_find(const struct instrument *in, const char *name, size_t *item)
{
	return map_find(in->items, name, strlen(name), item);
}

const struct instrument_item *
instrument_item(const struct instrument *in, size_t item)
{
	return &in->item[item];
}

bool
instrument_is_balance(const struct instrument *in)
{
	return in->is_balance;
}

const char *
instrument_points(const void *instrument, size_t item, const char *mark, double *to)
{
	static char why[2 * NUM_SIZE + 40];
	const struct instrument_item *i = instrument_item(instrument, item);
	char min[NUM_SIZE], max[NUM_SIZE];
	double x;

	if (num_parse(mark, &x) && x >= i->min && x <= i->max) {
		*to = instrument_is_balance(instrument) ? x : scorecard_points(x, i->min, i->max);
		return NULL;
	}
	num_text(i->min, min);
	num_text(i->max, max);
	if (isinf(i->max))
		snprintf(why, sizeof why, say("is not a number >= %s"), min);
	else
		snprintf(why, sizeof why, say("is not a number from %s to %s"), min, max);
	return why;
}

static void
read_points(const struct instrument *in, struct table *t, const char *name, const char *value,
    double *points)
{
	size_t at;

	if (!instrument_find(in, name, &at)) {
		table_bad(t, "item", "item '%.80s' is not in the instrument", name);
		return;
	}
	if (!isnan(points[at]))
		table_bad(t, "item", "duplicate item '%.80s'", name);
	const char *wrong = instrument_points(in, at, value, &points[at]);

	if (wrong)
		table_bad(t, "value", "value '%.80s' %s", value, wrong);
}

double *
instrument_read_points(const struct instrument *in, const char *path)
{
	char *files[] = { mem_text(path), NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	const size_t item = table_column(t, "item"), value = table_column(t, "value");
	double *points = mem_new(instrument_count(in), sizeof *points);

	for (size_t i = 0; i < instrument_count(in); i++)
		points[i] = NAN;
	for (char **cell; (cell = table_next(t)) != NULL;)
		read_points(in, t, cell[item], cell[value], points);
	table_close(t);
	free(files[0]);
	for (size_t i = 0; i < instrument_count(in); i++)
		if (isnan(points[i]))
			fail("%s: no value for item '%s'", path,
			    instrument_name(in, i));
	return points;
}

size_t
instrument_dimensions(const struct instrument *in)
{
	return map_count(in->dimensions);
}

const char *
instrument_dimension(const struct instrument *in, size_t dimension)
{
	return map_key(in->dimensions, dimension);
}
