#include "lib/forecast/rolling.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { FEWEST = 8 };

/* Sums of a score; the numbers of their terms. */
struct sums {
	double mase, smape, in80, in95;
	double n, scaled, limits;
};

/* The mean absolute error of the seasonal naive forecast one step ahead; NAN: it is never wrong. */
static double
scale_of(const double *y, size_t n, size_t season)
{
	double sum = 0;

	for (size_t i = season; i < n; i++)
		sum += fabs(y[i] - y[i - season]);
	return sum > 0 ? sum / (double)(n - season) : NAN;
}

static double
symmetric(double y, double f)
{
	const double size = fabs(y) + fabs(f);

	return size > 0 ? 200 * fabs(y - f) / size : 0;
}

static void
add(struct sums *s, const struct forecast *f, const double *y, size_t ahead, double scale)
{
	for (size_t h = 0; h < ahead; h++) {
		s->n++;
		s->smape += symmetric(y[h], f->mean[h]);
		if (!isnan(scale)) {
			s->scaled++;
			s->mase += fabs(y[h] - f->mean[h]) / scale;
		}
		if (!isnan(f->low80[h])) {
			s->limits++;
			s->in80 += y[h] >= f->low80[h] && y[h] <= f->high80[h];
			s->in95 += y[h] >= f->low95[h] && y[h] <= f->high95[h];
		}
	}
}

static struct rolling_score
score(const struct sums *s)
{
	return (struct rolling_score){ s->mase / s->scaled, s->smape / s->n, s->in80 / s->limits,
		s->in95 / s->limits };
}

/* Forecasts from the origin after T values, and adds the score to SUMS. */
static void
try(const struct forecast_ask *ask, const double *y, size_t t, struct sums *sums,
    char name[static FORECAST_NAME])
{
	struct forecast f = forecast_make(ask, y, t);

	add(sums, &f, y + t, ask->ahead, scale_of(y, t, ask->season));
	memcpy(name, f.method, FORECAST_NAME);
	forecast_free(&f);
}

struct rolling
rolling_score(const struct forecast_ask *ask, const double *y, size_t n, size_t origins)
{
	const struct forecast_ask naive = { FORECAST_SEASONAL, ask->season, ask->ahead };
	struct rolling to = { 0 };
	struct sums own = { 0 }, rival = { 0 };
	char name[FORECAST_NAME];

	for (size_t i = origins; i-- > 0;) {
		const size_t behind = ask->ahead + i;

		if (n < behind + FEWEST || n <= behind + ask->season ||
		    forecast_why_not(ask, y, n - behind))
			continue;
		try(ask, y, n - behind, &own, to.method);
		try(&naive, y, n - behind, &rival, name);
		to.origins++;
	}
	to.n = to.origins * ask->ahead;
	to.own = score(&own);
	to.naive = score(&rival);
	return to;
}
