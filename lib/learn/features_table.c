#include "lib/learn/features_own.h"

#include <math.h>

#include "lib/base/mem.h"
#include "lib/io/parts.h"

/* Fills the features of a column for all rows. X is its first feature in the first row. */
static void
fill_column(const struct features_col *c, const struct features_found *from,
    const struct features_cells *r, double *x)
{
	for (size_t i = 0; i < r->n; i++, x += r->dim) {
		if (c->words) {
			x[features_place(c, from->code[i])] = 1;
			continue;
		}
		const bool blank = isnan(from->value[i]);

		x[FEATURES_NUMBER] = blank ? from->mean : from->value[i];
		if (c->n > FEATURES_BLANK)
			x[FEATURES_BLANK] = blank;
	}
}

static void
fill(struct features *f, const struct features_source *s)
{
	struct features_cells *r = &f->learn;
	const struct features_col *to = f->column;
	size_t at = 0;

	r->n = s->rows;
	r->x = mem_new(r->n, r->dim * sizeof *r->x);
	r->y = mem_new(r->n, sizeof *r->y);
	for (const struct features_found *c = s->column; c < s->column + s->columns; c++)
		if (!c->useless) {
			fill_column(to, c, r, r->x + at);
			at += to++->n;
		}
	for (size_t i = 0; i < r->n; i++)
		r->y[i] = s->outcome[i] == s->label.yes;
}

struct features *
features_read(char **operands, const struct features_opts *o)
{
	struct features_source s = { .t = table_open(operands,
	    &(struct table_opts){ .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP,
	    .reading = &o->reading }) };
	struct features *f = mem_new(1, sizeof *f);

	s.part = f->part = parts_of(o->partition);
	if (s.part.n > 0)
		s.customer = table_column(s.t, "customer_id");
	features_collect(&s, o);
	features_settle(&s, f, o);
	fill(f, &s);
	f->learn.ridge = o->ridge;
	features_collect_free(&s);
	table_close(s.t);
	return f;
}

size_t
features_rows(const struct features *f)
{
	return f->learn.n;
}

const double *
features_outcome(const struct features *f)
{
	return f->learn.y;
}
