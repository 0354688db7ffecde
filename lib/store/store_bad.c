#include "lib/store/store_bad.h"

#include <stdarg.h>
#include <stdlib.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"

enum { NAMED = 20 };

static void __attribute__((format(printf, 3, 0)))
report(struct store_bad *b, const char *key, const char *fmt, va_list ap)
{
	char *why = mem_vprint(say(fmt), ap);

	text_tidy(why);		/* because it quotes text of the store */
	if (++b->n <= NAMED)
		fail_warn("%s %s: %s", b->key, key, why);
	free(why);
	if (!b->skip)
		exit(EXIT_TROUBLE);
	opt_status(EXIT_NO);
}

void
store_bad_row(struct store_bad *b, int64_t key, const char *fmt, ...)
{
	char text[NUM_SIZE];
	va_list ap;

	va_start(ap, fmt);
	num_int(key, text);
	report(b, text, fmt, ap);
	va_end(ap);
}

void
store_bad_text(struct store_bad *b, const char *key, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	report(b, key, fmt, ap);
	va_end(ap);
}

void
store_bad_end(const struct store_bad *b)
{
	if (b->n > NAMED)
		fail_warn("%ju more bad rows", (uintmax_t)(b->n - NAMED));
}
