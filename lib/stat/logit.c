#include "lib/stat/logit.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

/*
 * logit_fit computes mean and sd of the features (measure) and calls fit, which calls minimise.
 * There evaluate sums the loss and its derivatives over the rows, newton_step solves for a step,
 * and advance shortens it. If there is no finite minimum, fit calls minimise again with a penalty.
 */
enum { STEPS_MAX = 100, HALVINGS_MAX = 30 };
static const double STEP_LONGEST = 5, STEP_END = 1e-7;
static const double ROUNDING = 1e-10;		/* relative error of the loss */
static const double SD_LEAST = 1e-9;
/* a feature is redundant if the other features leave less of its squares than this */
static const double REDUNDANT = 1e-9;
/* the Hessian is singular if a pivot is smaller; in separated data the rows lose their weight */
static const double SINGULAR = 1e-14;

/*
 * The coefficients, the loss and its derivatives at a point. The Hessian has only its lower
 * triangle.
 */
struct point {
	double *coef, *grad, *hess;
	double loss, penalty;
	bool separates;		/* every y is 0 or 1, and every score has the sign that fits */
};

struct fitting {
	const struct logit_rows *rows;
	struct logit *to;
	size_t dim;		/* of the features plus the intercept */
	double *z, *step, *spare;
	struct point at, next;
};

static bool
is_in(const struct logit_rows *r, size_t i)
{
	return r->fold == NULL || r->fold[i] != r->but;
}

/*
 * Computes mean and sd in two passes: in one pass the squares of large numbers would hide their
 * differences.
 */
static size_t
measure(const struct logit_rows *r, struct logit *l, double *yes)
{
	size_t n = 0;

	*yes = 0;
	for (size_t i = 0; i < r->n; i++)
		if (is_in(r, i)) {
			n++;
			*yes += r->y[i];
			for (size_t j = 0; j < l->dim; j++)
				l->mean[j] += r->x[i * l->dim + j];
		}
	for (size_t j = 0; j < l->dim; j++)
		l->mean[j] /= n > 0 ? (double)n : 1;
	for (size_t i = 0; i < r->n; i++)
		for (size_t j = 0; is_in(r, i) && j < l->dim; j++) {
			const double d = r->x[i * l->dim + j] - l->mean[j];

			l->sd[j] += d * d;
		}
	for (size_t j = 0; j < l->dim; j++) {
		l->sd[j] = sqrt(l->sd[j] / (n > 0 ? (double)n : 1));
		if (l->sd[j] < SD_LEAST)
			l->sd[j] = 1;
	}
	return n;
}

static double
standard(const struct logit *l, size_t j, double x)
{
	const double z = (x - l->mean[j]) / l->sd[j];

	if (l->clip == 0 || fabs(z) <= l->clip)
		return z;
	return z < 0 ? -l->clip : l->clip;
}

/* Adds a row to the sums. It avoids differences of large numbers that would lose a small result. */
static void
add_row(struct point *p, const double *z, size_t dim, double y)
{
	double score = 0;

	for (size_t j = 0; j < dim; j++)
		score += p->coef[j] * z[j];
	const double odds = exp(-fabs(score)), less = odds / (1 + odds), more = 1 / (1 + odds);
	const double weight = less * more, residual = y - (score < 0 ? less : more);

	p->loss += (score > 0 ? score : 0) + log1p(odds) - y * score;
	p->separates = p->separates && ((y == 1 && score > 0) || (y == 0 && score < 0));
	for (size_t j = 0; j < dim; j++) {
		const double w = weight * z[j];
		double *row = &p->hess[j * dim];

		p->grad[j] += residual * z[j];
		for (size_t k = 0; k <= j; k++)
			row[k] += w * z[k];
	}
}

static void
add_penalty(struct point *p, size_t dim, double ridge)
{
	double squares = 0;

	for (size_t j = 1; j < dim; j++) {
		squares += p->coef[j] * p->coef[j];
		p->grad[j] -= ridge * p->coef[j];
		p->hess[j * dim + j] += ridge;
	}
	p->penalty = ridge / 2 * squares;
}

/* Keeps the coefficients of redundant features at 0. */
static void
freeze(const struct fitting *f, struct point *p)
{
	for (size_t j = 1; j < f->dim; j++)
		if (f->to->redundant[j - 1]) {
			p->grad[j] = 0;
			for (size_t k = 0; k < f->dim; k++)
				p->hess[j > k ? j * f->dim + k : k * f->dim + j] = 0;
			p->hess[j * f->dim + j] = 1;
		}
}

static void
evaluate(struct fitting *f, struct point *p)
{
	const struct logit_rows *r = f->rows;
	const size_t dim = f->dim;

	memset(p->grad, 0, dim * sizeof *p->grad);
	memset(p->hess, 0, dim * dim * sizeof *p->hess);
	p->loss = 0;
	p->separates = true;
	for (size_t i = 0; i < r->n; i++)
		if (is_in(r, i)) {
			for (size_t j = 1; j < dim; j++)
				f->z[j] = standard(f->to, j - 1, r->x[i * r->dim + j - 1]);
			add_row(p, f->z, dim, r->y[i]);
		}
	add_penalty(p, dim, f->to->ridge);
	freeze(f, p);
}

/*
 * Finds the redundant features at the start, where all coefficients are 0 and all rows have the
 * same weight. A feature is redundant if the features before it explain it completely.
 */
static void
find_redundant(struct fitting *f)
{
	const size_t dim = f->dim;
	double *a = f->next.hess;

	memcpy(a, f->at.hess, dim * dim * sizeof *a);
	for (size_t j = 0; j < dim; j++) {
		if (j > 0 && a[j * dim + j] < REDUNDANT * a[0]) {
			f->to->redundant[j - 1] = true;
			continue;
		}
		for (size_t i = j + 1; i < dim; i++)
			for (size_t k = j + 1; k <= i; k++)
				a[i * dim + k] -= a[i * dim + j] * a[k * dim + j] / a[j * dim + j];
	}
	freeze(f, &f->at);
}

/* Computes the Cholesky factor of the Hessian; false if the Hessian is singular. */
static bool
factor(struct fitting *f)
{
	gsl_matrix_view m = gsl_matrix_view_array(f->spare, f->dim, f->dim);

	memcpy(f->spare, f->at.hess, f->dim * f->dim * sizeof *f->spare);
	if (gsl_linalg_cholesky_decomp1(&m.matrix) != GSL_SUCCESS)
		return false;
	for (size_t j = 0; j < f->dim; j++) {
		const double pivot = f->spare[j * f->dim + j];

		if (!(pivot * pivot > SINGULAR * (double)f->rows->n))
			return false;
	}
	return true;
}

/*
 * Computes Newton's step, and shortens the whole step if it is too long, so that it still goes
 * downhill. Returns its largest component before that, or NAN if there is no step.
 */
static double
newton_step(struct fitting *f)
{
	gsl_matrix_view m = gsl_matrix_view_array(f->spare, f->dim, f->dim);
	gsl_vector_view step = gsl_vector_view_array(f->step, f->dim);
	double longest = 0;

	memcpy(f->step, f->at.grad, f->dim * sizeof *f->step);
	if (!factor(f) || gsl_linalg_cholesky_svx(&m.matrix, &step.vector) != GSL_SUCCESS)
		return NAN;
	for (size_t j = 0; j < f->dim; j++)
		longest = fmax(longest, fabs(f->step[j]));
	if (longest > STEP_LONGEST)
		for (size_t j = 0; j < f->dim; j++)
			f->step[j] *= STEP_LONGEST / longest;
	return longest;
}

/* Goes along the step, halving it until the loss rises by no more than its rounding error. */
static bool
advance(struct fitting *f)
{
	const double from = f->at.loss + f->at.penalty;
	double fraction = 1;

	for (int i = 0; i < HALVINGS_MAX; i++, fraction /= 2) {
		for (size_t j = 0; j < f->dim; j++)
			f->next.coef[j] = f->at.coef[j] + fraction * f->step[j];
		evaluate(f, &f->next);
		if (f->next.loss + f->next.penalty <= from + ROUNDING * (1 + from)) {
			const struct point was = f->at;

			f->at = f->next;
			f->next = was;
			return true;
		}
	}
	return false;
}

/* False if there is no finite minimum. */
static bool
minimise(struct fitting *f)
{
	memset(f->at.coef, 0, f->dim * sizeof *f->at.coef);
	evaluate(f, &f->at);
	if (f->to->ridge == 0)
		find_redundant(f);
	for (f->to->steps = 0; f->to->steps < STEPS_MAX; f->to->steps++) {
		const double longest = newton_step(f);

		if (isnan(longest) || !advance(f))
			return false;
		if (longest < STEP_END)
			return true;
		if (f->to->ridge == 0 && f->at.separates)
			return false;
	}
	return false;
}

/* Inverts the Hessian. A fit with a penalty has no covariance. */
static void
copy_covariance(struct fitting *f)
{
	gsl_matrix_view m = gsl_matrix_view_array(f->spare, f->dim, f->dim);

	if (f->to->ridge > 0 || !factor(f) || gsl_linalg_cholesky_invert(&m.matrix) != GSL_SUCCESS)
		return;
	f->to->cov = mem_new(f->dim * f->dim, sizeof *f->to->cov);
	memcpy(f->to->cov, f->spare, f->dim * f->dim * sizeof *f->spare);
}

static struct point
new_point(size_t dim)
{
	return (struct point){ .coef = mem_new(dim, sizeof(double)),
	    .grad = mem_new(dim, sizeof(double)), .hess = mem_new(dim * dim, sizeof(double)) };
}

static void
free_point(struct point *p)
{
	free(p->coef);
	free(p->grad);
	free(p->hess);
}

static void
fit(const struct logit_rows *r, struct logit *l)
{
	const size_t dim = l->dim + 1;
	struct fitting f = { .rows = r, .to = l, .dim = dim, .at = new_point(dim),
	    .next = new_point(dim) };

	f.z = mem_new(dim, sizeof *f.z);
	f.z[0] = 1;
	f.step = mem_new(dim, sizeof *f.step);
	f.spare = mem_new(dim * dim, sizeof *f.spare);
	if (!minimise(&f)) {
		l->separated = true;
		l->ridge = fmax(l->ridge, LOGIT_RIDGE);
		memset(l->redundant, 0, l->dim * sizeof *l->redundant);
		(void)minimise(&f);
	}
	l->separated = l->separated || f.at.separates;
	l->loglik = -f.at.loss;
	memcpy(l->coef, f.at.coef, dim * sizeof *l->coef);
	copy_covariance(&f);
	free_point(&f.at);
	free_point(&f.next);
	free(f.z);
	free(f.step);
	free(f.spare);
}

struct logit *
logit_fit(const struct logit_rows *r, const struct logit_opts *o)
{
	struct logit *l = mem_new(1, sizeof *l);
	double yes;

	*l = (struct logit){ .dim = r->dim, .ridge = o->ridge, .clip = o->clip,
	    .mean = mem_new(r->dim, sizeof *l->mean), .sd = mem_new(r->dim, sizeof *l->sd),
	    .coef = mem_new(r->dim + 1, sizeof *l->coef),
	    .redundant = mem_new(r->dim, sizeof *l->redundant) };
	const size_t n = measure(r, l, &yes);

	if (!(yes > 0) || !(yes < (double)n)) {
		logit_free(l);
		return NULL;
	}
	gsl_error_handler_t *was = gsl_set_error_handler_off();

	fit(r, l);
	gsl_set_error_handler(was);
	return l;
}

void
logit_free(struct logit *l)
{
	if (l == NULL)
		return;
	free(l->mean);
	free(l->sd);
	free(l->coef);
	free(l->redundant);
	free(l->cov);
	free(l);
}

double
logit_score(const struct logit *l, const double *x)
{
	double score = l->coef[0];

	for (size_t j = 0; j < l->dim; j++)
		score += l->coef[j + 1] * standard(l, j, x[j]);
	return score;
}

double
logit_chance(double score)
{
	return 1 / (1 + exp(-score));
}

void
logit_natural(const struct logit *l, double *coef, double *se)
{
	const size_t dim = l->dim + 1;
	double variance = 0;	/* of the intercept, a linear function g of the coefficients */
	double *g = mem_new(dim, sizeof *g);

	g[0] = 1;
	coef[0] = l->coef[0];
	se[0] = NAN;
	for (size_t j = 1; j < dim; j++) {
		g[j] = l->redundant[j - 1] ? 0 : -l->mean[j - 1] / l->sd[j - 1];
		coef[0] += g[j] * l->coef[j];
		coef[j] = l->coef[j] / l->sd[j - 1];
		se[j] = l->cov && !l->redundant[j - 1] ?
		    sqrt(l->cov[j * dim + j]) / l->sd[j - 1] : NAN;
	}
	for (size_t j = 0; l->cov && j < dim; j++)
		for (size_t k = 0; k < dim; k++)
			variance += g[j] * g[k] * l->cov[j * dim + k];
	if (l->cov)
		se[0] = sqrt(variance);
	free(g);
}

bool
logit_validate(const struct logit_rows *rows, const struct logit_opts *o, unsigned folds,
    double *score)
{
	struct logit_rows r = *rows;

	for (r.but = 0; r.but < folds; r.but++) {
		struct logit *l = logit_fit(&r, o);

		if (l == NULL)
			return false;
		for (size_t i = 0; i < r.n; i++)
			if (!is_in(&r, i))
				score[i] = logit_score(l, &r.x[i * r.dim]);
		logit_free(l);
	}
	return true;
}
