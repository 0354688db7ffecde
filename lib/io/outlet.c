#include "lib/io/outlet.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"

enum { LINKS = 40 };	/* as many as Linux follows */

/* Returns PATH with the links of its folder resolved; NULL if the folder does not exist. */
static char *
in_folder(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	char *folder = slash ? mem_print("%.*s", (int)(slash - path) + (slash == path), path) :
	    mem_text(".");
	char *real = realpath(folder, NULL);
	char *whole = real ? mem_print("%s/%s", strcmp(real, "/") == 0 ? "" : real, name) : NULL;

	free(folder);
	free(real);
	return whole;
}

/* The number of the descriptor if the path is /proc/PID/fd/N of this process, else -1. */
static int
descriptor(const char *path)
{
	char *own = mem_print("/proc/%jd/fd/", (intmax_t)getpid());
	const size_t n = strlen(own);
	int64_t number = -1;

	if (strncmp(path, own, n) != 0 || !num_count(path + n, &number) || number > INT_MAX)
		number = -1;
	free(own);
	return (int)number;
}

/* Where the link at PATH points to; NULL if it is none. */
static char *
linked(const char *path)
{
	char to[PATH_MAX];
	const ssize_t n = readlink(path, to, sizeof to);

	if (n <= 0 || (size_t)n == sizeof to)
		return NULL;
	if (to[0] == '/')
		return mem_print("%.*s", (int)n, to);
	return mem_print("%.*s/%.*s", (int)(strrchr(path, '/') - path), path, (int)n, to);
}

/*
 * The link of a descriptor is not followed: what it says need not be a path. That another user's
 * link in a folder such as /tmp is not followed is left to the system, which access() asks.
 */
char *
outlet_path(const char *path)
{
	char *at = in_folder(path), *to;

	if (at == NULL)
		return mem_text(path);
	if (access(at, F_OK) == -1 && errno != ENOENT)
		fail_errno("%s", path);
	for (int i = 0; i < LINKS && descriptor(at) == -1 && (to = linked(at)) != NULL; i++) {
		free(at);
		at = in_folder(to);
		if (at == NULL)
			return to;	/* in a folder that does not exist */
		free(to);
	}
	return at;
}

static int
descriptor_of(const char *path)
{
	char *at = outlet_path(path);
	const int fd = descriptor(at);

	free(at);
	return fd;
}

bool
outlet_is_stream(const char *path)
{
	struct stat st;

	return descriptor_of(path) != -1 || (stat(path, &st) == 0 && !S_ISREG(st.st_mode));
}

bool
outlet_is_stdout(const char *path)
{
	struct stat a, b;

	return strcmp(path, "-") == 0 || descriptor_of(path) == STDOUT_FILENO ||
	    (stat(path, &a) == 0 && fstat(STDOUT_FILENO, &b) == 0 && S_ISREG(a.st_mode) &&
	    !outlet_is_stream(path) && a.st_dev == b.st_dev && a.st_ino == b.st_ino);
}

bool
outlet_is_same(const char *a, const char *b)
{
	char *at = outlet_path(a), *other = outlet_path(b);
	const bool is = strcmp(at, other) == 0 && !outlet_is_stream(a);

	free(at);
	free(other);
	return is;
}

/* A descriptor that closes on exec is one of the tool's own, such as that of the store. */
static void
check_descriptor(const char *path, int fd)
{
	const int flags = fcntl(fd, F_GETFD), mode = fcntl(fd, F_GETFL);

	if (flags == -1 || mode == -1 || flags & FD_CLOEXEC || (mode & O_ACCMODE) == O_RDONLY) {
		errno = EBADF;
		fail_errno("%s", path);
	}
}

void
outlet_check(const char *path)
{
	const int fd = descriptor_of(path);

	if (fd != -1)
		check_descriptor(path, fd);
}

int
outlet_open(const char *path)
{
	const int from = descriptor_of(path);

	if (from != -1)
		check_descriptor(path, from);
	const int fd = from != -1 ? fcntl(from, F_DUPFD_CLOEXEC, 0) :
	    open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

	if (fd == -1 && errno == ENXIO)
		fail("%s: no program reads from it", path);
	if (fd == -1 || (from == -1 && fcntl(fd, F_SETFL, 0) == -1))
		fail_errno("%s", path);
	return fd;
}
