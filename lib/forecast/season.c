#include "lib/forecast/season.h"

#include <math.h>

static const double ACF_Z = 1.6448536269514722;	/* of the normal distribution, two-sided 90 % */

static double
mean(const double *y, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += y[i];
	return sum / (double)n;
}

/* The sum of the products of the deviations from the mean at a lag. */
static double
products(const double *y, size_t n, size_t lag, double centre)
{
	double sum = 0;

	for (size_t i = lag; i < n; i++)
		sum += (y[i] - centre) * (y[i - lag] - centre);
	return sum;
}

bool
season_is_there(const double *y, size_t n, size_t m)
{
	if (m < 2 || n < 3 * m)
		return false;
	const double centre = mean(y, n), variance = products(y, n, 0, centre);
	double squares = 0;

	if (!(variance > 0))
		return false;
	for (size_t k = 1; k < m; k++)
		squares += pow(products(y, n, k, centre) / variance, 2);
	return fabs(products(y, n, m, centre) / variance) >
	    ACF_Z * sqrt((1 + 2 * squares) / (double)n);
}

/* The moving average over a season around I; the two ends count half if M is even. */
static double
centred(const double *y, size_t i, size_t m)
{
	const size_t half = m / 2;
	double sum = 0;

	for (size_t k = i - half; k <= i + half; k++)
		sum += y[k];
	if (m % 2 == 0)
		sum -= (y[i - half] + y[i + half]) / 2;
	return sum / (double)m;
}

/* What the value I has beside the moving average around it. */
static double
remains(const double *y, size_t i, size_t m, bool times)
{
	return times ? y[i] / centred(y, i, m) : y[i] - centred(y, i, m);
}

/* The mean of what remains in a phase. Sets *variance to the variance of this mean. */
static double
of_phase(const double *y, size_t n, size_t m, size_t phase, bool times, double *variance)
{
	double sum = 0, squares = 0;
	size_t count = 0;

	for (size_t i = phase; i + m / 2 < n; i += m)
		if (i >= m / 2) {
			sum += remains(y, i, m, times);
			count++;
		}
	const double centre = sum / (double)count;

	for (size_t i = phase; i + m / 2 < n; i += m)
		if (i >= m / 2)
			squares += pow(remains(y, i, m, times) - centre, 2);
	*variance = count > 1 ? squares / (double)(count - 1) / (double)count : 0;
	return centre;
}

double
season_indices(const double *y, size_t n, size_t m, bool times, double *index)
{
	double within = 0, squares = 0, variance;

	for (size_t p = 0; p < m; p++) {
		index[p] = of_phase(y, n, m, p, times, &variance);
		within += variance / (double)m;
	}
	const double centre = mean(index, m);

	for (size_t p = 0; p < m; p++) {
		index[p] = times ? index[p] / centre : index[p] - centre;
		squares += pow(index[p] - times, 2);
	}
	const double between = squares / (double)(m - 1);
	const double most = m > 3 ? (double)(m - 3) / (double)(m - 1) : 0;

	return most * (between > within ? within / between : 1);
}

bool
season_adjust(double *y, size_t n, size_t m, bool times, double *index)
{
	const double none = times;

	for (size_t p = 0; p < m; p++)
		index[p] = none;
	if (m < 4 || n < 3 * m)
		return false;
	const double shrink = season_indices(y, n, m, times, index);

	for (size_t p = 0; p < m; p++)
		index[p] = none + (1 - shrink) * (index[p] - none);
	for (size_t i = 0; i < n; i++)
		y[i] = times ? y[i] / index[i % m] : y[i] - index[i % m];
	return true;
}

void
season_restore(double *y, size_t n, size_t phase, size_t m, bool times, const double *index)
{
	for (size_t i = 0; i < n; i++)
		y[i] = times ? y[i] * index[(phase + i) % m] : y[i] + index[(phase + i) % m];
}
