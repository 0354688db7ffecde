/*
 * fit - maximum likelihood for models with a few positive parameters (pure).
 *
 * The search uses the logarithms of the parameters. Nelder-Mead brings the start near the maximum.
 * Then damped Newton steps follow until none of the parameters moves by more than 1e-9 of its
 * value.
 */
#ifndef FIT_H
#define FIT_H
#include <stdbool.h>
#include <stddef.h>

enum { FIT_DIM = 20 };	/* the most parameters a model can have */

/*
 * par and grad have DIM numbers; hess has DIM x DIM by rows, both triangles. Derivatives are by the
 * parameters, not by their logarithms. A value that is not finite says that PAR is impossible.
 */
struct fit_model {
	size_t dim;
	double low, high;	/* bounds of every parameter; 0 0 means 1e-6 to 1e5 */
	double (*loglik)(void *ctx, const double *par);
	/* returns loglik and computes its derivatives; NULL: fit takes differences of loglik */
	double (*derive)(void *ctx, const double *par, double *grad, double *hess);
	void *ctx;
	bool near;		/* the start is near the maximum: skip Nelder-Mead */
	int steps;		/* the most steps of Newton's method; 0: 100 */
};

struct fit {
	double par[FIT_DIM], se[FIT_DIM];
	/* covariance of the parameters, from the observed information */
	double cov[FIT_DIM][FIT_DIM];
	double loglik;
	double gradient;	/* the largest remaining derivative by a logarithm */
	/*
	 * condition number of the Hessian by the logarithms; INFINITY if that is not negative
	 * definite
	 */
	double condition;
	/* evaluations of the likelihood by Nelder-Mead; steps of Newton's method */
	int evaluations, steps;
};

/*
 * False if the search found no maximum inside the bounds. TO then has the best parameters found,
 * and NAN for se and cov.
 */
bool fit_max(const struct fit_model *, const double *start, struct fit *to);

/* Does the likelihood only approach its supremum at a boundary? PAR and CONDITION tell. */
bool fit_boundary(const struct fit *, size_t dim);

#endif
