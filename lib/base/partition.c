#include "lib/base/partition.h"

#include <string.h>

#include "lib/base/num.h"
#include "lib/base/xxhash64.h"

bool
partition_parse(const char *s, struct partition *to)
{
	const char *slash = strchr(s, '/');
	char first[NUM_SIZE];
	int64_t k, n;

	if (slash == NULL || (size_t)(slash - s) >= sizeof first)
		return false;
	memcpy(first, s, (size_t)(slash - s));
	first[slash - s] = '\0';
	if (!num_count(first, &k) || !num_count(slash + 1, &n) || n < 1 || n > PARTITION_MOST ||
	    k >= n)
		return false;
	*to = (struct partition){ (uint32_t)k, (uint32_t)n };
	return true;
}

uint32_t
partition_of(const char *id, size_t bytes, uint32_t n)
{
	const int64_t rest = (int64_t)xxhash64_text(id, bytes, XXHASH64_SEED) % (int64_t)n;

	return (uint32_t)(rest < 0 ? rest + n : rest);
}
