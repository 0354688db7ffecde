#define _GNU_SOURCE
#include "lib/base/huge.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"

/* The bytes of whole pages, or 0: that is less than a page. */
static size_t
pages(size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes) || bytes > SIZE_MAX / 2) {
		errno = ENOMEM;
		fail_errno(NULL);
	}
	return bytes < HUGE_PAGE ? 0 : (bytes + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
}

void *
huge_new(size_t n, size_t size)
{
	const size_t bytes = pages(n, size);

	if (bytes == 0)
		return mem_new(n, size);
	/* a page more, so that what begins at a multiple of the page lies within */
	char *p = mmap(NULL, bytes + HUGE_PAGE, PROT_READ | PROT_WRITE,
	    /* cppcheck-suppress invalidFunctionArg ; MAP_ANONYMOUS takes -1 as the file */
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		fail_errno(NULL);
	const size_t before = HUGE_PAGE - (uintptr_t)p % HUGE_PAGE;

	munmap(p, before);
	if (before < HUGE_PAGE)
		munmap(p + before + bytes, HUGE_PAGE - before);
	madvise(p + before, bytes, MADV_HUGEPAGE);	/* only advice: it may fail */
	/* cppcheck-suppress deallocret ; only its ends were unmapped */
	return p + before;
}

void
huge_free(void *p, size_t n, size_t size)
{
	const size_t bytes = p ? pages(n, size) : 0;

	if (bytes > 0)
		munmap(p, bytes);
	else
		free(p);
}

void *
huge_room(size_t n, size_t size)
{
	char *p = mem_resize(NULL, n, size);
	const size_t bytes = n * size;	/* mem_resize has checked it */
	const size_t before = HUGE_PAGE - (uintptr_t)p % HUGE_PAGE;

	if (bytes >= before + HUGE_PAGE)
		madvise(p + before, (bytes - before) / HUGE_PAGE * HUGE_PAGE, MADV_HUGEPAGE);
	return p;
}
