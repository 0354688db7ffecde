#define _GNU_SOURCE
#include "lib/io/draft_own.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"

/*
 * The drafts to remove if the tool ends, the latest one first. The signal handler may walk the list
 * at any time, so it changes only by storing a single pointer.
 */
static struct draft *volatile unfinished;

static void
remove_all(void)
{
	for (const struct draft *d = unfinished; d; d = d->next) {
		unlink(d->part);
		unlink(d->journal);
	}
}

static void
on_signal(int signal)
{
	remove_all();
	raise(signal);	/* SA_RESETHAND has restored the default action, which ends the tool */
}

/* Catches the signals that would end the tool. An ignored signal stays ignored. */
static void
catch_signals(void)
{
	static const int caught[] = {
		SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGALRM, SIGXCPU, SIGUSR1, SIGUSR2,
	};
	const struct sigaction act = {
		.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND | SA_NODEFER,
	};
	struct sigaction was;

	for (size_t i = 0; i < sizeof caught / sizeof *caught; i++)
		if (sigaction(caught[i], NULL, &was) == 0 && was.sa_handler == SIG_DFL)
			sigaction(caught[i], &act, NULL);
}

static void
add_unfinished(struct draft *d)
{
	static bool registered;

	if (!registered) {
		atexit(remove_all);
		catch_signals();
	}
	registered = true;
	d->next = unfinished;
	unfinished = d;
}

void
draft_forget(const struct draft *d)
{
	struct draft *before = unfinished;

	if (before == d) {
		unfinished = d->next;
		return;
	}
	while (before->next != d)
		before = before->next;
	before->next = d->next;
}

/* Whether PATH.part is still the file that was opened. */
static bool
is_same(const struct draft *d)
{
	struct stat a, b;

	return fstat(d->fd, &a) == 0 && lstat(d->part, &b) == 0 &&
	    a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/*
 * Opens and locks PATH.part, which must be a regular file with one name. False if another tool
 * removed or renamed it in the meantime.
 */
static bool
take(struct draft *d)
{
	struct stat st;

	d->fd = open(d->part, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
	if (d->fd == -1 || fstat(d->fd, &st) == -1)
		fail_errno("%s", d->path);
	if (!S_ISREG(st.st_mode) || st.st_nlink > 1)
		fail("%s: file exists", d->part);
	if (flock(d->fd, LOCK_EX | LOCK_NB) == -1 && errno == EWOULDBLOCK)
		fail("%s: another program is writing it", d->part);
	if (is_same(d))
		return true;
	close(d->fd);
	return false;
}

/* The file that a symbolic link points to: the rename must not replace the link. */
static char *
target(const char *path)
{
	char *real = realpath(path, NULL);

	return real ? real : mem_text(path);
}

static char *
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return mem_text(".");
	return mem_print("%.*s", (int)(slash - path) + (slash == path), path);
}

struct draft *
draft_open(const char *path)
{
	struct draft *d = mem_new(1, sizeof *d);

	d->path = target(path);
	d->part = mem_print("%s.part", d->path);
	d->journal = mem_print("%s-journal", d->part);
	d->folder = folder_of(d->path);
	while (!take(d))
		;
	add_unfinished(d);
	unlink(d->journal);
	if (ftruncate(d->fd, 0) == -1 || fchmod(d->fd, 0600) == -1)
		fail_errno("%s", d->part);
	return d;
}

const char *
draft_path(const struct draft *d)
{
	return d->part;
}

int
draft_fd(const struct draft *d)
{
	return d->fd;
}
