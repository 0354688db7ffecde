#include "lib/learn/features_own.h"

#include <stdlib.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/io/opt.h"
#include "lib/stat/folds.h"
#include "lib/stat/logit.h"

static struct logit_rows
rows_of(const struct features *f)
{
	return (struct logit_rows){ .x = f->learn.x, .y = f->learn.y, .n = f->learn.n,
	    .dim = f->learn.dim };
}

/* Copies the coefficients into the columns. */
static void
take_coefficients(struct features *f, const struct logit *l)
{
	double *coef = mem_new(l->dim + 1, sizeof *coef), *se = mem_new(l->dim + 1, sizeof *se);
	size_t at = 0;

	logit_natural(l, coef, se);
	f->intercept = coef[0];
	f->intercept_se = se[0];
	for (struct features_col *c = f->column; c < f->column + f->n; at += c++->n)
		for (size_t i = 0; i < c->n; i++) {
			const size_t from = at + features_place(c, i);

			c->coef[i] = coef[from + 1];
			c->se[i] = se[from + 1];
			c->mean[i] = l->mean[from];
		}
	free(coef);
	free(se);
}

/* Notes the redundant features, other than those of the first words. */
static void
note_redundant(const struct features *f, const struct logit *l)
{
	const struct features_col *first = NULL;
	size_t n = 0, at = 0;

	for (const struct features_col *c = f->column; c < f->column + f->n; at += c++->n)
		for (size_t i = c->words ? 1 : 0; i < c->n; i++)
			if (l->redundant[at + features_place(c, i)])
				first = n++ > 0 ? first : c;
	if (n > 0)
		opt_note(n == 1 ?
		    "left out %zu feature that follows from others, the first of column '%s'" :
		    "left out %zu features that follow from others, the first of column '%s'", n,
		    first->name);
}

void
features_fit(struct features *f)
{
	const struct logit_rows rows = rows_of(f);
	/* not NULL, because features_read requires both labels */
	struct logit *l = logit_fit(&rows, &(struct logit_opts){ .ridge = f->learn.ridge });

	take_coefficients(f, l);
	note_redundant(f, l);
	f->ridge = l->ridge;
	f->loglik = l->loglik;
	if (l->ridge != f->learn.ridge)
		opt_note("no finite solution without a penalty: the features predict '%s' "
		    "perfectly in some or all rows; using a ridge of %g", f->label, l->ridge);
	else if (l->separated)
		opt_note("the features together predict '%s' perfectly; are they known beforehand?",
		    f->label);
	logit_free(l);
}

void
features_fitted(const struct features *f, double *score)
{
	const struct features_cells *r = &f->learn;

	for (size_t i = 0; i < r->n; i++) {
		const double *x = &r->x[i * r->dim];

		score[i] = f->intercept;
		for (const struct features_col *c = f->column; c < f->column + f->n; x += c++->n)
			for (size_t k = 0; k < c->n; k++)
				score[i] += c->coef[k] * x[features_place(c, k)];
	}
}

void
features_validate(const struct features *f, int64_t folds, int64_t seed, double *score)
{
	const struct logit_rows all = rows_of(f);
	struct logit_rows rows = all;
	unsigned *fold = mem_new(rows.n, sizeof *fold);

	if (folds > UINT16_MAX ||
	    !folds_deal(rows.y, rows.n, (unsigned)folds, (uint32_t)seed, fold))
		fail("--cv=%jd must be at least 2, and at most the number of rows of '%s' and of "
		    "'%s' (%jd and %jd)", (intmax_t)folds, f->yes, f->no, (intmax_t)f->rows_yes,
		    (intmax_t)(f->rows - f->rows_yes));
	rows.fold = fold;
	(void)logit_validate(&rows, &(struct logit_opts){ .ridge = f->learn.ridge },
	    (unsigned)folds, score);
	free(fold);
}
