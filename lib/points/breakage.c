#include "lib/points/breakage.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

void
breakage_add(struct breakage *b, int64_t left, int64_t lost)
{
	const long double x = (long double)left, y = (long double)lost;

	b->n++;
	b->left += x;
	b->lost += y;
	b->left2 += x * x;
	b->lost2 += y * y;
	b->both += x * y;
}

struct breakage_share
breakage_share(const struct breakage *b)
{
	struct breakage_share s = { NAN, NAN, NAN };

	if (b->n == 0)
		return s;
	const long double r = b->lost / b->left;

	s.share = (double)r;
	if (b->n < 2)
		return s;
	const long double n = (long double)b->n;
	const long double squares = b->lost2 - 2 * r * b->both + r * r * b->left2;
	const double se = (double)(sqrtl(fmaxl(squares, 0) * n / (n - 1)) / b->left);

	if (se <= 0)	/* all have the same share, which says nothing of the others */
		return s;
	const double half = gsl_cdf_tdist_Pinv(.975, (double)(b->n - 1)) * se;

	s.low = fmax(s.share - half, 0);
	s.high = fmin(s.share + half, 1);
	return s;
}
