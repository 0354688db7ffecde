/*
 * folds - rows dealt out at random for cross-validation (pure but for memory).
 */
#ifndef FOLDS_H
#define FOLDS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The fold of each row, 0 to FOLDS - 1: those of outcome 1 and those of 0 are each shuffled (the
 * Mersenne Twister, the same on every machine; a seed of 0 is 4357, as GSL has it) and dealt round, so
 * that the folds differ by one at most in either.  False, and nothing is dealt, where FOLDS is below 2
 * or there are fewer rows of 1 or of 0 than folds.
 */
bool folds_deal(const double *outcome, size_t n, unsigned folds, uint32_t seed, unsigned *fold);

#endif
