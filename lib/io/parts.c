#include "lib/io/parts.h"

#include <stdio.h>

#include "lib/base/say.h"
#include "lib/io/opt.h"

struct partition
parts_of(const char *word)
{
	struct partition p = { 0 };

	if (word && !partition_parse(word, &p))
		opt_misuse("--partition=%s is not K/N, with N up to %d and K from 0 to N-1", word,
		    PARTITION_MOST);
	return p;
}

const char *
parts_why(struct partition p, const char *id, size_t bytes, char why[static PARTS_WHY])
{
	const uint32_t own = p.n > 0 ? partition_of(id, bytes, p.n) : 0;

	if (p.n == 0 || own == p.k)
		return NULL;
	snprintf(why, PARTS_WHY, say("is of part %u of %u, not of part %u"), own, p.n, p.k);
	return why;
}
