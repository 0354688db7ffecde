/*
 * moved - how many customers are in each segment now, and in which they were before (pure).
 *
 * A customer who stands in no segment, because there was no purchase yet, has MOVED_NONE.
 */
#ifndef MOVED_H
#define MOVED_H
#include <stddef.h>
#include <stdint.h>

#define MOVED_NONE ((size_t)-1)

struct moved;

struct moved *moved_new(size_t segments);
void moved_free(struct moved *);	/* NULL: does nothing */

void moved_add(struct moved *, size_t before, size_t now);

struct moved_segment {
	int64_t before;			/* customers who were in it */
	int64_t stayed;			/* and still are */
	int64_t joined;			/* are in it, and were in no segment */
	int64_t came, left;		/* from and to other segments */
	size_t from, to;		/* those of most of them, the first of equals; MOVED_NONE */
	int64_t most_came, most_left;	/* how many that were */
};

struct moved_segment moved_of(const struct moved *, size_t segment);

#endif
