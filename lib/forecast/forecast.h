/*
 * forecast - the forecasts of a series by a named method, with intervals (pure).
 *
 * The series has a value for each period, in their order; a season has SEASON periods (1: none).
 * Intervals come from the errors that the method, with the parameters fitted on all values, makes
 * at each step from earlier origins (Lee and Scholtes, International Journal of Forecasting 30,
 * 2014). They are enlarged by Akaike's final prediction error, because new values fit less well.
 */
#ifndef FORECAST_H
#define FORECAST_H
#include <stdbool.h>
#include <stddef.h>

enum forecast_method {
	FORECAST_AUTO, FORECAST_NAIVE, FORECAST_SEASONAL, FORECAST_SES, FORECAST_HOLT,
	FORECAST_DAMPED, FORECAST_ADDED, FORECAST_TIMES, FORECAST_ETS, FORECAST_THETA,
	FORECAST_CROSTON, FORECAST_SBA, FORECAST_TSB, FORECAST_COMBINED
};
#define FORECAST_METHODS \
	"auto|naive|seasonal-naive|ses|holt|damped|hw-additive|hw-multiplicative|ets|theta|" \
	"croston|sba|tsb|combination"

enum { FORECAST_NAME = 32 };

struct forecast_ask {
	enum forecast_method method;
	size_t season, ahead;
};

struct forecast {		/* arrays of .ahead numbers */
	char method[FORECAST_NAME];	/* what was used: "combination", "ets MAdM" */
	double *mean;
	/* NAN if there are too few values for errors, or if no forecast was ever wrong */
	double *low80, *high80, *low95, *high95;
};

/* The method that auto uses for the values. */
enum forecast_method forecast_auto(const double *y, size_t n);
const char *forecast_name(enum forecast_method);

/*
 * Why the method cannot be used for these values: "needs values above 0"; NULL if it can. N is at
 * least 1.
 */
const char *forecast_why_not(const struct forecast_ask *, const double *y, size_t n);

/* The forecasts; forecast_why_not must be NULL. The caller frees them with forecast_free. */
struct forecast forecast_make(const struct forecast_ask *, const double *y, size_t n);
void forecast_free(struct forecast *);

#endif
