#include "lib/forecast/intermittent.h"

#include <math.h>

struct intermittent_kind
intermittent_kind(const double *y, size_t n)
{
	double count = 0, sum = 0, squares = 0;

	for (size_t i = 0; i < n; i++)
		if (y[i] != 0) {
			count++;
			sum += y[i];
		}
	if (!(count > 0))
		return (struct intermittent_kind){ NAN, NAN };
	const double mean = sum / count;

	for (size_t i = 0; i < n; i++)
		squares += y[i] != 0 ? pow(y[i] - mean, 2) : 0;
	return (struct intermittent_kind){ (double)n / count, squares / count / (mean * mean) };
}

void
intermittent_take(struct intermittent *s, double alpha, double y)
{
	s->n++;
	s->since++;
	if (s->interval > 0)
		s->chance += alpha * ((y != 0) - s->chance);
	if (y != 0 && s->interval > 0) {
		s->size += alpha * (y - s->size);
		s->interval += alpha * (s->since - s->interval);
	} else if (y != 0) {
		s->size = y;
		s->interval = s->since;
		s->chance = 1 / s->since;
	}
	if (y != 0)
		s->since = 0;
}

double
intermittent_croston(const struct intermittent *s)
{
	return s->interval > 0 ? s->size / s->interval : 0;
}

double
intermittent_sba(const struct intermittent *s, double alpha)
{
	return (1 - alpha / 2) * intermittent_croston(s);
}

double
intermittent_tsb(const struct intermittent *s)
{
	return s->chance * s->size;
}
