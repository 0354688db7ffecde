#include "lib/match/joined.h"

#include <stdlib.h>

#include "lib/base/mem.h"

struct joined {
	uint32_t *up, *size;	/* a root is above itself; the size is right for a root */
};

struct joined *
joined_new(size_t n)
{
	struct joined *j = mem_new(1, sizeof *j);

	j->up = mem_new(n, sizeof *j->up);
	j->size = mem_new(n, sizeof *j->size);
	for (size_t i = 0; i < n; i++) {
		j->up[i] = (uint32_t)i;
		j->size[i] = 1;
	}
	return j;
}

void
joined_free(struct joined *j)
{
	free(j->up);
	free(j->size);
	free(j);
}

uint32_t
joined_root(struct joined *j, uint32_t i)
{
	while (j->up[i] != i)
		i = j->up[i] = j->up[j->up[i]];
	return i;
}

uint32_t
joined_size(struct joined *j, uint32_t i)
{
	return j->size[joined_root(j, i)];
}

bool
joined_add(struct joined *j, uint32_t a, uint32_t b)
{
	a = joined_root(j, a);
	b = joined_root(j, b);
	if (a == b)
		return false;
	const uint32_t top = j->size[a] < j->size[b] ? b : a, under = top == a ? b : a;

	j->up[under] = top;
	j->size[top] += j->size[under];
	return true;
}
