#include "lib/stat/fit.h"

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>
#include <math.h>
#include <string.h>

#include "lib/base/fail.h"

/*
 * fit_max first calls simplex, until the point is near enough to the maximum for newton. newton
 * repeats newton_step; advance shortens a step that would lower the likelihood. At the end
 * covariance inverts the information.
 *
 * All of them compute in the logarithms of the parameters. derive converts the derivatives that a
 * model gives; difference replaces them for a model without derivatives.
 */
enum { STEPS_MAX = 100, HALVINGS_MAX = 30, IDLE_MAX = 4 };
enum { SIMPLEX_MAX = 60 };			/* steps per dimension */
/* in logarithms; coarse, because Newton's method takes over early */
static const double SIMPLEX_STEP = .5, SIMPLEX_END = .1;
static const double STEP_END = 1e-9, STEP_SHORT = 1e-4, STEP_LONGEST = 2;
static const double ROUNDING = 1e-12;		/* relative error of the likelihood */
static const double IMPOSSIBLE = 1e300;	/* finite, because the simplex needs a finite value */
static const double CONDITION_MAX = 1e5, PAR_MIN = 1e-4, PAR_MAX = 1e3;

/*
 * A point of the search: the logarithms of the parameters, and the derivatives of the
 * log-likelihood by them.
 */
struct point {
	double at[FIT_DIM], grad[FIT_DIM], hess[FIT_DIM * FIT_DIM];
	double loglik;
};

static double
low(const struct fit_model *m)
{
	return log(m->high > 0 ? m->low : 1e-6);
}

static double
high(const struct fit_model *m)
{
	return log(m->high > 0 ? m->high : 1e5);
}

static bool
natural(const struct fit_model *m, const double *at, double *par)
{
	for (size_t i = 0; i < m->dim; i++) {
		if (!(at[i] >= low(m)) || !(at[i] <= high(m)))
			return false;
		par[i] = exp(at[i]);
	}
	return true;
}

static double
value(const struct fit_model *m, const double *at)
{
	double par[FIT_DIM], l = natural(m, at, par) ? m->loglik(m->ctx, par) : -IMPOSSIBLE;

	return isfinite(l) ? l : -IMPOSSIBLE;
}

/* The log-likelihood at P after a move by DI along axis I and by DJ along axis J. */
static double
beside(const struct fit_model *m, const struct point *p, size_t i, double di, size_t j, double dj)
{
	double at[FIT_DIM];

	memcpy(at, p->at, sizeof at);
	at[i] += di;
	at[j] += dj;
	return value(m, at);
}

/*
 * Differences of the fourth order. With these steps their own error and that of rounding both stay
 * far below STEP_END.
 */
static void
difference(const struct fit_model *m, struct point *p)
{
	const double h = 2e-3, k = 1e-2;

	for (size_t i = 0; i < m->dim; i++) {
		double near1 = beside(m, p, i, h, i, 0) - beside(m, p, i, -h, i, 0);
		double far1 = beside(m, p, i, 2 * h, i, 0) - beside(m, p, i, -2 * h, i, 0);
		double near2 = beside(m, p, i, k, i, 0) + beside(m, p, i, -k, i, 0) - 2 * p->loglik;
		double far2 = beside(m, p, i, 2 * k, i, 0) + beside(m, p, i, -2 * k, i, 0) -
		    2 * p->loglik;

		p->grad[i] = (8 * near1 - far1) / (12 * h);
		p->hess[i * m->dim + i] = (16 * near2 - far2) / (12 * k * k);
		for (size_t j = 0; j < i; j++) {
			double c[2];

			for (int s = 0; s < 2; s++) {
				double d = k * (s + 1);

				c[s] = (beside(m, p, i, d, j, d) - beside(m, p, i, d, j, -d) -
				    beside(m, p, i, -d, j, d) + beside(m, p, i, -d, j, -d)) /
				    (4 * d * d);
			}
			p->hess[i * m->dim + j] = p->hess[j * m->dim + i] = (4 * c[0] - c[1]) / 3;
		}
	}
}

/* Computes the log-likelihood and its derivatives at p->at; false if the point is impossible. */
static bool
derive(const struct fit_model *m, struct point *p)
{
	double par[FIT_DIM];

	if (!natural(m, p->at, par))
		return false;
	if (m->derive == NULL) {
		p->loglik = value(m, p->at);
		difference(m, p);
	} else {
		p->loglik = m->derive(m->ctx, par, p->grad, p->hess);
		for (size_t i = 0; i < m->dim; i++) {
			for (size_t j = 0; j < m->dim; j++)
				p->hess[i * m->dim + j] *= par[i] * par[j];
			p->grad[i] *= par[i];
			p->hess[i * m->dim + i] += p->grad[i];
		}
	}
	for (size_t i = 0; i < m->dim; i++)
		for (size_t j = 0; j < m->dim; j++)
			if (!isfinite(p->grad[i]) || !isfinite(p->hess[i * m->dim + j]))
				return false;
	return isfinite(p->loglik) && p->loglik > -IMPOSSIBLE;
}

static double
simplex_value(const gsl_vector *x, void *arg)
{
	return -value(arg, x->data);
}

/* Checks a result of GSL: ends the tool if memory ran out. */
static void *
got(void *p)
{
	if (p == NULL)
		fail_errno(NULL);
	return p;
}

/* Moves towards the maximum until the simplex is small enough for Newton's method. */
static bool
simplex(const struct fit_model *m, struct point *p, int *evaluations)
{
	struct fit_model copy = *m;
	gsl_multimin_function f = { simplex_value, m->dim, &copy };
	gsl_vector_view x = gsl_vector_view_array(p->at, m->dim);
	gsl_vector *step = got(gsl_vector_alloc(m->dim));
	gsl_multimin_fminimizer *s =
	    got(gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, m->dim));

	gsl_vector_set_all(step, SIMPLEX_STEP);
	const bool good = gsl_multimin_fminimizer_set(s, &f, &x.vector, step) == GSL_SUCCESS;
	for (int i = 0; good && i < SIMPLEX_MAX * (int)m->dim; i++, ++*evaluations)
		if (gsl_multimin_fminimizer_iterate(s) ||
		    gsl_multimin_fminimizer_size(s) < SIMPLEX_END)
			break;
	if (good)
		gsl_vector_memcpy(&x.vector, gsl_multimin_fminimizer_x(s));
	gsl_multimin_fminimizer_free(s);
	gsl_vector_free(step);
	return good;
}

/* The eigenvalues of the information (minus the Hessian), and its eigenvectors as columns. */
static bool
eigen(const struct fit_model *m, const struct point *p, double *lambda, double *vector)
{
	double a[FIT_DIM * FIT_DIM];
	gsl_eigen_symmv_workspace *w = got(gsl_eigen_symmv_alloc(m->dim));

	for (size_t i = 0; i < m->dim * m->dim; i++)
		a[i] = -p->hess[i];
	gsl_matrix_view from = gsl_matrix_view_array(a, m->dim, m->dim);
	gsl_matrix_view to = gsl_matrix_view_array(vector, m->dim, m->dim);
	gsl_vector_view values = gsl_vector_view_array(lambda, m->dim);
	const bool good =
	    gsl_eigen_symmv(&from.matrix, &values.vector, &to.matrix, w) == GSL_SUCCESS;

	gsl_eigen_symmv_free(w);
	return good;
}

static double
largest(const double *v, size_t n)
{
	double most = 0;

	for (size_t i = 0; i < n; i++)
		most = fmax(most, fabs(v[i]));
	return most;
}

/*
 * Newton's step with the absolute eigenvalues: it goes uphill even if the likelihood is not
 * concave. No parameter moves by more than STEP_LONGEST.
 */
static bool
newton_step(const struct fit_model *m, const struct point *p, double *step)
{
	double lambda[FIT_DIM], vector[FIT_DIM * FIT_DIM];

	if (!eigen(m, p, lambda, vector))
		return false;
	double least = 1e-12 * largest(lambda, m->dim);
	memset(step, 0, m->dim * sizeof *step);
	for (size_t k = 0; k < m->dim; k++) {
		double along = 0;

		for (size_t i = 0; i < m->dim; i++)
			along += vector[i * m->dim + k] * p->grad[i];
		for (size_t i = 0; i < m->dim && along != 0; i++)
			step[i] += vector[i * m->dim + k] * along / fmax(fabs(lambda[k]), least);
	}
	double shrink = fmin(1, STEP_LONGEST / fmax(largest(step, m->dim), STEP_END));
	for (size_t i = 0; i < m->dim; i++)
		step[i] *= shrink;
	return true;
}

/* Goes along STEP, halving it until the likelihood falls by no more than its rounding error. */
static bool
advance(const struct fit_model *m, struct point *p, const double *step)
{
	struct point next;
	double fraction = 1;

	for (int k = 0; k < HALVINGS_MAX; k++, fraction /= 2) {
		next = *p;
		for (size_t i = 0; i < m->dim; i++)
			next.at[i] += fraction * step[i];
		if (derive(m, &next) &&
		    next.loglik >= p->loglik - ROUNDING * (1 + fabs(p->loglik))) {
			*p = next;
			return true;
		}
	}
	return false;
}

/*
 * True if the last step was shorter than STEP_END. Also true if the likelihood is flat in some
 * direction, so that several short steps gained no more than the rounding error. False if several
 * long steps gained no more than that: then a parameter tends to 0 or infinity.
 */
static bool
newton(const struct fit_model *m, struct point *p, int *steps)
{
	double step[FIT_DIM];
	const int most = m->steps > 0 ? m->steps : STEPS_MAX;
	int idle = 0, drift = 0;

	if (!derive(m, p))
		return false;
	for (; *steps < most && newton_step(m, p, step); ++*steps) {
		double length = largest(step, m->dim), gain = 0;

		for (size_t i = 0; i < m->dim; i++)
			gain += step[i] * p->grad[i] / 2;
		const bool nothing = gain < ROUNDING * (1 + fabs(p->loglik));
		idle = nothing && length < STEP_SHORT ? idle + 1 : 0;
		drift = nothing && length >= STEP_SHORT ? drift + 1 : 0;
		if (drift > IDLE_MAX || !advance(m, p, step))
			return length < STEP_END || idle > 0;
		if (length < STEP_END || idle > IDLE_MAX)
			return true;
	}
	return false;
}

/* Inverts the information and converts the result from logarithms to the parameters. */
static bool
covariance(const struct fit_model *m, const struct point *p, struct fit *to)
{
	double lambda[FIT_DIM], vector[FIT_DIM * FIT_DIM], least = INFINITY;
	size_t n = m->dim;

	to->condition = INFINITY;
	if (!eigen(m, p, lambda, vector))
		return false;
	for (size_t k = 0; k < n; k++)
		least = fmin(least, lambda[k]);
	if (!(least > 0))
		return false;
	to->condition = largest(lambda, n) / least;
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++) {
			double sum = 0;

			for (size_t k = 0; k < n; k++)
				sum += vector[i * n + k] * vector[j * n + k] / lambda[k];
			to->cov[i][j] = sum * to->par[i] * to->par[j];
		}
		to->se[i] = sqrt(to->cov[i][i]);
	}
	return true;
}

static void
unknown(struct fit *to)
{
	*to = (struct fit){ .loglik = NAN, .gradient = NAN, .condition = INFINITY };
	for (size_t i = 0; i < FIT_DIM; i++) {
		to->par[i] = to->se[i] = NAN;
		for (size_t j = 0; j < FIT_DIM; j++)
			to->cov[i][j] = NAN;
	}
}

bool
fit_max(const struct fit_model *m, const double *start, struct fit *to)
{
	gsl_error_handler_t *was = gsl_set_error_handler_off();
	struct point p = { .loglik = NAN };
	bool good;

	unknown(to);
	for (size_t i = 0; i < m->dim; i++)
		p.at[i] = log(start[i]);
	good = (m->near || simplex(m, &p, &to->evaluations)) && newton(m, &p, &to->steps);
	for (size_t i = 0; i < m->dim; i++)
		to->par[i] = exp(p.at[i]);
	to->loglik = p.loglik;
	to->gradient = largest(p.grad, m->dim);
	good = covariance(m, &p, to) && good;
	if (!good)
		for (size_t i = 0; i < m->dim; i++)
			to->se[i] = NAN;
	gsl_set_error_handler(was);
	return good;
}

bool
fit_boundary(const struct fit *f, size_t dim)
{
	for (size_t i = 0; i < dim; i++)
		if (!(f->par[i] >= PAR_MIN) || !(f->par[i] <= PAR_MAX))
			return true;
	return !(f->condition <= CONDITION_MAX);
}
