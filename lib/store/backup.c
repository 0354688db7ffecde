#include "lib/store/backup.h"

#include <err.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/exit.h"
#include "lib/base/mem.h"
#include "lib/store/connection.h"
#include "lib/store/query.h"

static void
sync_path(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);

	if (fd == -1 || fsync(fd) == -1 || close(fd) == -1)
		err(EXIT_TROUBLE, "%s", path);
}

static void
sync_folder(const char *path)
{
	char *folder = mem_text(path), *slash = strrchr(folder, '/');

	if (slash)
		slash[slash == folder] = '\0';
	sync_path(slash ? folder : ".", O_RDONLY | O_DIRECTORY);
	free(folder);
}

/* Creates an empty file for the copy and returns its name, PATH.part. The caller frees the name. */
static char *
create_draft(const char *path)
{
	const size_t n = strlen(path);
	char *draft = mem_new(n + sizeof ".part", 1);
	struct stat st;

	memcpy(draft, path, n);
	strcpy(draft + n, ".part");
	if (lstat(path, &st) == 0)
		errx(EXIT_TROUBLE, "%s: file exists", path);
	if (!connection_create(draft))
		errx(EXIT_TROUBLE, "%s: left by an interrupted backup; remove it first", draft);
	return draft;
}

static void
copy_pages(struct store *from, struct store *to, const char *draft)
{
	sqlite3_backup *copy = sqlite3_backup_init(to->db, "main", from->db, "main");

	if (copy && sqlite3_backup_step(copy, -1) == SQLITE_DONE &&
	    sqlite3_backup_finish(copy) == SQLITE_OK)
		return;
	warnx("%s: %s", draft, sqlite3_errmsg(to->db));
	unlink(draft);
	exit(EXIT_TROUBLE);
}

static void
check_copy(struct store *to, const char *draft, const char *path)
{
	sqlite3_stmt *q = query_new(to, "PRAGMA integrity_check");

	if (!query_step(q) || strcmp(query_cell(q, 0), "ok") != 0) {
		unlink(draft);
		errx(EXIT_TROUBLE, "%s: the store and its copy are damaged: %s", path,
		    query_cell(q, 0));
	}
	query_free(q);
}

/* Writes the copy under another name, so that PATH does not exist until the copy is complete. */
void
backup_write(struct store *store, const char *path)
{
	char *draft = create_draft(path);
	struct store *to = connection_open(draft, false);

	copy_pages(store, to, draft);
	check_copy(to, draft, path);
	connection_close(to);
	sync_path(draft, O_RDONLY);
	if (link(draft, path) == -1) {
		warn("%s", path);
		unlink(draft);
		exit(EXIT_TROUBLE);
	}
	if (unlink(draft) == -1)
		err(EXIT_TROUBLE, "%s", draft);
	sync_folder(path);
	free(draft);
}
