/*
 * holm - p-values corrected for several tests (pure).
 *
 * Holm's step-down method (Scandinavian Journal of Statistics 6, 1979): the chance to reject any
 * true hypothesis stays below the level, whatever the dependence of the tests.
 */
#ifndef HOLM_H
#define HOLM_H
#include <stddef.h>

/* Replaces each p by its corrected value. NAN: no test was made; it stays, and does not count. */
void holm(double *p, size_t n);

#endif
