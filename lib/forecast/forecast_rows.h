/* forecast_rows - prints the forecasts of series, and how good they would have been (program). */
#ifndef FORECAST_ROWS_H
#define FORECAST_ROWS_H
#include <stdint.h>

#include "lib/forecast/demand_rows.h"

struct put;

struct forecast_opts {
	int method;		/* enum forecast_method */
	int64_t horizon;	/* periods; 0: by the period */
	int64_t season;		/* periods; 0: by the period */
	int64_t origins;	/* of the evaluation */
	int64_t past;		/* values to print before the forecasts */
	unsigned threads;
};

/* Ends the tool if the method cannot be used for one of the series. */
void forecast_rows_print(const struct demand_rows *, const struct forecast_opts *, struct put *);
void forecast_rows_evaluate(const struct demand_rows *, const struct forecast_opts *,
    struct put *);

#endif
