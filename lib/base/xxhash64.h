/*
 * xxhash64 - the hash of Spark SQL's function xxhash64, bit for bit (pure).
 *
 * It is XXH64. The hash of several columns is a chain: the hash of the first one, with the seed 42,
 * is the seed of the second one. A string hashes as its bytes, a date as the 32-bit number of days
 * since 1970-01-01, a BIGINT as 64 bits, both least byte first.
 */
#ifndef XXHASH64_H
#define XXHASH64_H
#include <stddef.h>
#include <stdint.h>

#define XXHASH64_SEED UINT64_C(42)

uint64_t xxhash64_text(const char *, size_t n, uint64_t seed);
uint64_t xxhash64_date(int32_t day, uint64_t seed);	/* a day of base/date.h */
uint64_t xxhash64_long(int64_t, uint64_t seed);

#endif
