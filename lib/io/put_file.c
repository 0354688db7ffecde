#include "lib/io/put_own.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/io/draft.h"
#include "lib/io/outlet.h"

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

void
put_check_file(const char *path, const char *last)
{
	outlet_check(path);
	if (access(path, F_OK) == 0 && !outlet_is_stream(path))
		check_file(path, last);
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

/*
 * A file that replaces another is readable by the same people. If it cannot have the same group,
 * its mode has nothing for a group.
 */
static void
keep_mode(int fd, const char *path)
{
	struct stat old;

	if (stat(path, &old) == -1)
		return;
	/* only root may give a file away */
	const bool kept = fchown(fd, old.st_uid, old.st_gid) == 0 ||
	    fchown(fd, (uid_t)-1, old.st_gid) == 0;

	if (fchmod(fd, old.st_mode & (kept ? 0777 : 0707)) == -1)
		fail_errno("%s", path);
}

static struct draft *
open_draft(const char *path)
{
	char *file = outlet_path(path);
	struct draft *draft = draft_open(file);

	keep_mode(draft_fd(draft), file);
	free(file);
	return draft;
}

struct put *
put_open_file(const char *path, const char *last)
{
	const bool stream = outlet_is_stream(path);

	put_check_file(path, last);
	struct draft *draft = stream ? NULL : open_draft(path);
	const int fd = stream ? outlet_open(path) : fcntl(draft_fd(draft), F_DUPFD_CLOEXEC, 0);
	FILE *f = fd == -1 ? NULL : fdopen(fd, "w");

	if (f == NULL)
		fail_errno("%s", path);
	struct put *p = put_new(f, PUT_CSV, true);

	p->path = path;
	p->draft = draft;
	return p;
}
