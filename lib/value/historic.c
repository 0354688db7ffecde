#include "lib/value/historic.h"

#include <math.h>

static const double YEAR = 365;		/* days */

struct historic
historic_value(const struct fold_day *day, const struct costs *costs, size_t n, double margin,
    double rate)
{
	struct historic sum = { 0, 0 };

	for (size_t i = 0; i < n; i++) {
		const double profit = costs ? costs_value(&costs[i], day[i].amount, margin)
		    : (double)day[i].amount * margin;

		sum.profit += profit;
		sum.value += profit * pow(1 + rate, (day[0].day - day[i].day) / YEAR);
	}
	return sum;
}
