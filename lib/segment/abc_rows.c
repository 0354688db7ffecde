#include "lib/segment/abc_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/chart/chart.h"
#include "lib/draw/draw.h"
#include "lib/io/lexicon.h"
#include "lib/io/put.h"
#include "lib/segment/abc.h"

enum { TENTHS = 10, POINTS = 101 };

static const char option[] = "--abc";

struct self {
	const struct abc_rows_opts *opts;
	const char *column;
	struct labels_numbers x;
	struct abc abc;
};

void
abc_rows_check(const struct abc_rows_opts *o)
{
	opt_refuse((const struct opt_conflict[]){
		{ !(o->a >= 0 && o->a <= o->b && o->b <= 1),
			"--a-share must not be above --b-share, and both must be from 0 to 1" },
		{ 0 } });
}

/* Are there customers, but no amounts? Then the total is not known, and it is not 0. */
static bool
has_none(const struct self *x)
{
	return x->x.fits == 0 && x->x.rows > 0;
}

/* The caller frees it. */
static char *
why_none(const struct self *x)
{
	if (strcmp(x->column, "spend") == 0)
		return mem_text(say("no amounts: the spend requires a column amount or spend;"
		    " --abc=orders needs none"));
	return mem_print(say("no customer has a value in the column %s"), x->column);
}

static struct self
read(const struct abc_rows_opts *o, const struct labels *labels)
{
	struct self x = { .opts = o, .column = o->column && *o->column ? o->column : "spend" };

	x.x = labels_numbers(labels, option, &x.column, 1);
	x.abc = abc_new(x.x.fit, x.x.fits);
	if (x.abc.negative > 0)
		opt_note("%s: left out %zu customer%s with a negative %s", option, x.abc.negative,
		    TEXT_PLURAL(x.abc.negative), x.column);
	return x;
}

static void
clear(struct self *x)
{
	labels_numbers_free(&x->x);
	abc_free(&x->abc);
}

static size_t
group(const void *self, size_t row)
{
	const struct self *x = self;
	const double before = abc_before(&x->abc, x->x.row[row]);

	return isnan(before) ? LABELS_NONE : (size_t)abc_class(before, x->opts->a, x->opts->b);
}

static const char *
name(const void *self, size_t group)
{
	static const char *const names[] = { "A", "B", "C" };

	(void)self;
	return names[group];
}

static int
explain(const void *self, size_t row, char *to, size_t n)
{
	const struct self *x = self;
	const size_t g = group(x, row);
	char value[NUM_SIZE], limit[NUM_SIZE];

	num_text(x->x.row[row], value);
	num_text(100 * (g == ABC_A ? x->opts->a : x->opts->b), limit);
	return snprintf(to, n, g == ABC_C ?
	    say_cell("%s: %s %s; customers with more have %.2f %% of it (at least %s %%)") :
	    say_cell("%s: %s %s; customers with more have %.2f %% of it (less than %s %%)"),
	    name(x, g), x->column, value, 100 * abc_before(&x->abc, x->x.row[row]), limit);
}

static void
release(void *self)
{
	clear(self);
	free(self);
}

struct labelling
abc_rows(const struct abc_rows_opts *o, const struct labels *labels)
{
	struct self *x = mem_new(1, sizeof *x);

	*x = read(o, labels);
	if (has_none(x)) {
		char *why = why_none(x);

		opt_note("%s", why);
		free(why);
	}
	return (struct labelling){ .column = { { "abc", PUT_TEXT } }, .n = 1, .self = x,
		.groups = ABC_CLASSES, .name = name, .group = group, .explain = explain,
		.free = release };
}

/* The table of --pareto, and its chart. */

static void
need_values(const struct self *x)
{
	if (has_none(x))
		fail_lack("%s", why_none(x));
}

/* A row: of how many customers, and the value or the two limits. LOOK: what the value is. */
static void
put_row(struct put *out, const char *measure, double part, double customers, enum put_kind look,
    double value, double to)
{
	put_text(out, measure);
	put_real(out, part);
	put_value(out, &(struct value){ .i = isnan(customers) ? 0 : (int64_t)customers,
	    .none = isnan(customers) });
	put_real_of(out, look, value);
	put_real_of(out, look, to);
	put_end(out);
}

static void
put_bins(const struct abc *a, enum put_kind look, struct put *out)
{
	struct abc_bin bin[ABC_BINS];
	const size_t n = abc_bins(a, bin);

	for (size_t i = 0; i < n; i++)
		put_row(out, "histogram", (double)bin[i].n / (double)a->n, (double)bin[i].n, look,
		    bin[i].from, isinf(bin[i].to) ? NAN : bin[i].to);
}

static void
put_curve(const struct abc *a, struct put *out)
{
	for (int i = 0; i <= TENTHS; i++)
		put_row(out, "lorenz", (double)i / TENTHS, NAN, PUT_SHARE,
		    abc_lorenz(a, (double)i / TENTHS), NAN);
}

/* LOOK: of the values of customers. */
static void
put_pareto(const struct abc *a, enum put_kind look, struct put *out)
{
	static const struct put_head head[] = { { "measure", PUT_TEXT },
		{ "customers_share", PUT_REAL }, { "customers", PUT_INT }, { "value", PUT_REAL },
		{ "value_to", PUT_REAL }, { 0 } };
	static const double parts[] = { .01, .05, .1, .2, .5 }, quarters[] = { .25, .5, .75 };
	const double n = (double)a->n;

	put_columns(out, head);
	put_row(out, "total", NAN, n, look, a->total, NAN);
	put_row(out, "negative", NAN, (double)a->negative, look, NAN, NAN);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const size_t top = abc_top(a, parts[i]);

		put_row(out, "top_share", parts[i], (double)top, PUT_SHARE,
		    abc_top_share(a, top), NAN);
	}
	put_row(out, "gini", NAN, n, PUT_REAL, abc_gini(a), NAN);
	put_row(out, "gini_unbiased", NAN, n, PUT_REAL, abc_gini_unbiased(a), NAN);
	put_curve(a, out);
	put_bins(a, look, out);
	put_row(out, "mean", NAN, n, look, abc_mean(a), NAN);
	for (size_t i = 0; i < sizeof quarters / sizeof *quarters; i++)
		put_row(out, "quantile", quarters[i], NAN, look, abc_quantile(a, quarters[i]),
		    NAN);
}

/* Amounts have two decimals for people; orders, for example, do not. */
static enum put_kind
look_of(const char *column)
{
	const struct lexicon *l = lexicon_find(column);

	return l && l->kind == LEXICON_AMOUNT ? PUT_MEAN : PUT_REAL;
}

/* Two sentences below the curve, about the top 20 % and the class A. The caller frees them. */
static char *
note_of(const struct self *x)
{
	static const double fifth = .2;
	const struct abc *a = &x->abc;
	size_t in_a = 0;
	char top[FIGURE_SIZE], first[FIGURE_SIZE], share[FIGURE_SIZE], gini[FIGURE_SIZE],
	    n[FIGURE_SIZE];

	while (in_a < a->n && abc_before(a, a->value[in_a] / MONEY_ONE) < x->opts->a)
		in_a++;
	return mem_print(say_cell("The top 20%% of the customers have %s of the total; class A (%s)"
	    " is %s of the customers. Gini coefficient: %s; n=%s."),
	    figure_text(FIGURE_SHARE, abc_top_share(a, abc_top(a, fifth)), top),
	    figure_text(FIGURE_SHARE, x->opts->a, first),
	    figure_text(FIGURE_SHARE, (double)in_a / (double)a->n, share),
	    figure_text(FIGURE_NUMBER, abc_gini(a), gini),
	    figure_text(FIGURE_COUNT, (double)a->n, n));
}

static void
draw(const struct self *x, const char *form)
{
	struct chart *c = chart_new(CHART_LORENZ, 1, POINTS);
	char *title = mem_print(say_cell("Concentration of %s"),
	    say_word(SAY_CELL, "column", x->column)), *note = note_of(x);

	for (int i = 0; i < POINTS; i++) {
		const double part = (double)i / (POINTS - 1);

		chart_at(c, 0, (size_t)i)->x = part;
		chart_at(c, 0, (size_t)i)->y = 1 - abc_lorenz(&x->abc, 1 - part);
	}
	c->id = "plot";
	c->title = c->about = title;
	c->x_title = say_cell("share of the customers, largest first");
	c->y_title = say_cell("share of the total");
	c->x_unit = c->unit = FIGURE_SHARE;
	c->note = note;
	chart_add_mark(c, "A", x->opts->a, false);
	chart_add_mark(c, "B", x->opts->b, false);
	draw_chart(&c, 1, form);
	chart_free(c);
	free(title);
	free(note);
}

void
abc_rows_plot(const struct abc_rows_opts *o, const struct labels *labels, const char *form)
{
	struct self x = read(o, labels);

	need_values(&x);
	if (x.abc.n == 0 || !(x.abc.total > 0))
		opt_note("there is nothing to plot: the total of %s is 0", x.column);
	else
		draw(&x, form);
	clear(&x);
}

void
abc_rows_pareto(const struct abc_rows_opts *o, const struct labels *labels, struct put *out)
{
	struct self x = read(o, labels);

	need_values(&x);
	put_pareto(&x.abc, look_of(x.column), out);
	clear(&x);
}
