#include "lib/forget/tombstone.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/num.h"

enum { MOST = 1000000000 };	/* a higher number is somebody's joke */

char *
tombstone_text(long n, char to[static TOMBSTONE_SIZE])
{
	snprintf(to, TOMBSTONE_SIZE, TOMBSTONE_PREFIX "%ld", n);
	return to;
}

long
tombstone_number(const char *id)
{
	const size_t prefix = strlen(TOMBSTONE_PREFIX);
	int64_t n;

	if (strncmp(id, TOMBSTONE_PREFIX, prefix) != 0 || id[prefix] == '0' ||
	    !num_count(id + prefix, &n) || n > MOST)
		return 0;
	return (long)n;
}
