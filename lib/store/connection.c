#include "lib/store/connection.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"

enum { BUSY_MS = 30000, OPEN_MAX_STORES = 4 };

static struct store *open_stores[OPEN_MAX_STORES];

/*
 * May the store's file not grow?  Older releases of SQLite forget the connection's error number
 * when they roll back; the file keeps its own.
 */
static bool
is_too_large(sqlite3 *db)
{
	int file = 0;

	sqlite3_file_control(db, "main", SQLITE_FCNTL_LAST_ERRNO, &file);
	return sqlite3_system_errno(db) == EFBIG || file == EFBIG;
}

/* The errors of SQLite that users meet, for the catalogues. */
static const char *const errors[] __attribute__((unused)) = {
	SAY("file is not a database"), SAY("database disk image is malformed"),
	SAY("database is locked"), SAY("attempt to write a readonly database"),
	SAY("database or disk is full"), SAY("disk I/O error"), SAY("out of memory"),
	SAY("unable to open database file"), SAY("interrupted"),
};

void
connection_fail(sqlite3 *db)
{
	const char *path = sqlite3_db_filename(db, "main"), *why = say(sqlite3_errmsg(db));

	if (sqlite3_errcode(db) == SQLITE_FULL)
		fail("%s: %s; free space for the store, or set SQLITE_TMPDIR "
		    "for temporary files", path, why);
	if (sqlite3_errcode(db) == SQLITE_INTERRUPT)
		fail("--where: takes longer than 20 seconds");
	if (is_too_large(db))
		fail("%s: %s", path, say(strerror(EFBIG)));
	if (path == NULL || *path == '\0')	/* in memory */
		fail("%s", why);
	fail("%s: %s", path, why);
}

const char *
connection_path(const struct store *store)
{
	return sqlite3_db_filename(store->db, "main");
}

bool
connection_read(const struct store *store, void *to, int n, int64_t at)
{
	sqlite3_file *f = NULL;

	if (sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &f) != SQLITE_OK ||
	    f == NULL || f->pMethods == NULL)
		return false;
	const int r = f->pMethods->xRead(f, to, n, at);

	return r == SQLITE_OK || r == SQLITE_IOERR_SHORT_READ;
}

void
connection_drop_copy(struct store *store)
{
	if (store->copy)
		unlink(store->copy);
	sqlite3_free(store->copy);
	store->copy = NULL;
}

static void
roll_back_all(void)
{
	for (int i = 0; i < OPEN_MAX_STORES; i++) {
		struct store *store = open_stores[i];

		if (store == NULL)
			continue;
		if (!sqlite3_get_autocommit(store->db))
			sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
		connection_drop_copy(store);
	}
}

static void
replace_open(struct store *was, struct store *is)
{
	static bool registered;

	if (!registered)
		atexit(roll_back_all);
	registered = true;
	for (int i = 0; i < OPEN_MAX_STORES; i++)
		if (open_stores[i] == was) {
			open_stores[i] = is;
			return;
		}
}

bool
connection_create(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd == -1 && errno == EEXIST)
		return false;
	if (fd == -1)
		fail_errno("%s", path);
	close(fd);
	return true;
}

static struct store *
open_name(const char *name, const char *path, int access_mode)
{
	struct store *store = mem_new(1, sizeof *store);
	/* Must precede the first call of SQLite. Turns off its memory statistics: nothing reads
	   them, and they take a lock per allocation. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);

	if (sqlite3_open_v2(name, &store->db, access_mode | SQLITE_OPEN_NOMUTEX, NULL) !=
	    SQLITE_OK) {
		const int error = sqlite3_system_errno(store->db);

		fail("%s: %s", path, say(error ? strerror(error) : sqlite3_errmsg(store->db)));
	}
	sqlite3_extended_result_codes(store->db, 1);
	sqlite3_busy_timeout(store->db, BUSY_MS);
	replace_open(NULL, store);
	return store;
}

struct store *
connection_open(const char *path, bool to_read)
{
	const bool only_read = to_read && access(path, W_OK) == -1;
	/* The ./ makes SQLite open a file with exactly this name, even :memory: or file:... */
	char *name = mem_print("%s%s", *path == '/' ? "" : "./", path);
	struct store *store = open_name(name, path,
	    only_read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);

	free(name);
	return store;
}

struct store *
connection_memory(void)
{
	return open_name(":memory:", "memory", SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY);
}

void
connection_close(struct store *store)
{
	sqlite3_set_authorizer(store->db, NULL, NULL);
	replace_open(store, NULL);
	if (sqlite3_close(store->db) != SQLITE_OK)
		connection_fail(store->db);
	free(store->zone);
	free(store);
}
