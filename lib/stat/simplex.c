#include "lib/stat/simplex.h"

#include <gsl/gsl_multimin.h>
#include <math.h>

enum { STEPS_MAX = 80 };		/* per dimension and start */
enum { STARTS_MAX = 2 };
static const double END = 1e-3;		/* size of the simplex */
static const double IMPOSSIBLE = 1e300;	/* finite, because the simplex needs a finite value */
static const double GAIN = 1e-6;		/* a smaller one, relatively, is nothing */

struct problem {
	double (*value)(void *ctx, const double *at);
	void *ctx;
};

static double
value(const gsl_vector *at, void *ctx)
{
	const struct problem *p = ctx;
	const double v = p->value(p->ctx, at->data);

	return isfinite(v) ? v : IMPOSSIBLE;
}

/* One run; the best point goes to AT. */
static double
run(gsl_multimin_fminimizer *m, gsl_multimin_function *f, double step, double *at)
{
	double size[SIMPLEX_DIM];
	gsl_vector_view start = gsl_vector_view_array(at, f->n);
	gsl_vector_view sizes = gsl_vector_view_array(size, f->n);

	gsl_vector_set_all(&sizes.vector, step);
	gsl_multimin_fminimizer_set(m, f, &start.vector, &sizes.vector);
	for (size_t i = 0; i < STEPS_MAX * f->n; i++)
		if (gsl_multimin_fminimizer_iterate(m) || gsl_multimin_fminimizer_size(m) < END)
			break;
	gsl_vector_memcpy(&start.vector, gsl_multimin_fminimizer_x(m));
	return gsl_multimin_fminimizer_minimum(m);
}

double
simplex_min(double (*of)(void *ctx, const double *at), void *ctx, size_t dim, double step,
    double *at)
{
	struct problem p = { of, ctx };
	gsl_multimin_function f = { value, dim, &p };
	gsl_multimin_fminimizer *m =
	    gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, dim);
	double best = run(m, &f, step, at);

	for (int i = 1; i < STARTS_MAX; i++) {
		const double before = best;

		best = run(m, &f, step, at);
		if (before - best <= GAIN * fabs(before))
			break;
	}
	gsl_multimin_fminimizer_free(m);
	return best;
}
