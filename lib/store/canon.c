#include "lib/store/canon.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "lib/base/num.h"

static const double exact = 9007199254740992;	/* 2^53 */

void
canon_none(struct text *row)
{
	text_add(row, "-,", 2);
}

void
canon_int(struct text *row, int64_t i)
{
	char *to = text_room(row, NUM_SIZE + 2);
	const size_t n = num_int(i, to + 1);

	*to = '#';
	to[n + 1] = ',';
	row->n += n + 2;
}

void
canon_real(struct text *row, double x)
{
	char *to = text_room(row, NUM_SIZE + 2);

	if (fabs(x) < exact && x == floor(x)) {
		canon_int(row, (int64_t)x);
		return;
	}
	const size_t n = num_text(x, to + 1);

	*to = '#';
	to[n + 1] = ',';
	row->n += n + 2;
}

void
canon_text(struct text *row, const char *s, size_t n)
{
	char *to = text_room(row, NUM_SIZE + 1 + n);
	const size_t head = num_int((int64_t)n, to);

	to[head] = ':';
	memcpy(to + head + 1, s, n);
	row->n += head + 1 + n;
}

uint64_t
canon_hash(struct text *row)
{
	const uint64_t h = XXH64(row->s ? row->s : "", row->n, 0);

	row->n = 0;
	return h;
}
