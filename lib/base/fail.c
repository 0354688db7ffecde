#include "lib/base/fail.h"

#include <err.h>
#include <stdarg.h>
#include <stddef.h>

#include "lib/base/exit.h"
#include "lib/base/say.h"

void
fail(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	verrx(EXIT_TROUBLE, say(fmt), ap);
}

void
fail_errno(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	verr(EXIT_TROUBLE, say(fmt), ap);
}

void
fail_warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vwarnx(say(fmt), ap);
	va_end(ap);
}

void
fail_warn_errno(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vwarn(say(fmt), ap);
	va_end(ap);
}
