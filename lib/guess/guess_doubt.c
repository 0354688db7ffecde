#include "lib/guess/guess.h"

#include <stdarg.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"

static void __attribute__((format(printf, 3, 0)))
add(struct guess *g, bool of_file, const char *fmt, va_list ap)
{
	if (g->doubts == GUESS_DOUBTS)
		return;
	g->of_file[g->doubts] = of_file;
	g->doubt[g->doubts++] = mem_vprint(say(fmt), ap);
}

void
guess_doubt(struct guess *g, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(g, false, fmt, ap);
	va_end(ap);
}

void
guess_doubt_file(struct guess *g, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(g, true, fmt, ap);
	va_end(ap);
}
