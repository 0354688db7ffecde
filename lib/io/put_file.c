#include "lib/io/put_own.h"

#include <err.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/exit.h"

/* May the file be overwritten? */
static bool
is_kind(FILE *f, const char *last)
{
	char *line = NULL;
	size_t room = 0, want = strlen(last);
	ssize_t n = getline(&line, &room, f);

	if (n > 0 && line[n - 1] == '\n')
		line[--n] = '\0';
	const bool is = n <= 0 || ((size_t)n >= want && strcmp(line + n - want, last) == 0);

	free(line);
	return is;
}

/* Opened, and found to be one that may be overwritten. */
static FILE *
open_checked(const char *path, const char *last, int flags, struct stat *st)
{
	int fd = open(path, O_RDWR | O_CLOEXEC | flags, 0600);
	FILE *f = fd == -1 ? NULL : fdopen(fd, "r+");

	if (f == NULL || fstat(fd, st) == -1)
		err(EXIT_TROUBLE, "%s", path);
	if (S_ISREG(st->st_mode) && !is_kind(f, last))
		errx(EXIT_TROUBLE, "%s: file exists with another header; not overwritten", path);
	return f;
}

void
put_check_file(const char *path, const char *last)
{
	struct stat st;

	if (access(path, F_OK) == 0)
		fclose(open_checked(path, last, 0, &st));
}

struct put *
put_open_file(const char *path, const char *last)
{
	struct stat st;
	FILE *f = open_checked(path, last, O_CREAT, &st);
	const int fd = fileno(f);

	rewind(f);
	if (S_ISREG(st.st_mode) && ftruncate(fd, 0) == -1)
		err(EXIT_TROUBLE, "%s", path);
	struct put *p = put_new(f, PUT_CSV, true);
	p->path = path;
	return p;
}
