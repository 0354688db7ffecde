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

/* Takes the part along the row Q out of the row V. Returns its length. */
static double
take_out(const double *q, double *v, size_t n)
{
	double length = 0;

	for (size_t k = 0; k < n; k++)
		length += q[k] * v[k];
	for (size_t k = 0; k < n; k++)
		v[k] -= length * q[k];
	return length;
}

/* Gram and Schmidt's decomposition of A times the root, each row twice against rounding. */
struct uncertain
uncertain_of_sums(const struct uncertain *u, double (*a)[FIT_DIM], size_t dim,
    double turn[][FIT_DIM])
{
	struct uncertain to = { .dim = u->dim > 0 ? dim : 0 };

	for (size_t i = 0; i < to.dim; i++) {
		double *v = turn[i], norm = 0;

		memset(v, 0, FIT_DIM * sizeof *v);
		for (size_t j = 0; j < u->dim; j++)
			for (size_t k = 0; k <= j; k++)
				v[k] += a[i][j] * u->root[j][k];
		for (size_t j = 0; j < 2 * i; j++)
			to.root[i][j % i] += take_out(turn[j % i], v, u->dim);
		for (size_t k = 0; k < u->dim; k++)
			norm += v[k] * v[k];
		to.root[i][i] = sqrt(norm);
		for (size_t k = 0; k < u->dim && norm > 0; k++)
			v[k] /= to.root[i][i];
	}
	return to;
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
