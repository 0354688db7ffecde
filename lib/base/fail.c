#define _GNU_SOURCE
#include "lib/base/fail.h"

#include <err.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/exit.h"
#include "lib/base/say.h"

/* The errors of the system that users meet, for the catalogues. */
static const char *const errors[] __attribute__((unused)) = {
	SAY("No such file or directory"), SAY("Permission denied"), SAY("Is a directory"),
	SAY("Not a directory"), SAY("File exists"), SAY("No space left on device"),
	SAY("Disk quota exceeded"), SAY("File too large"), SAY("Read-only file system"),
	SAY("Input/output error"), SAY("Bad file descriptor"), SAY("Broken pipe"),
	SAY("Cannot allocate memory"), SAY("Invalid argument"), SAY("Too many open files"),
	SAY("Too many levels of symbolic links"), SAY("File name too long"),
	SAY("Resource temporarily unavailable"), SAY("Operation not permitted"),
	SAY("Illegal seek"), SAY("No such device or address"), SAY("Text file busy"),
};

#ifdef __SANITIZE_ADDRESS__
static int ends;

int __lsan_is_turned_off(void);

int
__lsan_is_turned_off(void)
{
	return ends;
}
#endif

void
fail_ends(void)
{
#ifdef __SANITIZE_ADDRESS__
	ends = 1;
#endif
}

/* As vwarn, in the language of the user. Allocates nothing: memory may be what is missing. */
static void __attribute__((format(printf, 1, 0)))
warn_errno(const char *fmt, va_list ap)
{
	const char *error = say(strerror(errno));

	flockfile(stderr);
	fprintf(stderr, "%s: ", program_invocation_short_name);
	if (fmt) {
		vfprintf(stderr, say(fmt), ap);
		fputs(": ", stderr);
	}
	fprintf(stderr, "%s\n", error);
	funlockfile(stderr);
}

void
fail(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vwarnx(say(fmt), ap);
	va_end(ap);
	fail_ends();
	exit(EXIT_TROUBLE);
}

static const char asks[] = "CUSTKIT_LACK";

void
fail_tell_lack(void)
{
	char id[32];

	snprintf(id, sizeof id, "%jd", (intmax_t)getpid());
	if (setenv(asks, id, 1) != 0)
		fail_errno("%s", asks);
}

/* Does the parent of this process tell EXIT_LACK from other failures? */
static bool
is_asked(void)
{
	const char *asked = getenv(asks);
	char id[32];

	snprintf(id, sizeof id, "%jd", (intmax_t)getppid());
	return asked && strcmp(asked, id) == 0;
}

void
fail_lack(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vwarnx(say(fmt), ap);
	va_end(ap);
	fail_ends();
	exit(is_asked() ? EXIT_LACK : EXIT_TROUBLE);
}

void
fail_errno(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	warn_errno(fmt, ap);
	va_end(ap);
	fail_ends();
	exit(EXIT_TROUBLE);
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
	warn_errno(fmt, ap);
	va_end(ap);
}
