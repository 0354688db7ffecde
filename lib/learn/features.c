#define _GNU_SOURCE
#include "lib/learn/features.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/io/model.h"
#include "lib/io/put.h"
#include "lib/io/table.h"
#include "lib/learn/features_own.h"

static const double MOST = 1e100;	/* sums of many such squares are still finite */

/* The words of a model file. */
static const char regression[] = "logit", number[] = "number:", category[] = "category:";
static const char share[] = "share:";
static const char *const of_number[] = {
	[FEATURES_NUMBER] = "coefficient", [FEATURES_BLANK] = "blank",
};

bool
features_number(const char *cell, double *to)
{
	return num_parse(cell, to) && fabs(*to) <= MOST;
}

void
features_size(struct features_col *c, size_t n)
{
	const size_t was = c->n;

	c->n = n;
	c->coef = mem_resize(c->coef, n, sizeof *c->coef);
	c->se = mem_resize(c->se, n, sizeof *c->se);
	c->mean = mem_resize(c->mean, n, sizeof *c->mean);
	for (size_t i = was; i < n; i++)
		c->coef[i] = c->se[i] = c->mean[i] = 0;
}

struct features_label
features_label(const struct features *f)
{
	return (struct features_label){ f->label, f->yes, f->no, f->why };
}

size_t
features_columns(const struct features *f)
{
	return f->n;
}

const char *
features_column(const struct features *f, size_t column)
{
	return f->column[column].name;
}

/* Model files. */

static void
put_number(const struct features_col *c, struct put *p)
{
	char *model = mem_print("%s%s", number, c->name);

	for (size_t i = 0; i < c->n; i++)
		model_number(p, model, of_number[i], c->coef[i], c->se[i]);
	model_number(p, model, "mean", c->mean[FEATURES_NUMBER], NAN);
	if (c->n > FEATURES_BLANK)
		model_number(p, model, "blank_share", c->mean[FEATURES_BLANK], NAN);
	free(model);
}

static void
put_category(const struct features_col *c, struct put *p)
{
	char *of_coef = mem_print("%s%s", category, c->name);
	char *of_mean = mem_print("%s%s", share, c->name);

	for (size_t i = 0; i < c->n; i++)
		model_number(p, of_coef, map_key(c->words, i), c->coef[i], c->se[i]);
	for (size_t i = 0; i < c->n; i++)
		model_number(p, of_mean, map_key(c->words, i), c->mean[i], NAN);
	free(of_coef);
	free(of_mean);
}

void
features_put(const struct features *f, struct put *p, const char *tool)
{
	model_begin(p, tool);
	model_part(p, f->part);
	model_word(p, regression, "label", f->label);
	model_word(p, regression, "yes", f->yes);
	model_word(p, regression, "no", f->no);
	model_count(p, regression, "n", f->rows);
	model_count(p, regression, "n_yes", f->rows_yes);
	model_number(p, regression, "ridge", f->ridge, NAN);
	model_number(p, regression, "log_likelihood", f->loglik, NAN);
	model_number(p, regression, "intercept", f->intercept, f->intercept_se);
	for (size_t i = 0; i < f->n; i++)
		(f->column[i].words ? put_category : put_number)(&f->column[i], p);
}

void
features_save(const struct features *f, const char *path, const char *tool)
{
	struct put *p = put_open_file(path, "model,name,value,se");

	features_put(f, p, tool);
	put_close(p);
}

struct loading {
	struct features *to;
	struct model *from;
	const char *path;
	struct map *names;	/* numbers the columns by name */
};

static double
value(const struct loading *l, const char *model, const char *name)
{
	const double x = model_value(l->from, model, name);

	if (fabs(x) > MOST)
		fail("%s: %s,%s is out of range", l->path, model, name);
	return x;
}

static char *
word(const struct loading *l, const char *name)
{
	const char *s = model_text(l->from, regression, name);

	if (s == NULL)
		fail("%s: no row %s,%s", l->path, regression, name);
	return mem_text(s);
}

/* The column of a row, which is added if it is new. NULL if it exists as the other kind. */
static struct features_col *
column_of(struct loading *l, const char *name, bool is_category, bool *is_new)
{
	struct features *f = l->to;
	const size_t at = map_at(l->names, name, strlen(name), is_new);

	if (*is_new) {
		f->column = mem_grow(f->column, ++f->n, &f->room, sizeof *f->column);
		f->column[at] = (struct features_col){ .name = mem_text(name),
		    .words = is_category ? map_new() : NULL };
	}
	return (f->column[at].words != NULL) == is_category ? &f->column[at] : NULL;
}

static bool
has(const struct loading *l, const char *model, const char *name)
{
	return model_text(l->from, model, name) != NULL;
}

static void
load_number(struct loading *l, const char *model)
{
	bool is_new;
	struct features_col *c = column_of(l, model + strlen(number), false, &is_new);

	if (c == NULL || !is_new)
		return;
	features_size(c, has(l, model, of_number[FEATURES_BLANK]) ?
	    FEATURES_BLANK + 1 : FEATURES_NUMBER + 1);
	for (size_t i = 0; i < c->n; i++)
		c->coef[i] = value(l, model, of_number[i]);
	c->mean[FEATURES_NUMBER] = value(l, model, "mean");
	if (c->n > FEATURES_BLANK)
		c->mean[FEATURES_BLANK] = value(l, model, "blank_share");
}

static void
load_word(struct loading *l, const char *model, const char *name)
{
	bool is_new;
	struct features_col *c = column_of(l, model + strlen(category), true, &is_new);
	const size_t at = c ? map_at(c->words, name, strlen(name), &is_new) : 0;

	if (c == NULL || !is_new)
		return;
	char *of_mean = mem_print("%s%s", share, c->name);

	features_size(c, at + 1);
	c->coef[at] = value(l, model, name);
	c->mean[at] = value(l, of_mean, name);
	free(of_mean);
}

static bool
begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* model_close reports the rows that nothing has read here. */
struct features *
features_load(const char *path)
{
	static const char *const facts[] = { "n", "n_yes", "ridge", "log_likelihood" };
	struct features *f = mem_new(1, sizeof *f);
	struct loading l = { f, model_open(path), path, map_new() };
	const char *model, *name;

	if (!model_has(l.from, regression))
		fail("%s: another kind of model: no row %s", path, regression);
	f->label = word(&l, "label");
	f->yes = word(&l, "yes");
	f->no = word(&l, "no");
	f->intercept = value(&l, regression, "intercept");
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		model_skip(l.from, regression, facts[i]);
	for (size_t i = 0; model_row(l.from, i, &model, &name); i++)
		if (begins(model, number))
			load_number(&l, model);
		else if (begins(model, category))
			load_word(&l, model, name);
	model_close(l.from);
	map_free(l.names);
	return f;
}

/* Scoring. */

void
features_bind(struct features *f, struct table *t)
{
	for (size_t i = 0; i < f->n; i++) {
		f->column[i].at = table_column(t, f->column[i].name);
		table_reads(t, f->column[i].at, RECIPE_NUMBER);
	}
}

/*
 * Computes what the cell adds to the score; false if a number is required but the cell is not one.
 */
static bool
add(struct features_col *c, const char *cell, double *to)
{
	const bool blank = text_is_blank(cell);
	size_t at;
	double x;

	if (c->words) {
		const bool known = map_find(c->words, cell, blank ? 0 : strlen(cell), &at);

		*to = known ? c->coef[at] : 0;
		c->unknown += !known;
		return true;
	}
	c->blank += blank;
	if (blank) {
		*to = c->coef[FEATURES_NUMBER] * c->mean[FEATURES_NUMBER] +
		    (c->n > FEATURES_BLANK ? c->coef[FEATURES_BLANK] : 0);
		return true;
	}
	if (!features_number(cell, &x))
		return false;
	*to = c->coef[FEATURES_NUMBER] * x;
	return true;
}

static double
average(const struct features_col *c)
{
	double sum = 0;

	for (size_t i = 0; i < c->n; i++)
		sum += c->coef[i] * c->mean[i];
	return sum;
}

bool
features_score(struct features *f, struct table *t, char **cell, double *score, double *to)
{
	*score = f->intercept;
	for (size_t i = 0; i < f->n; i++) {
		struct features_col *c = &f->column[i];
		double adds;

		if (!add(c, cell[c->at], &adds)) {
			table_bad(t, c->name,
			    "%s '%.80s' is not a number, but the model learned from numbers",
			    c->name, cell[c->at]);
			return false;
		}
		*score += adds;
		if (to)
			to[i] = adds - average(c);
	}
	return true;
}

void
features_note(struct features *f)
{
	for (struct features_col *c = f->column; c < f->column + f->n; c++) {
		if (c->blank > 0)
			opt_note("column '%s': %jd blank cell%s replaced by the mean", c->name,
			    (intmax_t)c->blank, TEXT_PLURAL(c->blank));
		if (c->unknown > 0)
			opt_note("column '%s': %jd cell%s with a word unknown to the model",
			    c->name, (intmax_t)c->unknown, TEXT_PLURAL(c->unknown));
		c->blank = c->unknown = 0;
	}
}

void
features_free(struct features *f)
{
	for (struct features_col *c = f->column; c < f->column + f->n; c++) {
		if (c->words)
			map_free(c->words);
		free(c->name);
		free(c->coef);
		free(c->se);
		free(c->mean);
	}
	free(f->column);
	free(f->label);
	free(f->yes);
	free(f->no);
	free(f->learn.x);
	free(f->learn.y);
	free(f);
}
