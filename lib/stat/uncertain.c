#include "lib/stat/uncertain.h"

#include <math.h>
#include <string.h>

static double
log_cov(const struct fit *f, size_t i, size_t j)
{
	return f->cov[i][j] / (f->par[i] * f->par[j]);
}

/* Cholesky's decomposition. */
struct uncertain
uncertain_of(const struct fit *f, size_t dim)
{
	struct uncertain u = { .dim = dim };

	for (size_t i = 0; i < dim; i++)
		for (size_t j = 0; j <= i; j++) {
			double rest = log_cov(f, i, j);

			for (size_t k = 0; k < j; k++)
				rest -= u.root[i][k] * u.root[j][k];
			if (i == j && !(rest > 0 && isfinite(rest)))
				return (struct uncertain){ 0 };
			u.root[i][j] = i == j ? sqrt(rest) : rest / u.root[j][j];
		}
	return u;
}

void
uncertain_along(const struct uncertain *u, size_t axis, double by, double to[static FIT_DIM])
{
	memset(to, 0, FIT_DIM * sizeof *to);
	for (size_t i = axis; i < u->dim; i++)
		to[i] = by * u->root[i][axis];
}

size_t
uncertain_points(const struct uncertain *u)
{
	return u->dim > 0 ? 2 * u->dim : 1;
}

void
uncertain_point(const struct uncertain *u, size_t i, double to[static FIT_DIM])
{
	const double far = sqrt((double)u->dim), farthest = log(20);
	double most = 0;

	uncertain_along(u, i / 2, i % 2 ? far : -far, to);
	for (size_t k = 0; k < u->dim; k++)
		most = fmax(most, fabs(to[k]));
	for (size_t k = 0; k < u->dim && most > farthest; k++)
		to[k] *= farthest / most;
}
