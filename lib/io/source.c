#define _GNU_SOURCE
#include "lib/io/source.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/exit.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/header.h"

enum { HEAD = 64 << 10 };	/* bytes by which the kind of a file is known */

struct source {
	const char *name;
	int fd;
	char *head;
	size_t n, at;
};

static size_t
read_some(const struct source *s, char *to, size_t room)
{
	ssize_t got;

	while ((got = read(s->fd, to, room)) == -1 && errno == EINTR)
		;
	if (got == -1)
		err(EXIT_TROUBLE, "%s", s->name);
	return (size_t)got;
}

/* Another kind of file is called by its name. */
static void
check_kind(const struct source *s)
{
	const char *kind = header_file_kind(s->head, s->n);
	char name[PATH_MAX];

	if (s->n >= 2 && (memcmp(s->head, "\xff\xfe", 2) == 0 || memcmp(s->head, "\xfe\xff", 2) == 0))
		errx(EXIT_TROUBLE, "%s:1: not UTF-8, but UTF-16: iconv -f UTF-16 -t UTF-8", s->name);
	if (kind == NULL)
		return;
	const bool command = strchr(kind, ':') && s->fd != STDIN_FILENO;

	errx(EXIT_TROUBLE, "%s %s%s%s", s->name, kind, command ? " " : "",
	    command ? text_shell(s->name, name, sizeof name) : "");
}

struct source *
source_open(const char *file, const struct source_opts *o)
{
	struct source *s = mem_new(1, sizeof *s);
	size_t got;

	(void)o;
	*s = (struct source){ .name = file, .fd = STDIN_FILENO, .head = mem_new(HEAD, 1) };
	if (strcmp(file, "-") == 0)
		s->name = "standard input";
	else if ((s->fd = open(file, O_RDONLY | O_CLOEXEC)) == -1)
		err(EXIT_TROUBLE, "%s", file);
	while (s->n < HEAD && (got = read_some(s, s->head + s->n, HEAD - s->n)) > 0)
		s->n += got;
	if (s->n >= 3 && memcmp(s->head, "\xef\xbb\xbf", 3) == 0)
		s->at = 3;
	check_kind(s);
	return s;
}

size_t
source_read(struct source *s, char *to, size_t room)
{
	const size_t have = s->n - s->at;

	if (have == 0)
		return read_some(s, to, room);
	const size_t n = have < room ? have : room;

	memcpy(to, s->head + s->at, n);
	s->at += n;
	return n;
}

bool
source_is_made(const struct source *s)
{
	(void)s;
	return false;
}

void
source_close(struct source *s)
{
	if (s->fd != STDIN_FILENO)
		close(s->fd);
	free(s->head);
	free(s);
}
