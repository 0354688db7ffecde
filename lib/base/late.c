#define _GNU_SOURCE
#include "lib/base/late.h"

#include <dlfcn.h>
#include <link.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"

static _Noreturn void
missing(const char *what, const char *library)
{
	fail("%s need the library %s: %s", what, library, dlerror());
}

/*
 * Checked memory.  When a library is loaded, the addresses of malloc and its like are written into
 * its data, of which this part is then read-only.  Here they become addresses of our functions.
 */

static void *
checked_malloc(size_t n)
{
	return mem_resize(NULL, n, 1);
}

static void *
checked_realloc(void *p, size_t n)
{
	return mem_resize(p, n, 1);
}

static void
replace(uintptr_t *at, const uintptr_t *end)
{
	const struct { uintptr_t of, by; } calls[] = {
		{ (uintptr_t)malloc, (uintptr_t)checked_malloc },
		{ (uintptr_t)calloc, (uintptr_t)mem_new },
		{ (uintptr_t)realloc, (uintptr_t)checked_realloc },
	};

	for (; at < end; at++)
		for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
			if (*at == calls[i].of)
				*at = calls[i].by;
}

/* The part of a library's data that is read-only once it is loaded, by whole pages. */
static void
protect(const struct dl_phdr_info *library, int rights)
{
	const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);

	for (size_t i = 0; i < library->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &library->dlpi_phdr[i];
		const uintptr_t from = library->dlpi_addr + part->p_vaddr;
		const uintptr_t at = from & -page, end = (from + part->p_memsz) & -page;

		if (part->p_type == PT_GNU_RELRO && mprotect((void *)at, end - at, rights) == -1)
			fail_errno(NULL);
	}
}

static void
check_memory(const struct dl_phdr_info *library)
{
	const uintptr_t word = sizeof word;

	protect(library, PROT_READ | PROT_WRITE);
	for (size_t i = 0; i < library->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &library->dlpi_phdr[i];
		const uintptr_t from = library->dlpi_addr + part->p_vaddr;

		if (part->p_type == PT_LOAD && (part->p_flags & PF_W))
			replace((uintptr_t *)((from + word - 1) & -word),
			    (uintptr_t *)((from + part->p_filesz) & -word));
	}
	protect(library, PROT_READ);
}

static int
count(struct dl_phdr_info *library, size_t size, void *ctx)
{
	size_t *n = ctx;

	(void)library, (void)size;
	++*n;
	return 0;
}

/* The libraries come in the order in which they were loaded. */
static int
check_after(struct dl_phdr_info *library, size_t size, void *ctx)
{
	size_t *before = ctx;

	(void)size;
	if (*before > 0)
		--*before;
	else
		check_memory(library);
	return 0;
}

void
late_load(const char *what, const char *library, const struct late_symbol *symbols)
{
	size_t before = 0;

	dl_iterate_phdr(count, &before);
	void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);

	if (handle == NULL)
		missing(what, library);
	dl_iterate_phdr(check_after, &before);
	for (; symbols->name; symbols++) {
		void *symbol = dlsym(handle, symbols->name);

		if (symbol == NULL)
			missing(what, library);
		memcpy(symbols->to, &symbol, sizeof symbol);
	}
}
