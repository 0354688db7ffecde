#include "lib/stat/mixture.h"

#include <math.h>

#include "lib/stat/hyp.h"

struct mixture
mixture_of(enum mixture_kind kind, const double *par)
{
	if (kind == MIXTURE_BETA)
		return (struct mixture){ kind, par[0], par[1] };
	return (struct mixture){ kind, par[0], 1 - par[0] };
}

/* x log(p), where 0^0 is 1 */
static double
times_log(double x, double p)
{
	return x > 0 ? x * log(p) : 0;
}

double
mixture_log(const struct mixture *m, double x, double y)
{
	if (m->kind == MIXTURE_BETA)
		return hyp_logrise(m->a, x) + hyp_logrise(m->b, y) -
		    hyp_logrise(m->a + m->b, x + y);
	if (m->kind == MIXTURE_EQUAL)
		return times_log(x, m->a) + times_log(y, m->b);
	if (x > 0)
		return y > 0 ? -INFINITY : log(m->a);
	return y > 0 ? log(m->b) : 0;
}

double
mixture_miss(const struct mixture *m, double x, double y)
{
	if (m->kind == MIXTURE_BETA)
		return (m->b + y) / (m->a + m->b + x + y);
	if (m->kind == MIXTURE_EQUAL)
		return m->b;
	return x > 0 ? 0 : y > 0 ? 1 : m->b;
}

/* Without an end. After the first trial the limits have a constant probability of a miss. */
static double
perpetuity(const struct mixture *m, double y, double v)
{
	const double first = mixture_miss(m, 0, y), later = mixture_miss(m, 0, y + 1);

	if (m->kind != MIXTURE_BETA)
		return first == 0 ? 0 : first * v / (1 - later * v);
	if (v == 1)
		return m->a > 1 ? (m->b + y) / (m->a - 1) : INFINITY;
	return first * v * hyp_2f1(1, m->b + y + 1, m->a + m->b + y + 1, v);
}

double
mixture_annuity(const struct mixture *m, double y, double n, double rate)
{
	const double v = 1 / (1 + rate);
	double term = 1, sum = 0;

	if (isinf(n))
		return perpetuity(m, y, v);
	for (double k = 0; k < n && term > 1e-18 * sum; k++) {
		term *= mixture_miss(m, 0, y + k) * v;
		sum += term;
	}
	return sum;
}
