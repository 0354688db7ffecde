/* statistics_own - what writing and reading share: the check (program). */
#ifndef STATISTICS_OWN_H
#define STATISTICS_OWN_H
#include "lib/io/statistics.h"

/* What a row adds to the check: N times xxhash64(stat, a, b, c). */
uint64_t statistics_hash(const char *stat, const char *const cell[static STATISTICS_CELLS],
    int64_t n);

#endif
