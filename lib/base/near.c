#include "lib/base/near.h"

#include <stdint.h>
#include <string.h>

enum { LONGEST = 32 };

size_t
near_distance(const char *a, const char *b)
{
	size_t d[LONGEST + 1][LONGEST + 1];
	const size_t n = strnlen(a, LONGEST + 1), m = strnlen(b, LONGEST + 1);

	if (n > LONGEST || m > LONGEST)
		return SIZE_MAX;
	for (size_t i = 0; i <= n; i++)
		for (size_t j = 0; j <= m; j++) {
			if (i == 0 || j == 0) {
				d[i][j] = i + j;
				continue;
			}
			size_t least = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);

			least = d[i - 1][j] + 1 < least ? d[i - 1][j] + 1 : least;
			least = d[i][j - 1] + 1 < least ? d[i][j - 1] + 1 : least;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    d[i - 2][j - 2] + 1 < least)
				least = d[i - 2][j - 2] + 1;
			d[i][j] = least;
		}
	return d[n][m];
}

bool
near_closer(const char *typed, const char *name, size_t *least)
{
	const size_t d = near_distance(typed, name);

	if (d >= *least)
		return false;
	*least = d;
	return true;
}
