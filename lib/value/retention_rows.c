#include "lib/value/retention_rows.h"

#include <math.h>

#include "lib/base/num.h"
#include "lib/io/opt.h"
#include "lib/io/passing.h"
#include "lib/value/retention.h"

static const struct put_head head[] = { { "clv", PUT_REAL }, { "model", PUT_TEXT }, { 0 } };

static const size_t NONE = (size_t)-1;

struct columns {
	size_t margin, retention, discount;
};

struct customer {
	double margin, retention, discount;
};

static struct columns
columns_of(struct table *t)
{
	struct columns c = { table_column(t, "margin"), table_column(t, "retention"), NONE };

	if (!table_find(t, "discount", &c.discount))
		c.discount = NONE;
	return c;
}

/* Whether the number in the column is one, from LEAST to MOST; else the row is bad. */
static bool
read_rate(struct table *t, const char *name, const char *cell, double most, double *to)
{
	if (num_rate(cell, to) && *to >= 0 && *to <= most)
		return true;
	table_bad(t, name, "%s '%.80s' is not a rate from 0 to 1, such as .8 or 80%%", name, cell);
	return false;
}

static bool
read_row(struct table *t, char *const *cell, const struct columns *c, bool ends,
    struct customer *to)
{
	if (!num_parse(cell[c->margin], &to->margin)) {
		table_bad(t, "margin", "margin '%.80s' is not a number", cell[c->margin]);
		return false;
	}
	if (c->discount != NONE && !read_rate(t, "discount", cell[c->discount], 1, &to->discount))
		return false;
	if (!ends && num_rate(cell[c->retention], &to->retention) &&
	    to->retention >= 1 + to->discount) {
		table_bad(t, "retention", "retention '%.80s' is not below 1 + discount, so the"
		    " value has no limit (use --periods=N)", cell[c->retention]);
		return false;
	}
	return read_rate(t, "retention", cell[c->retention], 1, &to->retention);
}

static void
print(const struct retention_rows_opts *o, struct table *t, struct put *out)
{
	const struct columns c = columns_of(t);
	const bool ends = o->periods >= 0, now = o->when == 1;
	const double n = ends ? (double)o->periods : INFINITY;
	struct passing *passing = passing_new(out, t, PUT_PASSED, head);

	put_hold(out);		/* a bad row must not follow good ones that are printed */
	for (char **cell; (cell = table_next(t)) != NULL;) {
		struct customer k = { .discount = o->discount };

		if (!read_row(t, cell, &c, ends, &k))
			continue;
		passing_put(passing, cell);
		put_real(out, retention_value(k.margin, k.retention, k.discount, now, n));
		put_text(out, "retention");
		put_end(out);
	}
	put_release(out);
	passing_free(passing);
}

void
retention_rows_print(const struct retention_rows_opts *o, char **operands, struct put *out)
{
	opt_need_input(operands);
	struct table *t = table_open(operands, &(struct table_opts){
		.policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP, .reading = o->reading });

	print(o, t, out);
	table_close(t);
}
