#include "lib/value/holdout.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"

enum { MOST = 7, CLASSES = MOST + 2 };	/* all customers; frequency 0 to 6; 7 and more */

static const double MUCH = .15;		/* a note is printed if the total differs by more */

struct class {
	int64_t n, actual;
	double predicted, error;	/* sums; an error is an absolute difference per customer */
};

static void
add(struct class *c, double predicted, int64_t actual)
{
	c->n++;
	c->actual += actual;
	c->predicted += predicted;
	c->error += fabs(predicted - (double)actual);
}

static double
relative(const struct class *c)
{
	return c->actual > 0 ? c->predicted / (double)c->actual - 1 : NAN;
}

static const char *
name_of(int i, char to[static 8])
{
	if (i == 0)
		return "all";
	snprintf(to, 8, "%d%s", i - 1, i == CLASSES - 1 ? "+" : "");
	return to;
}

static void
put_class(struct put *p, const char *model, const char *name, const struct class *c)
{
	const double n = (double)c->n;

	put_text(p, model);
	put_text(p, name);
	put_int(p, c->n);
	put_real(p, c->n > 0 ? c->predicted : 0);
	put_int(p, c->actual);
	put_real(p, relative(c));
	put_real(p, c->n > 0 ? (c->predicted - (double)c->actual) / n : NAN);
	put_real(p, c->n > 0 ? c->error / n : NAN);
	put_end(p);
}

static void
put_head(struct put *p, const char *by)
{
	if (by)
		put_column(p, by, PUT_CELL);
	put_columns(p, (const struct put_head[]){ { "model", PUT_TEXT }, { "class", PUT_TEXT },
	    { "n", PUT_INT }, { "predicted", PUT_REAL }, { "actual", PUT_INT },
	    { "relative_error", PUT_REAL }, { "bias", PUT_REAL }, { "mae", PUT_REAL }, { 0 } });
}

static void
add_customer(struct class class[static CLASSES], double predicted, const struct history *h)
{
	add(&class[0], predicted, h->after);
	add(&class[1 + (h->frequency < MOST ? h->frequency : MOST)], predicted, h->after);
}

static void
put_group(struct put *p, const char *model, const char *group, const struct class *class)
{
	char name[8];

	for (int i = 0; i < CLASSES; i++) {
		if (group)
			put_text(p, group);
		put_class(p, model, name_of(i, name), &class[i]);
	}
}

/* Prints the groups. Returns the class of all customers. */
static struct class
put_groups(const struct histories *hs, const struct buyer *b, const struct clv_by *by,
    struct put *p)
{
	struct map *groups = map_new();
	struct class (*class)[CLASSES] = NULL, all = { 0 };
	size_t room = 0;
	bool is_new;

	if (by->column == NULL)	/* one group, also if there are no customers */
		map_at(groups, "", 0, NULL);
	class = mem_grow(class, 1, &room, sizeof *class);
	memset(class, 0, sizeof *class);
	for (size_t i = 0; i < history_count(hs); i++) {
		const struct history *h = history_at(hs, i);
		const char *group = by->column ? by->of[history_index(hs, h)] : "";
		const size_t at = map_at(groups, group, strlen(group), &is_new);
		const double predicted = buyer_score(b, h).orders;

		class = mem_grow(class, at + 1, &room, sizeof *class);
		if (is_new)
			memset(class[at], 0, sizeof *class);
		add_customer(class[at], predicted, h);
		add(&all, predicted, h->after);
	}
	size_t *order = map_order(groups);

	for (size_t i = 0; i < map_count(groups); i++)
		put_group(p, buyer_model(b), by->column ? map_key(groups, order[i]) : NULL,
		    class[order[i]]);
	free(order);
	free(class);
	map_free(groups);
	return all;
}

void
holdout_print(const struct histories *hs, const struct buyer *b, const struct clv_by *by,
    struct put *p)
{
	put_head(p, by->column);
	const struct class all = put_groups(hs, b, by, p);

	if (fabs(relative(&all)) > MUCH)
		opt_note("%s predicts %.1f purchases, but there were %jd (%+.1f%%)", buyer_model(b),
		    all.predicted, (intmax_t)all.actual, 100 * relative(&all));
}
