#define _GNU_SOURCE
#include "lib/io/converted.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/io/opt.h"
#include "lib/io/reading.h"
#include "lib/io/rejected.h"

enum { PATH = 32, HEADER = 64 << 10 };

struct converted {
	pid_t child;
	int fd;
	char path[PATH];
};

struct command {		/* ends with NULL */
	char **word;
	size_t n, room;
};

static void
add(struct command *c, char *word)
{
	c->word = mem_grow(c->word, c->n + 2, &c->room, sizeof *c->word);
	c->word[c->n++] = word;
	c->word[c->n] = NULL;
}

static void
add_option(void *ctx, const char *name, const char *value)
{
	add(ctx, value ? mem_print("--%s=%s", name, value) : mem_print("--%s", name));
}

/* The program stands beside this one. */
static char *
program(void)
{
	char exe[4096];
	const ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);

	exe[n > 0 ? n : 0] = '\0';
	char *slash = strrchr(exe, '/');

	if (slash)
		*slash = '\0';
	return mem_print("%s/table-convert", exe);
}

static pid_t
start(const struct command *c, int out)
{
	posix_spawn_file_actions_t actions;
	pid_t child;

	if ((errno = posix_spawn_file_actions_init(&actions)) != 0 ||
	    (errno = posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO)) != 0)
		fail_errno(NULL);
	if ((errno = posix_spawn(&child, c->word[0], &actions, NULL, c->word, environ)) != 0)
		fail_errno("%s", c->word[0]);
	posix_spawn_file_actions_destroy(&actions);
	return child;
}

struct converted *
converted_open(const struct reading *r, const char *as, const char *zone, char *const *files)
{
	struct converted *c = mem_new(1, sizeof *c);
	struct command command = { 0 };
	int ends[2];

	add(&command, program());
	add_option(&command, "mark-bad", NULL);
	reading_each(r, add_option, &command);
	if (as)
		add_option(&command, "as", as);
	if (zone)
		add_option(&command, "tz", zone);
	if (opt_quiet())
		add_option(&command, "quiet", NULL);
	if (opt_unmask())
		add_option(&command, "unmask", NULL);
	add(&command, mem_text("--"));
	for (; *files; files++)
		add(&command, mem_text(*files));
	if (pipe2(ends, O_CLOEXEC) == -1)
		fail_errno(NULL);
	c->child = start(&command, ends[1]);
	c->fd = ends[0];
	close(ends[1]);
	snprintf(c->path, sizeof c->path, "/dev/fd/%d", c->fd);
	for (size_t i = 0; i < command.n; i++)
		free(command.word[i]);
	free(command.word);
	return c;
}

bool
converted_before(const char *file)
{
	const int fd = strcmp(file, "-") == 0 ? dup(STDIN_FILENO) :
	    open(file, O_RDONLY | O_CLOEXEC);
	char *head = mem_new(HEADER, 1);
	const ssize_t n = fd == -1 ? -1 : pread(fd, head, HEADER, 0);	/* fails for a pipe */
	const char *lf = n > 0 ? memchr(head, '\n', (size_t)n) : NULL;
	const bool is = n > 0 && rejected_separator(head, (size_t)n) &&
	    memmem(head, lf ? (size_t)(lf - head) : (size_t)n, "customer_id", 11);

	if (fd != -1)
		close(fd);
	free(head);
	return is;
}

const char *
converted_path(const struct converted *c)
{
	return c->path;
}

void
converted_close(struct converted *c)
{
	int status;

	close(c->fd);
	while (waitpid(c->child, &status, 0) == -1)
		if (errno != EINTR)
			fail_errno("table-convert");
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail("table-convert failed");
	free(c);
}
