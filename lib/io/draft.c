#define _GNU_SOURCE
#include "lib/io/draft.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/exit.h"
#include "lib/base/mem.h"

enum { OPEN = 4 };

struct draft {
	char *path, *part, *journal;	/* the journal is SQLite's, if the draft is a store */
	char *folder;
	int fd;
};

/* The drafts to remove if the tool ends. The signal handler reads them. */
static struct draft *volatile unfinished[OPEN];

static void
remove_all(void)
{
	for (int i = 0; i < OPEN; i++)
		if (unfinished[i]) {
			unlink(unfinished[i]->part);
			unlink(unfinished[i]->journal);
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
replace_unfinished(struct draft *was, struct draft *is)
{
	static bool registered;

	if (!registered) {
		atexit(remove_all);
		catch_signals();
	}
	registered = true;
	for (int i = 0; i < OPEN; i++)
		if (unfinished[i] == was) {
			unfinished[i] = is;
			return;
		}
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
		err(EXIT_TROUBLE, "%s", d->path);
	if (!S_ISREG(st.st_mode) || st.st_nlink > 1)
		errx(EXIT_TROUBLE, "%s: file exists", d->part);
	if (flock(d->fd, LOCK_EX | LOCK_NB) == -1 && errno == EWOULDBLOCK)
		errx(EXIT_TROUBLE, "%s: another program is writing it", d->part);
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
	replace_unfinished(NULL, d);
	unlink(d->journal);
	if (ftruncate(d->fd, 0) == -1 || fchmod(d->fd, 0600) == -1)
		err(EXIT_TROUBLE, "%s", d->part);
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

static void
sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd == -1 || fsync(fd) == -1 || close(fd) == -1)
		warn("%s: the file is complete, but may not be on the disk yet", folder);
}

/* Unlike link and unlink, in one step: a kill in between would leave both names. */
static int
rename_new(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	/* a file system that cannot do it */
	return link(from, to) == -1 ? -1 : unlink(from);
}

static void
free_all(struct draft *d)
{
	replace_unfinished(d, NULL);
	close(d->fd);
	free(d->path);
	free(d->part);
	free(d->journal);
	free(d->folder);
	free(d);
}

void
draft_drop(struct draft *d)
{
	unlink(d->part);
	unlink(d->journal);
	free_all(d);
}

void
draft_keep(struct draft *d, bool replace)
{
	if (fsync(d->fd) == -1)
		err(EXIT_TROUBLE, "%s", d->part);
	if ((replace ? rename : rename_new)(d->part, d->path) == -1)
		err(EXIT_TROUBLE, "%s", d->path);
	sync_folder(d->folder);
	free_all(d);
}
