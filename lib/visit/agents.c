#include "lib/visit/agents.h"

void
agents_occupy(double *free_at, size_t n, double end)
{
	size_t at = 0;

	for (size_t child; (child = 2 * at + 1) < n; at = child) {
		child += child + 1 < n && free_at[child + 1] < free_at[child];
		if (free_at[child] >= end)
			break;
		free_at[at] = free_at[child];
	}
	free_at[at] = end;
}
