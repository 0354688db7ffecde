#include "lib/guess/guess.h"

#include <stdarg.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"

void
guess_doubt(struct guess *g, const char *fmt, ...)
{
	va_list ap;

	if (g->doubts == GUESS_DOUBTS)
		return;
	va_start(ap, fmt);
	g->doubt[g->doubts++] = mem_vprint(say(fmt), ap);
	va_end(ap);
}
