#define _GNU_SOURCE
#include "tests/fuzz/fuzz.h"

#include <err.h>
#include <iconv.h>
#include <sanitizer/allocator_interface.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/io/encoding_own.h"
#include "lib/store/store.h"

enum { KEPT = 1 << 16 };	/* allocations of one input that are remembered, a power of two */

static jmp_buf back;
static bool armed;
static const volatile void *kept[KEPT];

/* Where P stands, or where it would. */
static size_t
place(const volatile void *p)
{
	size_t i = ((uintptr_t)p >> 4) * 2654435761u;

	while (kept[i % KEPT] && kept[i % KEPT] != p)
		i++;
	return i % KEPT;
}

static void
on_malloc(const volatile void *p, size_t n)
{
	(void)n;
	if (armed && p)
		kept[place(p)] = p;
}

/* Those behind it in its run move up. */
static void
on_free(const volatile void *p)
{
	size_t i = armed && p ? place(p) : KEPT;

	if (i == KEPT || kept[i] == NULL)
		return;
	kept[i] = NULL;
	for (i = (i + 1) % KEPT; kept[i]; i = (i + 1) % KEPT) {
		const volatile void *moved = kept[i];

		kept[i] = NULL;
		kept[place(moved)] = moved;
	}
}

static void
give_back(int first)
{
	for (size_t i = 0; i < KEPT; i++)
		if (kept[i]) {
			free((void *)(uintptr_t)kept[i]);
			kept[i] = NULL;
		}
	close_range((unsigned)first, ~0U, 0);
}

/* Loads the modules of iconv now, for good: a run would load them, and give_back free them. */
static void
load_encodings(void)
{
	iconv_open("UTF-8", "GB18030");
	for (size_t i = 0; i < encoding_nsets; i++) {
		const struct encoding_set *set = &encoding_sets[i];

		iconv_open("UTF-32LE", set->name);
		iconv_open("UTF-8", set->name);
		if (set->extended) {
			iconv_open("UTF-32LE", set->extended);
			iconv_open("UTF-8", set->extended);
		}
	}
}

static bool
run(void (*read)(const char *), const char *s)
{
	static bool hooked;
	const int first = dup(STDERR_FILENO);
	volatile bool whole = true;

	close(first);
	if (!hooked)
		load_encodings();
	if (!hooked)
		__sanitizer_install_malloc_and_free_hooks(on_malloc, on_free);
	hooked = true;
	armed = true;
	if (setjmp(back) == 0)
		read(s);
	else
		whole = false;
	armed = false;
	if (!whole)
		give_back(first);
	memset(kept, 0, sizeof kept);
	return whole;
}

bool
fuzz_read(void (*read)(const char *path), const uint8_t *s, size_t n)
{
	static int fd;
	static char path[32];

	if (fd == 0)
		fd = memfd_create("fuzz", 0);
	if (ftruncate(fd, 0) == -1 || pwrite(fd, s, n, 0) != (ssize_t)n)
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	return run(read, path);
}

bool
fuzz_text(void (*read)(const char *), const uint8_t *s, size_t n)
{
	char *text = malloc(n + 1);

	memcpy(text, s, n);
	text[n] = '\0';
	const bool whole = run(read, text);

	free(text);
	return whole;
}

/* SQLite's own memory is not given back: it would still be in use. */
static sqlite3_mem_methods real;

static void *
sqlite_malloc(int n)
{
	const bool was = armed;

	armed = false;
	void *p = real.xMalloc(n);

	armed = was;
	return p;
}

static void *
sqlite_realloc(void *p, int n)
{
	const bool was = armed;

	armed = false;
	p = real.xRealloc(p, n);
	armed = was;
	return p;
}

struct store *
fuzz_store(void)
{
	static struct store *store;
	char path[64];

	if (store)
		return store;
	snprintf(path, sizeof path, "/tmp/fuzz.%d.db", getpid());
	sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real);
	sqlite3_mem_methods ours = real;

	ours.xMalloc = sqlite_malloc;
	ours.xRealloc = sqlite_realloc;
	sqlite3_config(SQLITE_CONFIG_MALLOC, &ours);
	store = store_open(&(struct store_opts){ .db = path }, STORE_NEW, NULL);
	unlink(path);
	return store;
}

/* In the place of libc's. */
_Noreturn void
exit(int status)
{
	if (armed)
		longjmp(back, 1);
	_exit(status);
}

_Noreturn void
errx(int status, const char *fmt, ...)
{
	if (!armed) {
		va_list ap;

		va_start(ap, fmt);
		vfprintf(stderr, fmt, ap);
		va_end(ap);
	}
	exit(status);
}

_Noreturn void
err(int status, const char *fmt, ...)
{
	errx(status, "%s: error", fmt ? fmt : "");
}

void
warnx(const char *fmt, ...)
{
	char buf[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(buf, sizeof buf, fmt, ap);	/* as libc would */
	va_end(ap);
}

void
vwarnx(const char *fmt, va_list ap)
{
	char buf[1024];

	vsnprintf(buf, sizeof buf, fmt, ap);
}

void
warn(const char *fmt, ...)
{
	(void)fmt;
}
