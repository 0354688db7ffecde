/*
 * called_read - reads the cell of a name: its words (program).
 *
 * Titles are dropped: Dr, Mrs, 先生. A Chinese name is two words, the surname (which may have two
 * characters: 欧阳) and the given name; a surname has its own reading: 单 is shan.
 */
#ifndef CALLED_READ_H
#define CALLED_READ_H
#include <stdbool.h>

#include "lib/base/text.h"
#include "lib/match/called.h"
#include "lib/match/latin.h"

struct called_text {
	struct text whole;	/* the whole name; equal for names that are the same */
	struct text words;	/* each NUL-terminated */
	unsigned n;		/* words */
	bool han;
};

/* TO is zeroed or was read into before; the caller frees its texts. */
void called_read(struct latin *, const char *cell, struct called_text *to);

#endif
