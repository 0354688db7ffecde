#define _GNU_SOURCE
#include "lib/base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"

enum { FIRST = 64 };	/* bytes */

static void *
mem_checked(void *p)
{
	if (p == NULL)
		fail_errno(NULL);
	return p;
}

void *
mem_new(size_t n, size_t size)
{
	return mem_checked(calloc(n ? n : 1, size));
}

void *
mem_resize(void *p, size_t n, size_t size)
{
	return mem_checked(reallocarray(p, n ? n : 1, size));
}

char *
mem_text(const char *s)
{
	return mem_checked(strdup(s));
}

char *
mem_vprint(const char *fmt, va_list ap)
{
	char *s;

	return mem_checked(vasprintf(&s, fmt, ap) == -1 ? NULL : s);
}

char *
mem_print(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	char *s = mem_vprint(fmt, ap);

	va_end(ap);
	return s;
}

void *
mem_more(void *p, size_t need, size_t *have, size_t size)
{
	/* start small: most arrays stay at the size they begin with */
	*have = need + need / 2 + FIRST / size + 1;
	return mem_resize(p, *have, size);
}
