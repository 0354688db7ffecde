#define _GNU_SOURCE
#include "lib/io/converted.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/mem.h"
#include "lib/io/opt.h"
#include "lib/io/reading.h"

enum { PATH = 32 };

struct converted {
	pid_t child;
	int fd;
	char path[PATH];
	const char *preset;
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
add_text(struct command *c, const char *option, const char *s)
{
	if (s)
		add(c, mem_print("--%s=%s", option, s));
}

static void
add_list(struct command *c, const char *option, const struct opt_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		add_text(c, option, list->word[i]);
}

static void
add_count(struct command *c, const char *option, int64_t n)
{
	if (n > 0)
		add(c, mem_print("--%s=%jd", option, (intmax_t)n));
}

static void
add_flag(struct command *c, const char *option, bool given)
{
	if (given)
		add(c, mem_print("--%s", option));
}

static void
add_reading(struct command *c, const struct reading *r)
{
	add_text(c, "preset", r->preset);
	add_list(c, "rename", &r->rename);
	add_list(c, "ignore", &r->ignore);
	add_flag(c, "ignore-unknown", r->ignore_unknown);
	add_text(c, "separator", r->separator);
	add_text(c, "decimal", r->decimal);
	add_text(c, "encoding", r->encoding);
	add_list(c, "date-format", &r->dates);
	add_list(c, "null", &r->none);
	add_text(c, "names", r->names);
	add_list(c, "leave-out", &r->leave_out);
	add_count(c, "skip-lines", r->skip_lines);
	add_count(c, "skip-rows", r->skip_rows);
	add_count(c, "footer", r->footer);
	add_list(c, "set", &r->set);
	add_flag(c, "unguard", r->unguard);
	add_text(c, "sheet", r->sheet);
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
		err(EXIT_TROUBLE, NULL);
	if ((errno = posix_spawn(&child, c->word[0], &actions, NULL, c->word, environ)) != 0)
		err(EXIT_TROUBLE, "%s", c->word[0]);
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
	add_reading(&command, r);
	add_text(&command, "as", as);
	add_text(&command, "tz", zone);
	add_flag(&command, "quiet", opt_quiet());
	add_flag(&command, "unmask", opt_unmask());
	add(&command, mem_text("--"));
	for (; *files; files++)
		add(&command, mem_text(*files));
	if (pipe2(ends, O_CLOEXEC) == -1)
		err(EXIT_TROUBLE, NULL);
	c->preset = r->preset;
	c->child = start(&command, ends[1]);
	c->fd = ends[0];
	close(ends[1]);
	snprintf(c->path, sizeof c->path, "/dev/fd/%d", c->fd);
	for (size_t i = 0; i < command.n; i++)
		free(command.word[i]);
	free(command.word);
	return c;
}

const char *
converted_path(const struct converted *c)
{
	return c->path;
}

void
converted_close(struct converted *c, bool skip)
{
	int status;

	close(c->fd);
	while (waitpid(c->child, &status, 0) == -1)
		if (errno != EINTR)
			err(EXIT_TROUBLE, "table-convert");
	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_NO && skip)
		opt_status(EXIT_NO);
	else if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_NO)
		errx(EXIT_TROUBLE, "bad rows; table-convert --preset=%s --rejects=FILE leaves them"
		    " out", c->preset);
	else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		errx(EXIT_TROUBLE, "table-convert failed");
	free(c);
}
