/*
 * arena - many short texts that are freed together (pure).
 *
 * A text stays where it is until arena_clear or arena_free.
 */
#ifndef ARENA_H
#define ARENA_H
#include <stddef.h>

struct arena {		/* zeroed: empty */
	char **chunk;
	size_t chunks, room;	/* there are */
	size_t used;		/* chunks in use; the last of them has n bytes */
	size_t n;
};

char *arena_text(struct arena *, const char *, size_t n);	/* a copy, with a NUL */
void arena_clear(struct arena *);	/* keeps the memory for more texts */
void arena_free(struct arena *);

#endif
