/* How drafts end: with their names, or removed. */
#define _GNU_SOURCE
#include "lib/io/draft_own.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/fail.h"

static void
sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd == -1 || fsync(fd) == -1 || close(fd) == -1)
		fail_warn_errno("%s: the file is complete, but may not be on the disk yet", folder);
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
sync_file(const struct draft *d)
{
	if (fsync(d->fd) == -1)
		fail_errno("%s", d->part);
}

static void
free_draft(struct draft *d)
{
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
	draft_forget(d);
	free_draft(d);
}

void
draft_keep(struct draft *d, bool replace)
{
	sync_file(d);
	if ((replace ? rename : rename_new)(d->part, d->path) == -1)
		fail_errno("%s", d->path);
	draft_forget(d);
	sync_folder(d->folder);
	free_draft(d);
}

/* Takes back the names of the last drafts from FROM on. They are then removed as unfinished. */
static void
unname(struct draft **d, size_t from, size_t n)
{
	for (size_t i = from; i < n; i++)
		if (rename(d[i]->path, d[i]->part) == -1)
			fail_warn_errno("%s: not complete, but not removed", d[i]->path);
}

/*
 * The last draft gets its name first. So a kill that leaves some without their names leaves the
 * first one without.
 */
static void
name_all(struct draft **d, size_t n)
{
	for (size_t i = n; i-- > 0;)
		if (rename_new(d[i]->part, d[i]->path) == -1) {
			const int why = errno;

			unname(d, i + 1, n);
			errno = why;
			fail_errno("%s", d[i]->path);
		}
}

void
draft_keep_all(struct draft **d, size_t n)
{
	sigset_t all, was;

	for (size_t i = 0; i < n; i++)
		sync_file(d[i]);
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &was);
	name_all(d, n);
	for (size_t i = n; i-- > 0;)
		draft_forget(d[i]);
	sigprocmask(SIG_SETMASK, &was, NULL);
	sync_folder(d[0]->folder);
	for (size_t i = 0; i < n; i++)
		free_draft(d[i]);
}
