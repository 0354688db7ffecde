#include "lib/base/arena.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

enum { CHUNK = 64 << 10 };

/* A text larger than a chunk gets a chunk of its own, which has no room for another text. */
static char *
room_for(struct arena *a, size_t n)
{
	if (a->used > 0 && n <= CHUNK && a->n + n <= CHUNK) {
		char *to = a->chunk[a->used - 1] + a->n;

		a->n += n;
		return to;
	}
	if (a->used == a->chunks) {
		a->chunk = mem_grow(a->chunk, a->chunks + 1, &a->room, sizeof *a->chunk);
		a->chunk[a->chunks++] = NULL;
	}
	a->chunk[a->used] = mem_resize(a->chunk[a->used], n > CHUNK ? n : CHUNK, 1);
	a->n = n;
	return a->chunk[a->used++];
}

char *
arena_text(struct arena *a, const char *s, size_t n)
{
	char *to = room_for(a, n + 1);

	memcpy(to, s, n);
	to[n] = '\0';
	return to;
}

void
arena_clear(struct arena *a)
{
	a->used = a->n = 0;
}

void
arena_free(struct arena *a)
{
	for (size_t i = 0; i < a->chunks; i++)
		free(a->chunk[i]);
	free(a->chunk);
	*a = (struct arena){ 0 };
}
