#include "lib/io/source.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/exit.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/header.h"

enum { AHEAD = 512 << 10 };	/* bytes by which a file is judged */

struct source {
	const char *name;
	int fd;
	bool ended;
	uint64_t read, size;
	char *ahead;		/* read to judge the file, and not yet handed out */
	size_t nahead, at;
};

static size_t
read_some(struct source *s, char *to, size_t room)
{
	ssize_t got;

	while ((got = read(s->fd, to, room)) == -1)
		if (errno != EINTR)
			err(EXIT_TROUBLE, "%s", s->name);
	s->ended = got == 0;
	s->read += (size_t)got;
	return (size_t)got;
}

static void
look_ahead(struct source *s)
{
	s->ahead = mem_new(AHEAD, 1);
	while (s->nahead < AHEAD && !s->ended)
		s->nahead += read_some(s, s->ahead + s->nahead, AHEAD - s->nahead);
}

/* A file of another kind is called by its name. */
static void
check_kind(const struct source *s)
{
	const char *kind = header_file_kind(s->ahead, s->nahead);
	char shell[PATH_MAX];

	if (kind == NULL)
		return;
	const bool command = strchr(kind, ':') && s->fd != STDIN_FILENO;

	errx(EXIT_TROUBLE, "%s %s%s%s", s->name, kind, command ? " " : "",
	    command ? text_shell(s->name, shell, sizeof shell) : "");
}

static bool
begins(const struct source *s, const char *with, size_t n)
{
	return s->nahead >= n && memcmp(s->ahead, with, n) == 0;
}

static void
check_mark(struct source *s)
{
	if (begins(s, "\xef\xbb\xbf", 3))
		s->at = 3;
	if (begins(s, "\xff\xfe", 2) || begins(s, "\xfe\xff", 2))
		errx(EXIT_TROUBLE, "%s:1: not UTF-8, but UTF-16: iconv -f UTF-16 -t UTF-8",
		    s->name);
}

struct source *
source_open(const char *file, const struct source_opts *opts)
{
	struct source *s = mem_new(1, sizeof *s);
	struct stat st;

	(void)opts;
	s->name = file;
	if (strcmp(file, "-") == 0)
		s->name = "standard input";
	else if ((s->fd = open(file, O_RDONLY | O_CLOEXEC)) == -1)
		err(EXIT_TROUBLE, "%s", file);
	if (fstat(s->fd, &st) == 0 && S_ISREG(st.st_mode))
		s->size = (uint64_t)st.st_size;
	look_ahead(s);
	check_mark(s);
	check_kind(s);
	return s;
}

size_t
source_read(struct source *s, char *to, size_t room)
{
	const size_t left = s->nahead - s->at, n = left < room ? left : room;

	if (n == 0)
		return s->ended || room == 0 ? 0 : read_some(s, to, room);
	memcpy(to, s->ahead + s->at, n);
	s->at += n;
	if (s->at == s->nahead) {
		free(s->ahead);
		s->ahead = NULL;
	}
	return n;
}

bool
source_is_made(const struct source *s)
{
	(void)s;
	return false;
}

uint64_t
source_at(const struct source *s)
{
	return s->read;
}

uint64_t
source_size(const struct source *s)
{
	return s->size;
}

void
source_close(struct source *s)
{
	if (s->fd != STDIN_FILENO)
		close(s->fd);
	free(s->ahead);
	free(s);
}
