/* folds - deals rows out at random for cross-validation (pure). */
#ifndef FOLDS_H
#define FOLDS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Computes the fold of each row, 0 to FOLDS - 1. The rows of outcome 1 and those of 0 are shuffled
 * separately and dealt in turn, so the folds differ by at most one row of either outcome. The
 * generator is the Mersenne Twister, the same on every machine; as in GSL, a seed of 0 means 4357.
 * False, and FOLD stays as it is, if FOLDS is below 2 or exceeds the number of rows of 1 or of 0.
 */
bool folds_deal(const double *outcome, size_t n, unsigned folds, uint32_t seed, unsigned *fold);

#endif
