#include "lib/store/backup.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/io/draft.h"
#include "lib/io/encrypt.h"
#include "lib/store/connection.h"
#include "lib/store/path.h"
#include "lib/store/query.h"

/* Returns SQLite's result: SQLITE_OK, or why not. */
static int
copy_pages(struct store *from, struct store *to)
{
	sqlite3_backup *copy = sqlite3_backup_init(to->db, "main", from->db, "main");

	if (copy == NULL)
		return sqlite3_errcode(to->db);
	const int step = sqlite3_backup_step(copy, -1), finish = sqlite3_backup_finish(copy);

	return step == SQLITE_DONE ? finish : step;
}

/* Uses RESULT for the message, because the connection does not always keep the error. */
static _Noreturn void
backup_fail(const char *path, int result)
{
	fail("%s: %s", path,
	    (result & 0xff) == SQLITE_FULL ? say("no space left") : sqlite3_errstr(result));
}

void
backup_fill(struct store *from, struct store *to)
{
	const int result = copy_pages(from, to);

	if (result != SQLITE_OK)
		backup_fail(connection_path(to), result);
}

static bool
is_whole(struct store *store, char **why)
{
	sqlite3_stmt *q = query_new(store, "PRAGMA integrity_check(1)");

	*why = mem_text(query_step(q) ? query_cell(q, 0) : say("no result"));
	query_free(q);
	return strcmp(*why, "ok") == 0;
}

/* The copy is made under another name, so that PATH appears only when it is complete. */
static struct draft *
make_draft(struct store *store, const char *path)
{
	struct draft *d = draft_open(path);
	struct store *to = connection_open(draft_path(d), false);
	const int result = copy_pages(store, to);
	char *why;

	if (result != SQLITE_OK)
		backup_fail(draft_path(d), result);
	if (!is_whole(to, &why))
		fail("%s: the store and its copy are damaged: %s", path, why);
	connection_close(to);
	free(why);
	return d;
}

static void
refuse_existing(const char *path)
{
	struct stat st;

	if (lstat(path, &st) == 0)
		fail("%s: file exists", path);
}

void
backup_write(struct store *store, const char *path)
{
	refuse_existing(path);
	draft_keep(make_draft(store, path), false);
}

void
backup_encrypt(struct store *store, const char *path, const char *recipient)
{
	char *name = mem_print("%s.plain", path);

	refuse_existing(path);
	encrypt_check(recipient);
	struct draft *to = draft_open(path), *plain = make_draft(store, name);

	encrypt_file(recipient, draft_fd(plain), draft_fd(to), path);
	draft_drop(plain);
	draft_keep(to, false);
	free(name);
}

static bool
is_same_file(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/*
 * Removes the journal that a killed writer left beside the old file. SQLite would apply it to the
 * new file.
 */
static void
remove_journal(const char *path)
{
	char *journal = mem_print("%s-journal", path);

	unlink(journal);
	free(journal);
}

/*
 * Overwrites the store in one transaction. SQLite first rolls back the transaction of a killed
 * writer. False if the file is damaged, so that it is not a database.
 */
static bool
overwrite(struct store *copy, const char *path)
{
	struct store *to = connection_open(path, false);
	const int result = copy_pages(copy, to), kind = result & 0xff;

	if (result != SQLITE_OK && kind != SQLITE_NOTADB && kind != SQLITE_CORRUPT)
		backup_fail(path, result);
	connection_close(to);
	return result == SQLITE_OK;
}

void
backup_restore(struct store *copy, const char *path, bool replace)
{
	const bool exists = !path_is_missing(path);
	char *why;

	if (exists && is_same_file(connection_path(copy), path))
		fail("%s: is the store itself", path);
	if (exists && !replace)
		fail("%s: file exists; use --force to replace it by the copy", path);
	if (!is_whole(copy, &why))
		fail("%s: damaged: %s", connection_path(copy), why);
	free(why);
	if (exists && overwrite(copy, path))
		return;
	remove_journal(path);
	draft_keep(make_draft(copy, path), replace);
}
