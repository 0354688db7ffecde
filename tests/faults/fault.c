/*
 * fault - make the N-th call of a kind fail, or kill the process before it; preloaded into a tool.
 *
 *	FAULT_KIND=KIND		malloc, write, sync, open, rename, link, truncate; any: not malloc
 *	FAULT_AT=N		the call; 0: none
 *	FAULT_EVER=1		all later ones, too
 *	FAULT_ERRNO=N		fail with this error
 *	FAULT_SIGNAL=N		send the process this signal instead
 *	FAULT_FAST=1		sleep for no time
 *	FAULT_COUNT=FILE	at the end, write to FILE how many calls of the kind there were
 *
 * The calls go to the kernel directly. The writes of stdio are inside libc and cannot be replaced:
 * for such a call the descriptor of the stream is /dev/full. Messages on standard error are spared:
 * the tests read them.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#undef fwrite_unlocked

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);

static const char *kind;	/* NULL: not yet at work */
static const char *count_file;
static long at, count;
static bool ever, fast;
static int with_errno, with_signal;
static size_t (*real_fwrite)(const void *, size_t, size_t, FILE *);
static size_t (*real_fwrite_unlocked)(const void *, size_t, size_t, FILE *);
static int (*real_fflush)(FILE *);
static int (*real_fclose)(FILE *);
static FILE *(*real_fopen)(const char *, const char *);

static long
number(const char *name)
{
	const char *s = getenv(name);

	return s ? strtol(s, NULL, 10) : 0;
}

__attribute__((constructor)) static void
begin(void)
{
	*(void **)&real_fwrite = dlsym(RTLD_NEXT, "fwrite");
	*(void **)&real_fwrite_unlocked = dlsym(RTLD_NEXT, "fwrite_unlocked");
	*(void **)&real_fflush = dlsym(RTLD_NEXT, "fflush");
	*(void **)&real_fclose = dlsym(RTLD_NEXT, "fclose");
	*(void **)&real_fopen = dlsym(RTLD_NEXT, "fopen");
	at = number("FAULT_AT");
	ever = number("FAULT_EVER") != 0;
	fast = number("FAULT_FAST") != 0;
	with_errno = (int)number("FAULT_ERRNO");
	with_signal = (int)number("FAULT_SIGNAL");
	count_file = getenv("FAULT_COUNT");
	unsetenv("LD_PRELOAD");		/* the programs that the tool starts work */
	kind = getenv("FAULT_KIND");
}

__attribute__((destructor)) static void
end(void)
{
	char text[32];
	const int n = snprintf(text, sizeof text, "%ld\n", count);

	if (count_file == NULL)
		return;
	const int fd = (int)syscall(SYS_openat, AT_FDCWD, count_file, O_WRONLY | O_CREAT | O_TRUNC,
	    0600);

	syscall(SYS_write, fd, text, n);
	syscall(SYS_close, fd);
}

/* Is this call to fail? */
static bool
fails(const char *of)
{
	if (kind == NULL || (strcmp(kind, of) != 0 &&
	    (strcmp(kind, "any") != 0 || strcmp(of, "malloc") == 0)))
		return false;
	const long n = __sync_add_and_fetch(&count, 1);

	if (at == 0 || n < at || (n > at && !ever))
		return false;
	if (with_signal != 0) {
		raise(with_signal);
		return false;
	}
	errno = with_errno;
	return true;
}

void *
malloc(size_t n)
{
	return fails("malloc") ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return fails("malloc") ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return fails("malloc") ? NULL : __libc_realloc(p, n);
}

void *
reallocarray(void *p, size_t n, size_t size)
{
	size_t all;

	if (__builtin_mul_overflow(n, size, &all)) {
		errno = ENOMEM;
		return NULL;
	}
	return realloc(p, all);
}

ssize_t
write(int fd, const void *s, size_t n)
{
	return fd != STDERR_FILENO && fails("write") ? -1 : syscall(SYS_write, fd, s, n);
}

ssize_t
pwrite64(int fd, const void *s, size_t n, off64_t where)
{
	return fails("write") ? -1 : syscall(SYS_pwrite64, fd, s, n, where);
}

ssize_t
pwrite(int fd, const void *s, size_t n, off_t where)
{
	return pwrite64(fd, s, n, where);
}

int
fsync(int fd)
{
	return fails("sync") ? -1 : (int)syscall(SYS_fsync, fd);
}

int
fdatasync(int fd)
{
	return fails("sync") ? -1 : (int)syscall(SYS_fdatasync, fd);
}

int
open64(const char *path, int flags, ...)
{
	va_list ap;

	va_start(ap, flags);
	const int mode = flags & O_CREAT ? va_arg(ap, int) : 0;

	va_end(ap);
	return fails("open") ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int open(const char *path, int flags, ...) __attribute__((alias("open64")));

FILE *
fopen(const char *path, const char *mode)
{
	return fails("open") ? NULL : real_fopen(path, mode);
}

int
nanosleep(const struct timespec *time, struct timespec *rest)
{
	return fast ? 0 : (int)syscall(SYS_nanosleep, time, rest);
}

int
rename(const char *from, const char *to)
{
	return fails("rename") ? -1 : (int)syscall(SYS_rename, from, to);
}

int
renameat2(int of, const char *from, int at_folder, const char *to, unsigned int flags)
{
	return fails("rename") ? -1 : (int)syscall(SYS_renameat2, of, from, at_folder, to, flags);
}

int
link(const char *from, const char *to)
{
	return fails("link") ? -1 : (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int
unlink(const char *path)
{
	if (kind && strcmp(kind, "any") == 0)
		fails("unlink");	/* to be killed there */
	return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int
ftruncate64(int fd, off64_t n)
{
	return fails("truncate") ? -1 : (int)syscall(SYS_ftruncate, fd, n);
}

int ftruncate(int fd, off_t n) __attribute__((alias("ftruncate64")));

/* The stream's descriptor becomes /dev/full; returns the copy of it, for restore. */
static int
divert(FILE *f)
{
	const int fd = fileno(f), copy = dup(fd);
	const int full = (int)syscall(SYS_openat, AT_FDCWD, "/dev/full", O_WRONLY, 0);

	dup2(full, fd);
	close(full);
	return copy;
}

static void
restore(FILE *f, int copy)
{
	const int saved = errno;

	dup2(copy, fileno(f));
	close(copy);
	errno = saved;
}

size_t
fwrite(const void *s, size_t size, size_t n, FILE *f)
{
	if (f == stderr || !fails("write"))
		return real_fwrite(s, size, n, f);
	const int copy = divert(f);

	n = real_fwrite(s, size, n, f);
	restore(f, copy);
	return n;
}

size_t
fwrite_unlocked(const void *s, size_t size, size_t n, FILE *f)
{
	if (f == stderr || !fails("write"))
		return real_fwrite_unlocked(s, size, n, f);
	const int copy = divert(f);

	n = real_fwrite_unlocked(s, size, n, f);
	restore(f, copy);
	return n;
}

int
fflush(FILE *f)
{
	if (f == NULL || f == stderr || !fails("write"))
		return real_fflush(f);
	const int copy = divert(f);
	const int result = real_fflush(f);

	restore(f, copy);
	return result;
}

int
fclose(FILE *f)
{
	if (f != stderr && fails("write"))
		close(divert(f));
	return real_fclose(f);
}
