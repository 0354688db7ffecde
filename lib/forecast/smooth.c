#include "lib/forecast/smooth.h"

void
smooth_ahead(const struct smooth *s, size_t h, double *to)
{
	double base = s->level, slope = s->slope;
	size_t phase = s->phase;

	for (size_t i = 0; i < h; i++) {
		slope *= s->phi;
		base += slope;
		to[i] = smooth_seasoned(s, base, phase);
		if (++phase >= s->m)
			phase = 0;
	}
}
