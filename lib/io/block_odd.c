#include "lib/io/block_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/io/encoding.h"

/* What is said about bytes that are not UTF-8, by an encoding that fits all of them. */
static char *
advice_of(const struct encoding_verdict *v, bool utf8_only)
{
	enum { SOME = 3 };	/* words */

	if (v->words > 0 && v->likely && utf8_only)
		return mem_print(v->sure ?
		    say("not UTF-8, but %s: convert it with iconv -f %s -t UTF-8") :
		    say("not UTF-8; it looks like %s: convert it with iconv -f %s -t UTF-8"),
		    v->name, v->name);
	if (v->words > 0 && v->likely)
		return mem_print(v->sure ? say("not UTF-8, but %s: use --encoding=%s") :
		    say("not UTF-8; it looks like %s: use --encoding=%s"), v->name, v->name);
	if (v->words < SOME || utf8_only)
		return mem_text(say("not UTF-8"));
	return mem_text(say("not UTF-8: use --encoding=auto"));
}

/* Judged by the whole block: a row alone may have too few bytes. */
static char *
advice(const struct block *b)
{
	if (b->encoding)
		return mem_print(say("not valid %s"), b->encoding);
	struct encoding *e = encoding_new();

	encoding_add(e, b->buf, b->n);
	const struct encoding_verdict v = encoding_judge(e);

	encoding_free(e);
	return advice_of(&v, b->utf8_only);
}

const char *
block_odd(struct block *b, char *s, size_t n)
{
	if (memchr(s, '\0', n)) {
		for (char *p = s; (p = memchr(p, '\0', n - (size_t)(p - s))) != NULL;)
			*p = '?';	/* a NUL would cut the row in the file of rejects */
		return say("NUL byte in the row");
	}
	if (text_utf8(s, n) == n)
		return NULL;
	if (b->advice == NULL || b->advised != b->file) {
		free(b->advice);
		b->advice = advice(b);
		b->advised = b->file;
	}
	return b->advice;
}
