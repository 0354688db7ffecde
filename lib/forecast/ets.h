/*
 * ets - fits models of exponential smoothing by maximum likelihood, and chooses one by the
 * corrected criterion of Akaike (pure).
 *
 * Hyndman, Koehler, Snyder and Grose (International Journal of Forecasting 18, 2002). The level and
 * the slope at the start are estimated; the indices at the start come from season.h, and count as
 * parameters. Multiplicative forms need values above 0.
 */
#ifndef ETS_H
#define ETS_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/forecast/grid.h"
#include "lib/forecast/smooth.h"

enum { ETS_NAME = 5 };	/* room for a name and its NUL */
enum { ETS_SEASON = 24 };	/* the longest season */

struct ets_form {
	bool relative, trend, damped;
	enum smooth_season season;
};

struct ets {
	struct ets_form form;
	struct smooth start, end;	/* before the first value, and after the last */
	double *index;			/* of both */
	double aicc;	/* INFINITY if there are too few values for the parameters */
	size_t parameters;
};

/* Fits one form. The caller frees the result with ets_free. */
struct ets ets_fit(const struct ets_form *, const double *y, size_t n, size_t m);
void ets_free(struct ets *);

/* Whether N values with a season of M allow the form. */
bool ets_admits(const struct ets_form *, const double *y, size_t n, size_t m);

/* The form with the least AICc among all that are admitted. */
struct ets ets_choose(const double *y, size_t n, size_t m);

/* Fills the grid with the forecasts of the model. */
void ets_fill(const struct ets *, const double *y, const struct grid *);

/*
 * Fills the grid with the mean of the forecasts of all forms, weighted by their Akaike weights
 * (Kolassa, International Journal of Forecasting 27, 2011). Half of the weight is shared by all
 * forms, half by those without an undamped trend, which seldom lasts.
 */
void ets_fill_weighted(const double *y, size_t m, const struct grid *);

/* The name in the notation of Hyndman et al.: "MAdM". Returns TO. */
char *ets_name(const struct ets_form *, char to[static ETS_NAME]);

#endif
