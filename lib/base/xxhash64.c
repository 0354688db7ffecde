#include "lib/base/xxhash64.h"

#include <endian.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t
xxhash64_text(const char *s, size_t n, uint64_t seed)
{
	return XXH64(s, n, seed);
}

uint64_t
xxhash64_date(int32_t day, uint64_t seed)
{
	const uint32_t bytes = htole32((uint32_t)day);

	return XXH64(&bytes, sizeof bytes, seed);
}

uint64_t
xxhash64_long(int64_t x, uint64_t seed)
{
	const uint64_t bytes = htole64((uint64_t)x);

	return XXH64(&bytes, sizeof bytes, seed);
}
