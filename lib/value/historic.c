#include "lib/value/historic.h"

#include <math.h>

static const double YEAR = 365;		/* days */

double
historic_value(const struct fold_day *day, size_t n, double rate)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (double)day[i].amount * pow(1 + rate, (day[0].day - day[i].day) / YEAR);
	return sum;
}
