/*
 * smooth - exponential smoothing in its state space form (pure).
 *
 * Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing, 2008. The forms with an
 * additive or no trend, damped or not, an additive, multiplicative or no season, and additive or
 * multiplicative (RELATIVE) errors. The parameters are those of the error form: with the parameters
 * of Holt and Winters, beta is alpha beta and gamma is gamma (1 - alpha).
 */
#ifndef SMOOTH_H
#define SMOOTH_H
#include <stdbool.h>
#include <stddef.h>

enum smooth_season { SMOOTH_PLAIN, SMOOTH_ADDED, SMOOTH_TIMES };

struct smooth {
	enum smooth_season season;
	bool trend, relative;
	double alpha, beta, gamma, phi;		/* phi 1: the trend is not damped */
	double level, slope;	/* after the latest value */
	double *index;		/* M of them, by phase; NULL for SMOOTH_PLAIN */
	size_t m, phase;	/* the phase of the next value */
};

/* The forecast of a value in a phase, if level and slope give BASE without the season. */
static inline double
smooth_seasoned(const struct smooth *s, double base, size_t phase)
{
	switch (s->season) {
	case SMOOTH_ADDED:
		return base + s->index[phase];
	case SMOOTH_TIMES:
		return base * s->index[phase];
	case SMOOTH_PLAIN:
		break;
	}
	return base;
}

/* The forecast of the next value. */
static inline double
smooth_next(const struct smooth *s)
{
	return smooth_seasoned(s, s->level + s->phi * s->slope, s->phase);
}

/* Takes a value: updates the states. Returns its error, relative to the forecast if RELATIVE. */
static inline double
smooth_take(struct smooth *s, double y)
{
	const double base = s->level + s->phi * s->slope, next = smooth_seasoned(s, base, s->phase);
	const double error = y - next, relative = error / next;
	double *index = s->season == SMOOTH_PLAIN ? NULL : &s->index[s->phase];
	/* the error as a move of the level */
	const double move = s->season == SMOOTH_TIMES ? error / *index : error;

	s->level = base + s->alpha * move;
	s->slope = s->phi * s->slope + s->beta * move;
	if (s->season == SMOOTH_ADDED)
		*index += s->gamma * error;
	else if (s->season == SMOOTH_TIMES)
		*index += s->gamma * error / base;
	if (++s->phase >= s->m)
		s->phase = 0;
	return s->relative ? relative : error;
}

/* The forecasts of the next H values. */
void smooth_ahead(const struct smooth *, size_t h, double *to);

#endif
