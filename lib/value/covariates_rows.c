#define _GNU_SOURCE
#include "lib/value/covariates_rows.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/model.h"

/* The names of the rows, before the name of the covariate. */
static const char trans[] = "trans.", trans_p[] = "trans_p.";
static const char life[] = "life.", life_p[] = "life_p.";
static const char *const tests[] = { "log_likelihood_without", "lr_statistic", "lr_df", "lr_p" };

static bool
add(struct opt_list *to, const char *name)
{
	if (opt_listed(to, name) || to->n == COVARIATES_MAX)
		return false;
	to->word[to->n++] = mem_text(name);
	return true;
}

void
covariates_rows_list(const char *columns, struct opt_list *to)
{
	char *list = mem_text(columns), *rest = list;

	for (char *name; (name = strsep(&rest, ",")) != NULL;) {
		if (*name == '\0')
			opt_misuse("--covariates: a name is empty");
		if (opt_listed(to, name))
			opt_misuse("--covariates: '%s' is named twice", name);
		if (!add(to, name))
			opt_misuse("--covariates: there can be at most %d", COVARIATES_MAX);
	}
	free(list);
}

/* The name of a covariate in the name of a row; NULL: it has none. */
static const char *
name_in(const char *row, const char *prefix)
{
	const size_t n = strlen(prefix);

	return strncmp(row, prefix, n) == 0 && row[n] ? row + n : NULL;
}

void
covariates_rows_names(const struct model *m, const char *path, struct opt_list *to)
{
	const char *model, *row;

	for (size_t i = 0; model_row(m, i, &model, &row); i++) {
		const char *name = name_in(row, trans);

		if (name && !add(to, name))
			fail("%s: a second row %s,%s, or more than %d covariates",
			    path, model, row, COVARIATES_MAX);
	}
}

void
covariates_rows_free(struct opt_list *names)
{
	for (size_t i = 0; i < names->n; i++)
		free((char *)(uintptr_t)names->word[i]);
	names->n = 0;
}

static void
put_number(struct put *p, const char *model, const char *prefix, const char *name, double x,
    double se)
{
	char *row = mem_print("%s%s", prefix, name);

	model_number(p, model, row, x, se);
	free(row);
}

/* A coefficient, and Wald's test of whether it is 0. */
static void
put_coefficient(struct put *p, const char *model, const char *const prefix[2], const char *name,
    double x, double se)
{
	put_number(p, model, prefix[0], name, x, se);
	put_number(p, model, prefix[1], name, 2 * gsl_cdf_ugaussian_Q(fabs(x / se)), NAN);
}

void
covariates_rows_put(struct put *p, const char *model, const struct opt_list *names,
    const struct covariates_fit *f)
{
	const struct covariates *c = &f->model;

	for (size_t k = 0; k < c->dim; k++)
		put_coefficient(p, model, (const char *[]){ trans, trans_p }, names->word[k],
		    c->trans[k], f->trans_se[k]);
	for (size_t k = 0; k < c->dim && covariates_move_dropout(&c->par); k++)
		put_coefficient(p, model, (const char *[]){ life, life_p }, names->word[k],
		    c->life[k], f->life_se[k]);
	model_number(p, model, tests[0], f->without, NAN);
	model_number(p, model, tests[1], f->lr, NAN);
	model_count(p, model, tests[2], f->df);
	model_number(p, model, tests[3], f->p, NAN);
}

static double
read_number(struct model *m, const char *model, const char *prefix, const char *name)
{
	char *row = mem_print("%s%s", prefix, name);
	const double x = model_value(m, model, row);

	free(row);
	return x;
}

static void
skip(struct model *m, const char *model, const char *prefix, const char *name)
{
	char *row = mem_print("%s%s", prefix, name);

	model_skip(m, model, row);
	free(row);
}

void
covariates_rows_read(struct model *m, const char *model, const struct opt_list *names,
    struct covariates *to)
{
	to->dim = names->n;
	for (size_t k = 0; k < names->n; k++) {
		to->trans[k] = read_number(m, model, trans, names->word[k]);
		skip(m, model, trans_p, names->word[k]);
		if (!covariates_move_dropout(&to->par))
			continue;
		to->life[k] = read_number(m, model, life, names->word[k]);
		skip(m, model, life_p, names->word[k]);
	}
	for (size_t i = 0; names->n > 0 && i < sizeof tests / sizeof *tests; i++)
		model_skip(m, model, tests[i]);
}

void
covariates_rows_refuse(const struct model *m, const char *path, const char *tool)
{
	struct opt_list names = { 0 };

	covariates_rows_names(m, path, &names);
	if (names.n > 0)
		fail("%s: the model has covariates, which %s cannot use;"
		    " fit it without --covariates", path, tool);
}

/* "'a'", "'a' and 'b'", "'a', 'b' and 'c'". The caller frees the text. */
static char *
marked(const struct opt_list *names, const bool which[])
{
	char *list = mem_text("");
	size_t i = 0, all = 0;

	for (size_t k = 0; k < names->n; k++)
		all += which[k];
	for (size_t k = 0; k < names->n; k++) {
		if (!which[k])
			continue;
		char *more = mem_print("%s%s'%s'", list, say_and(i++, all), names->word[k]);

		free(list);
		list = more;
	}
	return list;
}

_Noreturn void
covariates_rows_cannot(enum covariates_fault fault, const char *model,
    const struct opt_list *names, const bool which[static COVARIATES_MAX], size_t n)
{
	const char *list = marked(names, which);

	if (fault == COVARIATES_CONSTANT)
		fail("--covariates: %s has the same value for all of %zu customer%s;"
		    " leave it out", list, n, TEXT_PLURAL(n));
	if (fault == COVARIATES_COLLINEAR)
		fail("--covariates: %s are collinear: each follows from the others;"
		    " leave one out", list);
	if (fault == COVARIATES_FAR)
		fail("--covariates: 0 is too far from the values of %s: the"
		    " parameters at 0 are out of range; subtract the mean from the column", list);
	if (*list == '\0')
		fail("--covariates: the search found no maximum of the likelihood;"
		    " use --model=%s without covariates", model);
	fail("--covariates: the likelihood has no maximum: the coefficient of %s"
	    " grows without end; leave it out, or use --model=%s without covariates", list, model);
}
