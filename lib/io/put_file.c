#include "lib/io/put_own.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/io/draft.h"

/* Whether the file may be overwritten: it is empty, or its header ends with LAST. */
static bool
is_kind(FILE *f, const char *last)
{
	char *line = NULL;
	size_t room = 0, want = strlen(last);
	ssize_t n = getline(&line, &room, f);

	while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
		line[--n] = '\0';
	const bool is = n <= 0 || ((size_t)n >= want && strcmp(line + n - want, last) == 0);

	free(line);
	return is;
}

/* Ends the tool if the file may not be overwritten. */
static void
check_file(const char *path, const char *last)
{
	FILE *f = fopen(path, "re");

	if (f == NULL)
		fail_errno("%s", path);
	if (!is_kind(f, last))
		fail("%s: file exists with another header; not overwritten", path);
	fclose(f);
	if (access(path, W_OK) == -1)
		fail_errno("%s", path);
}

/*
 * Whether it is a device or a FIFO, which is written directly. /dev/stdout may be a regular file,
 * but it must not be replaced.
 */
static bool
is_special(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && (!S_ISREG(st.st_mode) || strncmp(path, "/dev/", 5) == 0);
}

void
put_check_file(const char *path, const char *last)
{
	if (access(path, F_OK) == 0 && !is_special(path))
		check_file(path, last);
}

/* Ends the tool if it is a FIFO that no program reads: the rows would be lost. */
static int
open_special(const char *path)
{
	const int fd = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

	if (fd == -1 && errno == ENXIO)
		fail("%s: no program reads from it", path);
	if (fd == -1 || fcntl(fd, F_SETFL, 0) == -1)
		fail_errno("%s", path);
	return fd;
}

void
put_same_names(struct put *p)
{
	p->repeats = true;
}

void
put_mark(struct put *p)
{
	p->bom = true;
}

struct put *
put_open_file(const char *path, const char *last)
{
	const bool special = is_special(path);

	put_check_file(path, last);
	struct draft *draft = special ? NULL : draft_open(path);
	const int fd = special ? open_special(path) : fcntl(draft_fd(draft), F_DUPFD_CLOEXEC, 0);
	FILE *f = fd == -1 ? NULL : fdopen(fd, "w");

	if (f == NULL)
		fail_errno("%s", path);
	struct put *p = put_new(f, PUT_CSV, true);

	p->path = path;
	p->draft = draft;
	return p;
}
