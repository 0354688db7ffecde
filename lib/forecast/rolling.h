/*
 * rolling - how good the forecasts of a method would have been: from several origins in the past,
 * each with the values before it only (pure).
 *
 * MASE: the mean absolute error divided by that of the seasonal naive forecast one season ahead
 * within the values before the origin (Hyndman and Koehler 2006). sMAPE: the mean of 200 |y - f| /
 * (|y| + |f|), in percent; 0 if both are 0. Coverage: the share of the values within the limits.
 */
#ifndef ROLLING_H
#define ROLLING_H
#include <stddef.h>

#include "lib/forecast/forecast.h"

struct rolling_score {		/* means over all steps and origins; NAN: not defined */
	double mase, smape, covers80, covers95;
};

struct rolling {
	size_t origins;		/* that had enough values before them */
	size_t n;		/* forecasts that were compared */
	char method[FORECAST_NAME];	/* at the latest origin */
	struct rolling_score own, naive;	/* naive: the seasonal naive method */
};

/*
 * At most ORIGINS origins; the latest is ASK->ahead values before the end, the others one step
 * earlier each. An origin needs more than a season, and 8 values or more, before it.
 */
struct rolling rolling_score(const struct forecast_ask *ask, const double *y, size_t n,
    size_t origins);

#endif
