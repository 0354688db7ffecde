#define _GNU_SOURCE
#include "lib/io/sibling.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/work.h"
#include "lib/io/opt.h"
#include "lib/io/share.h"

enum { MOST = 4 };	/* at the same time: each uses several processors */

extern char **environ;

struct running {
	struct sibling *of;
	pid_t pid;
	int errors;			/* a file */
};

/* A file in memory that children inherit only through a file action. */
static int
file_of(const char *what)
{
	const int fd = memfd_create(what, MFD_CLOEXEC);

	if (fd == -1)
		fail_errno("%s", what);
	return fd;
}

/* A second opening, with a position of its own. */
static int
reopen(int fd)
{
	char *path = mem_print("/proc/self/fd/%d", fd);
	const int again = open(path, O_RDONLY | O_CLOEXEC);

	if (again == -1)
		fail_errno("input of a tool");
	free(path);
	return again;
}

static void
set_signals(posix_spawnattr_t *attr)
{
	sigset_t usual, none;

	sigemptyset(&none);
	sigemptyset(&usual);
	sigaddset(&usual, SIGPIPE);
	posix_spawnattr_init(attr);
	posix_spawnattr_setsigdefault(attr, &usual);
	posix_spawnattr_setsigmask(attr, &none);
	posix_spawnattr_setflags(attr, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
}

static pid_t
start(char **words, int in, int out, int errors)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	char *path = share_program(words[0]);
	pid_t pid;

	if (path == NULL)
		fail("%s is not installed beside this program", words[0]);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&files, errors, STDERR_FILENO);
	set_signals(&attr);
	errno = posix_spawn(&pid, path, &files, &attr, words, environ);
	if (errno != 0)
		fail_errno("%s", path);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	free(path);
	return pid;
}

static int
nothing(void)
{
	const int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);

	if (fd == -1)
		fail_errno("/dev/null");
	return fd;
}

static struct running
begin(struct sibling *s)
{
	struct running r = { .of = s, .errors = file_of("standard error") };
	const int in = s->input == -1 ? nothing() : reopen(s->input);

	s->output = file_of("standard output");
	r.pid = start(s->words, in, s->output, r.errors);
	close(in);
	return r;
}

static char *
text_of(int fd)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		fail_errno("standard error");
	char *s = mem_new((size_t)st.st_size + 1, 1);
	const ssize_t n = pread(fd, s, (size_t)st.st_size, 0);

	s[n > 0 ? n : 0] = '\0';
	return s;
}

static void
end(struct running *r, int status)
{
	r->of->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	r->of->error = text_of(r->errors);
	close(r->errors);
}

/* Waits until one of them has ended, and returns its place. */
static size_t
wait_for_one(struct running *r, size_t n)
{
	for (;;) {
		int status;
		const pid_t pid = waitpid(-1, &status, 0);

		if (pid == -1 && errno != EINTR)
			fail_errno("waitpid");
		for (size_t i = 0; pid != -1 && i < n; i++)
			if (r[i].pid == pid) {
				end(&r[i], status);
				return i;
			}
	}
}

void
sibling_run(struct sibling *s, size_t n)
{
	const size_t threads = work_threads(), most = threads < MOST ? threads : MOST;
	struct running *r = mem_new(most, sizeof *r);
	size_t now = 0;

	for (size_t next = 0; next < n || now > 0;) {
		if (next < n && now < most) {
			r[now++] = begin(&s[next++]);
		} else {
			const size_t i = wait_for_one(r, now);

			r[i] = r[--now];
		}
	}
	free(r);
}

void
sibling_close(struct sibling *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		close(s[i].output);
		free(s[i].error);
	}
}
