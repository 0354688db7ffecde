#include "lib/preset/reasons.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"

struct reasons {
	struct map *map;
	uint64_t *times;
	size_t room;
};

struct reasons *
reasons_new(void)
{
	struct reasons *r = mem_new(1, sizeof *r);

	r->map = map_new();
	return r;
}

void
reasons_free(struct reasons *r)
{
	map_free(r->map);
	free(r->times);
	free(r);
}

void
reasons_add(struct reasons *r, const char *reason)
{
	bool is_new;
	const size_t at = map_at(r->map, reason, strlen(reason), &is_new);

	r->times = mem_grow(r->times, at + 1, &r->room, sizeof *r->times);
	r->times[at] = is_new ? 1 : r->times[at] + 1;
}

size_t
reasons_number(const struct reasons *r)
{
	return map_count(r->map);
}

const char *
reasons_text(const struct reasons *r, size_t k)
{
	return map_key(r->map, k);
}

uint64_t
reasons_times(const struct reasons *r, size_t k)
{
	return r->times[k];
}
