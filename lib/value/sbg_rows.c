#include "lib/value/sbg_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/io/model.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/io/table.h"
#include "lib/value/sbg.h"

static const char sbg[] = "sbg";
static const double MOST = 1e6;		/* above the bound of all fits */
static const int64_t LARGEST = 1000000000000;	/* survivors */

/* By kind: the words of the row "limit", and the name of the parameter. */
static const char *const limits[] = { "none", "equal_dropout", "once_or_never" };
static const char *const names[] = { NULL, "theta", "pi" };

struct cohort {
	double *survivors;
	size_t n, room;
};

/* The cohort. */

static void
read_row(struct table *t, char *const *cell, const size_t column[2], struct cohort *c)
{
	int64_t period, n;

	if (!num_count(cell[column[0]], &period) || period != (int64_t)c->n)
		table_bad(t, "period", "period '%.80s' must be %zu: periods count from 0",
		    cell[column[0]], c->n);
	if (!num_count(cell[column[1]], &n) || n > LARGEST)
		table_bad(t, "survivors", "survivors '%.80s' is not a whole number from 0 to 1e12",
		    cell[column[1]]);
	c->survivors = mem_grow(c->survivors, c->n + 1, &c->room, sizeof *c->survivors);
	c->survivors[c->n] = (double)n;
	if (c->n > 0 && c->survivors[c->n] > c->survivors[c->n - 1])
		table_bad(t, "survivors", "survivors '%.80s' is larger than in the period before;"
		    " a cohort cannot grow", cell[column[1]]);
	c->n++;
}

static struct cohort
read_cohort(const struct sbg_rows_opts *o, char **operands)
{
	struct cohort c = { 0 };

	opt_need_input(operands);
	struct table *t = table_open(operands,
	    &(struct table_opts){ .policy = TABLE_STOP, .reading = o->reading });
	const size_t column[] = { table_column(t, "period"), table_column(t, "survivors") };

	for (char **cell; (cell = table_next(t)) != NULL;)
		read_row(t, cell, column, &c);
	table_close(t);
	return c;
}

/* Ends the tool if nothing can be fitted; says which other model can be used. */
static void
check(const struct cohort *c)
{
	switch (sbg_check(c->survivors, c->n)) {
	case SBG_SHORT:
		fail("only %zu period%s; --model=sbg requires at least 3, from 0 on"
		    " (use --model=retention with an assumed rate)", c->n, TEXT_PLURAL(c->n));
	case SBG_NOBODY:
		fail("no survivors in period 0; nothing to fit");
	case SBG_NONE_LOST:
		fail("no customer left in %zu periods; cannot fit --model=sbg or one"
		    " of its limits (use --model=retention with an assumed rate)", c->n - 1);
	case SBG_ALL_LOST:
		fail("all customers left in period 1; nobody is there to project");
	case SBG_GROWS:		/* was a bad row */
	case SBG_FINE:
		break;
	}
}

/* The model file. */

static void
note(const struct mixture *m)
{
	if (m->kind == MIXTURE_EQUAL)
		opt_note("all customers leave alike in these data; using the geometric limit");
	else if (m->kind == MIXTURE_SPLIT)
		opt_note("some customers leave in period 1 and the others never in these data;"
		    " using the once-or-never limit");
}

static void
put_model(struct put *p, const struct sbg_fit *f, const struct cohort *c, const char *tool)
{
	model_begin(p, tool);
	model_count(p, sbg, "n", (int64_t)c->survivors[0]);
	model_count(p, sbg, "periods", (int64_t)c->n);
	model_number(p, sbg, "log_likelihood", f->loglik, NAN);
	model_word(p, sbg, "limit", limits[f->theta.kind]);
	if (f->theta.kind == MIXTURE_BETA) {
		model_number(p, sbg, "alpha", f->theta.a, f->se[0]);
		model_number(p, sbg, "beta", f->theta.b, f->se[1]);
	} else {
		model_number(p, sbg, names[f->theta.kind], f->theta.a, NAN);
	}
}

static enum mixture_kind
read_limit(struct model *m, const char *path)
{
	const char *word = model_text(m, sbg, "limit");

	for (int i = 0; word && i <= MIXTURE_SPLIT; i++)
		if (strcmp(word, limits[i]) == 0)
			return (enum mixture_kind)i;
	fail("%s: sbg,limit must be none, equal_dropout or once_or_never", path);
}

static struct mixture
read_theta(struct model *m, const char *path)
{
	struct mixture theta = { .kind = read_limit(m, path) };

	if (theta.kind == MIXTURE_BETA) {
		theta.a = model_positive(m, sbg, "alpha", MOST);
		theta.b = model_positive(m, sbg, "beta", MOST);
		return theta;
	}
	theta.a = model_positive(m, sbg, names[theta.kind], MOST);
	theta.b = 1 - theta.a;
	if (!(theta.b >= 0))
		fail("%s: sbg,%s must be at most 1", path, names[theta.kind]);
	return theta;
}

static void
read_model(const char *path, struct sbg_fit *to)
{
	static const char *const facts[] = { "n", "periods", "log_likelihood" };
	struct model *m = model_open(path);

	if (!model_has(m, sbg))
		fail("%s: no rows of sbg", path);
	*to = (struct sbg_fit){ .theta = read_theta(m, path), .se = { NAN, NAN }, .loglik = NAN };
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		model_skip(m, sbg, facts[i]);
	model_close(m);
}

static void
save(const char *path, const struct sbg_fit *f, const struct cohort *c, const char *tool)
{
	struct put *p = put_open_file(path, "model,name,value,se");

	put_model(p, f, c, tool);
	put_close(p);
}

/* The projection. */

static const struct put_head head[] = {
	{ "period", PUT_INT }, { "survivors", PUT_INT }, { "expected_survivors", PUT_REAL },
	{ "survival", PUT_SHARE }, { "survival_low", PUT_SHARE }, { "survival_high", PUT_SHARE },
	{ "retention", PUT_SHARE }, { "discounted_payments", PUT_REAL },
	{ "discounted_renewals", PUT_REAL }, { "clv", PUT_REAL }, { "residual_clv", PUT_REAL },
	{ "model", PUT_TEXT }, { 0 },
};

/* NAN, an empty cell, if there is no limit, or nobody to renew. */
static double
finite_or_none(double x)
{
	return isinf(x) ? NAN : x;
}

static void
put_period(const struct sbg_rows_opts *o, const struct sbg_fit *f, const struct cohort *c, size_t t,
    struct put *out)
{
	const double at = (double)t, share = sbg_survival(&f->theta, at);
	const struct sbg_interval band = sbg_interval(f, at);
	const double payments = finite_or_none(sbg_payments(&f->theta, at, o->discount));
	const double renewals = finite_or_none(sbg_renewals(&f->theta, at, o->discount));
	const struct value cells[] = {
		{ .i = (int64_t)t },
		{ .i = t < c->n ? (int64_t)c->survivors[t] : 0, .none = t >= c->n },
		{ .x = c->survivors[0] * share }, { .x = share }, { .x = band.low },
		{ .x = band.high }, { .x = t > 0 ? sbg_retention(&f->theta, at) : NAN },
		{ .x = payments }, { .x = renewals }, { .x = o->amount * o->margin * payments },
		{ .x = o->amount * o->margin * renewals }, { .s = sbg },
	};

	put_cells(out, cells, sizeof cells / sizeof *cells);
	put_end(out);
}

static void
print(const struct sbg_rows_opts *o, const struct sbg_fit *f, const struct cohort *c,
    struct put *out)
{
	const size_t last = c->n - 1;
	const size_t end = last + (o->periods < 0 ? last : (size_t)o->periods);

	if (isinf(sbg_payments(&f->theta, 0, o->discount)))
		opt_note("the expected number of payments has no limit in this model;"
		    " its columns are empty (use --discount above 0)");
	put_columns(out, head);
	for (size_t t = 0; t <= end; t++)
		put_period(o, f, c, t, out);
}

void
sbg_rows_print(const struct sbg_rows_opts *o, char **operands, struct put *out)
{
	struct cohort c = read_cohort(o, operands);
	struct sbg_fit f;

	if (o->params) {
		if (c.n == 0)
			fail("no survivors in period 0; nothing to project");
		read_model(o->params, &f);
	} else {
		check(&c);
		sbg_fit(c.survivors, c.n, &f);
		note(&f.theta);
	}
	if (o->save)
		save(o->save, &f, &c, o->tool);
	if (o->fit)
		put_model(out, &f, &c, o->tool);
	else
		print(o, &f, &c, out);
	free(c.survivors);
}
