/*
 * season - whether a series has a season, and its indices by classical decomposition (pure).
 *
 * A season has M periods. An index belongs to a phase: the place of a value in the series, modulo
 * M. Multiplicative indices have the mean 1, additive ones the mean 0.
 */
#ifndef SEASON_H
#define SEASON_H
#include <stdbool.h>
#include <stddef.h>

/*
 * Is the autocorrelation at lag M different from 0 on the level of 90 %, with Bartlett's standard
 * error (Assimakopoulos and Nikolopoulos 2000; Fiorucci et al. 2016)? False for M < 2 and for fewer
 * than three seasons.
 */
bool season_is_there(const double *y, size_t n, size_t m);

/*
 * The indices by phase: the means of what remains after a centred moving average, divided by it
 * (TIMES) or less it. Needs two whole seasons; TIMES needs values above 0. Returns the share by
 * which James and Stein shrink them: that of their variance which chance explains, times
 * (M - 3)/(M - 1) (Miller and Williams, International Journal of Forecasting 19, 2003).
 */
double season_indices(const double *y, size_t n, size_t m, bool times, double *index);

/*
 * Takes the season out of Y, with shrunken indices. False if M is below 4, or if there are fewer
 * than three seasons: then the indices have no effect.
 */
bool season_adjust(double *y, size_t n, size_t m, bool times, double *index);

/* Puts the season into N values, of which the first has the phase PHASE. */
void season_restore(double *y, size_t n, size_t phase, size_t m, bool times, const double *index);

#endif
