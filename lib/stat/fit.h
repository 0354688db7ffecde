/*
 * fit - maximum likelihood for models with a few positive parameters (pure).
 *
 * The search runs in the logarithms of the parameters: Nelder-Mead brings the start near the
 * maximum, then damped Newton steps end where no parameter moves by more than 1e-9 of itself.
 */
#ifndef FIT_H
#define FIT_H
#include <stdbool.h>
#include <stddef.h>

enum { FIT_DIM = 6 };	/* parameters, at most */

/*
 * par, grad: DIM numbers; hess: DIM x DIM by rows, all of it.  Derivatives are by the parameters
 * themselves.  A value that is not finite says that PAR is impossible.
 */
struct fit_model {
	size_t dim;
	double low, high;	/* no parameter is looked for outside; 0 0 means 1e-6 to 1e5 */
	double (*loglik)(void *ctx, const double *par);
	/* loglik again, with its derivatives; NULL: differences of loglik are taken */
	double (*derive)(void *ctx, const double *par, double *grad, double *hess);
	void *ctx;
	bool near;		/* the start is near the maximum: Newton alone */
};

struct fit {
	double par[FIT_DIM], se[FIT_DIM];
	double cov[FIT_DIM][FIT_DIM];	/* of the parameters, from the observed information */
	double loglik;
	double gradient;	/* the largest derivative by a logarithm that is left */
	/* of the Hessian by the logarithms; INFINITY if it is not negative definite */
	double condition;
	int evaluations, steps;	/* of the likelihood by Nelder-Mead; of Newton */
};

/*
 * False where no maximum was reached inside the bounds: then TO has the best parameters seen,
 * and NAN for se and cov.
 */
bool fit_max(const struct fit_model *, const double *start, struct fit *to);

/* Whether PAR or CONDITION say that the likelihood only tends to its supremum at a boundary. */
bool fit_boundary(const struct fit *, size_t dim);

#endif
