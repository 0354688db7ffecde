/* The bytes of the file at hand, and their digest. */
#include "lib/io/table_own.h"

#include "lib/base/mem.h"

void
table_fill(struct table *t, size_t need)
{
	while (t->ncarry < need && !t->ended) {
		/* one more: for a NUL */
		t->carry = mem_grow(t->carry, need + 1, &t->carry_room, 1);
		const size_t got = source_read(t->source, t->carry + t->ncarry, need - t->ncarry);

		if (t->digest)
			table_digest_add(t, t->carry + t->ncarry, got);
		t->ncarry += got;
		t->ended = got == 0;
	}
}
