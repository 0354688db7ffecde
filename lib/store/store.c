#define _GNU_SOURCE
#include "lib/store/store.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/put.h"

enum {
	APPLICATION = 0x6375736b,	/* "cusk" */
	BUSY_MS = 30000,
	PAGES = 1 << 18,		/* of 4 KiB: 1 GiB of cache for a bulk load */
};

static const char *const migrations[] = {
#include "sql.h"
};
_Static_assert(sizeof migrations / sizeof *migrations == STORE_VERSION, "a migration for every version");

static _Noreturn void
fail(sqlite3 *db)
{
	if (sqlite3_errcode(db) == SQLITE_FULL)
		errx(EXIT_TROUBLE, "%s: %s: that of the store, or that of temporary files (SQLITE_TMPDIR names another)",
		    sqlite3_db_filename(db, "main"), sqlite3_errmsg(db));
	errx(EXIT_TROUBLE, "%s: %s", sqlite3_db_filename(db, "main"), sqlite3_errmsg(db));
}

/* What is open when the tool ends for an error: rolled back then, so that no journal is left behind. */
enum { OPEN_MAX_STORES = 4 };
static sqlite3 *open_store[OPEN_MAX_STORES];

/* The copy of the store as it was, while the migration is not committed. */
static char *kept;

static void
drop_kept(void)
{
	if (kept)
		unlink(kept);
	sqlite3_free(kept);
	kept = NULL;
}

static void
roll_back_all(void)
{
	for (int i = 0; i < OPEN_MAX_STORES; i++)
		if (open_store[i] && !sqlite3_get_autocommit(open_store[i]))
			sqlite3_exec(open_store[i], "ROLLBACK", NULL, NULL, NULL);
	drop_kept();
}

static void
replace_open(sqlite3 *was, sqlite3 *is)
{
	static bool registered;

	if (!registered)
		atexit(roll_back_all);
	registered = true;
	for (int i = 0; i < OPEN_MAX_STORES; i++)
		if (open_store[i] == was) {
			open_store[i] = is;
			return;
		}
}

static const char *
default_path(void)
{
	static char path[4096];
	const char *env = getenv("CUSTKIT_DB"), *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	int n;

	if (env && *env)
		return env;
	if (data && *data == '/')	/* a relative one does not count, the standard says */
		n = snprintf(path, sizeof path, "%s/custkit/custkit.db", data);
	else if (home && *home)
		n = snprintf(path, sizeof path, "%s/.local/share/custkit/custkit.db", home);
	else
		errx(EXIT_TROUBLE, "no store: name it with --db=FILE or CUSTKIT_DB");
	if (n < 0 || (size_t)n >= sizeof path)
		errx(EXIT_TROUBLE, "the path of the default store is too long");
	return path;
}

const char *
store_path(const struct store_opts *o)
{
	return o->db ? o->db : default_path();
}

/* The folders of the default store. */
static void
make_folders(const char *path)
{
	char *s = mem_text(path);

	for (char *p = s + 1; (p = strchr(p, '/')) != NULL; p++) {
		*p = '\0';
		if (mkdir(s, 0700) == -1 && errno != EEXIST)
			err(EXIT_TROUBLE, "%s", s);
		*p = '/';
	}
	free(s);
}

/* An empty file of our own making; false if there is a file already. */
static bool
create_file(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd == -1 && errno == EEXIST)
		return false;
	if (fd == -1)
		err(EXIT_TROUBLE, "%s", path);
	close(fd);
	return true;
}

/* Is there a store to open, or must one be made?  Ends the tool where neither will do. */
static bool
missing(const char *path)
{
	struct stat st;

	if (stat(path, &st) == -1) {
		if (errno != ENOENT && errno != ENOTDIR)
			err(EXIT_TROUBLE, "%s", path);
		return true;
	}
	if (!S_ISREG(st.st_mode))
		errx(EXIT_TROUBLE, "%s: not a regular file", path);
	return false;
}

/* The file of this very name: :memory: and file:... mean others to SQLite. */
static sqlite3 *
open_sqlite(const char *path, int flags)
{
	char *name = sqlite3_mprintf("%s%s", *path == '/' ? "" : "./", path);
	sqlite3 *db;

	if (name == NULL)
		err(EXIT_TROUBLE, NULL);
	if (sqlite3_open_v2(name, &db, flags, NULL) != SQLITE_OK)
		errx(EXIT_TROUBLE, "%s: %s", path, sqlite3_errmsg(db));
	sqlite3_free(name);
	replace_open(NULL, db);
	return db;
}

static sqlite3 *
open_file(const char *path, enum store_mode mode)
{
	bool only_read = mode == STORE_READ && access(path, W_OK) == -1;
	int flags = (only_read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX;
	sqlite3 *db = open_sqlite(path, flags);

	sqlite3_extended_result_codes(db, 1);
	sqlite3_busy_timeout(db, BUSY_MS);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);	/* "contry" is no text but a mistake */
	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 64 << 20);
	sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 1 << 20);
	sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 1);
	store_exec(db, "PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
	    "PRAGMA synchronous = FULL");
	return db;
}

static void
put_meta(sqlite3 *db, const char *key, const char *value)
{
	if (value == NULL)
		return;
	sqlite3_stmt *q = store_query(db, "INSERT INTO meta VALUES (?, ?)");

	store_text(q, 1, key);
	store_text(q, 2, value);
	store_run(q);
	store_finish(q);
}

/* The store as it is before a migration, beside it: shop.db.v1.  Others may read while we are about to write. */
static void
keep_version(const char *path, int64_t version)
{
	char *name = sqlite3_mprintf("%s.v%lld", path, (long long)version);

	for (int n = 2; name && access(name, F_OK) == 0; n++) {	/* left by an upgrade that was interrupted */
		sqlite3_free(name);
		name = sqlite3_mprintf("%s.v%lld.%d", path, (long long)version, n);
	}
	if (name == NULL)
		err(EXIT_TROUBLE, NULL);
	sqlite3 *db = open_file(path, STORE_READ);

	store_backup(db, name);
	store_close(db);
	kept = name;
}

/* Inside the transaction: the schema of a new file, or what an older store lacks. */
static void
migrate(sqlite3 *db, int64_t version, const struct store_new *begin)
{
	char sql[128];

	if (version > 0)
		keep_version(sqlite3_db_filename(db, "main"), version);
	for (int64_t v = version; v < STORE_VERSION; v++)
		store_exec(db, migrations[v]);
	snprintf(sql, sizeof sql, "PRAGMA user_version = %d; PRAGMA application_id = %d", STORE_VERSION,
	    APPLICATION);
	store_exec(db, sql);
	if (version > 0)
		return;
	char now[32];
	time_t t = time(NULL);
	struct tm tm;

	strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&t, &tm));
	put_meta(db, "created", now);
	put_meta(db, "currency", begin ? begin->currency : NULL);
	put_meta(db, "timezone", begin ? begin->timezone : NULL);
}

/* Is this file ours, and of this version?  A new one is empty. */
static void
check_identity(sqlite3 *db, bool may_migrate, const struct store_new *begin)
{
	int64_t id = store_number(db, "PRAGMA application_id"), version = store_number(db, "PRAGMA user_version");
	const char *path = sqlite3_db_filename(db, "main");

	if (id == 0 && version == 0 && store_number(db, "SELECT count(*) FROM sqlite_schema") == 0) {
		if (!may_migrate)
			errx(EXIT_TROUBLE, "%s: empty; make it a store with: cust-init -d %s", path, path);
	} else if (id != APPLICATION)
		errx(EXIT_TROUBLE, "%s: a database, but not a custkit store", path);
	if (version > STORE_VERSION)
		errx(EXIT_TROUBLE, "%s: made by a newer custkit (version %jd, this one reads %d)", path,
		    (intmax_t)version, STORE_VERSION);
	if (version == STORE_VERSION)
		return;
	if (!may_migrate)
		errx(EXIT_TROUBLE, "%s: made by an older custkit; bring it up to date with: cust-init --upgrade -d %s",
		    path, path);
	migrate(db, version, begin);
}

/* Left by a first load that failed. */
static bool
is_empty(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == 0;
}

static sqlite3 *
open_new(const struct store_opts *o, const struct store_new *begin)
{
	const char *path = store_path(o);

	if (o->db == NULL)
		make_folders(path);
	if (!create_file(path) && !is_empty(path))
		errx(EXIT_TROUBLE, "%s: there is a file already", path);
	sqlite3 *db = open_file(path, STORE_NEW);

	store_exec(db, "BEGIN IMMEDIATE");
	if (store_number(db, "PRAGMA user_version") != 0)	/* another was quicker */
		errx(EXIT_TROUBLE, "%s: there is a file already", path);
	check_identity(db, true, begin);
	store_commit(db);
	return db;
}

sqlite3 *
store_open(const struct store_opts *o, enum store_mode mode, const struct store_new *begin)
{
	const char *path = store_path(o);

	if (mode == STORE_NEW)
		return open_new(o, begin);
	if (missing(path)) {
		if (mode != STORE_WRITE || o->db)
			errx(EXIT_TROUBLE, "%s: no such store; make one with: cust-init -d %s", path,
			    text_shell(path, (char[PATH_MAX]){ 0 }, PATH_MAX));
		make_folders(path);
		if (create_file(path))
			opt_note("made a new store: %s", path);
	}
	sqlite3 *db = open_file(path, mode);

	if (mode == STORE_READ) {
		store_exec(db, "BEGIN");	/* one state of the file, also while another makes it */
		check_identity(db, false, NULL);
		store_exec(db, "COMMIT; PRAGMA query_only = ON");
	}
	return db;
}

void
store_close(sqlite3 *db)
{
	sqlite3_set_authorizer(db, NULL, NULL);
	replace_open(db, NULL);
	if (sqlite3_close(db) != SQLITE_OK)
		fail(db);
}

char *
store_meta(sqlite3 *db, const char *key)
{
	sqlite3_stmt *q = store_query(db, "SELECT value FROM meta WHERE key = ?");

	store_text(q, 1, key);
	char *value = store_step(q) ? mem_text(store_cell(q, 0)) : NULL;

	store_finish(q);
	return value;
}

void
store_use_zone(sqlite3 *db)
{
	char *zone = store_meta(db, "timezone");

	if (zone && !date_zone_use(zone))
		errx(EXIT_TROUBLE, "the store's time zone '%s' is not known here (Debian: tzdata)", zone);
	free(zone);
}

void
store_exec(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail(db);
}

void
store_begin(sqlite3 *db)
{
	store_exec(db, "BEGIN IMMEDIATE");
	check_identity(db, true, NULL);
}

void
store_commit(sqlite3 *db)
{
	char *copy = kept;

	kept = NULL;	/* whatever becomes of the commit, it stays */
	store_exec(db, "COMMIT");
	if (copy)
		opt_note("%s: brought up to date; as it was before: %s", sqlite3_db_filename(db, "main"), copy);
	sqlite3_free(copy);
}

void
store_rollback(sqlite3 *db)
{
	store_exec(db, "ROLLBACK");
	drop_kept();
}

/* The checks are made by the loader, row by row and with line numbers. */
void
store_bulk(sqlite3 *db)
{
	char sql[160];

	snprintf(sql, sizeof sql, "PRAGMA cache_size = %d; PRAGMA cache_spill = %d; PRAGMA foreign_keys = OFF;"
	    "PRAGMA ignore_check_constraints = ON", PAGES, PAGES);
	store_exec(db, sql);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
}

sqlite3_stmt *
store_query(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *q;

	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
		fail(db);
	return q;
}

static void
bound(sqlite3_stmt *q, int result)
{
	if (result != SQLITE_OK)
		fail(sqlite3_db_handle(q));
}

void
store_text(sqlite3_stmt *q, int at, const char *s)
{
	bound(q, s && *s ? sqlite3_bind_text(q, at, s, -1, SQLITE_STATIC) : sqlite3_bind_null(q, at));
}

void
store_int(sqlite3_stmt *q, int at, int64_t i)
{
	bound(q, sqlite3_bind_int64(q, at, i));
}

void
store_real(sqlite3_stmt *q, int at, double x)
{
	bound(q, sqlite3_bind_double(q, at, x));
}

void
store_null(sqlite3_stmt *q, int at)
{
	bound(q, sqlite3_bind_null(q, at));
}

bool
store_step(sqlite3_stmt *q)
{
	int r = sqlite3_step(q);

	if (r == SQLITE_ROW)
		return true;
	if (r != SQLITE_DONE)
		fail(sqlite3_db_handle(q));
	sqlite3_reset(q);
	return false;
}

void
store_run(sqlite3_stmt *q)
{
	while (store_step(q))
		;
}

const char *
store_cell(sqlite3_stmt *q, int at)
{
	const unsigned char *s = sqlite3_column_text(q, at);

	return s ? (const char *)s : "";
}

int64_t
store_number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *q = store_query(db, sql);
	int64_t n = store_step(q) ? sqlite3_column_int64(q, 0) : 0;

	store_finish(q);
	return n;
}

void
store_finish(sqlite3_stmt *q)
{
	sqlite3_finalize(q);	/* what was wrong, store_step has said */
}

bool
store_is_amount(const char *name)
{
	static const char *const amounts[] = { "amount", "cost", "discount", "spend" };

	for (size_t k = 0; k < sizeof amounts / sizeof *amounts; k++)
		if (strcmp(name, amounts[k]) == 0)
			return true;
	return false;
}

static enum put_kind
kind_of(sqlite3_stmt *q, int i)
{
	const char *type = sqlite3_column_decltype(q, i);

	if (type == NULL)
		return PUT_CELL;	/* an expression: within attrs, discount is no amount */
	if (store_is_amount(sqlite3_column_name(q, i)))
		return PUT_AMOUNT;
	if (strcmp(type, "INTEGER") == 0)
		return PUT_INT;
	return strcmp(type, "REAL") == 0 ? PUT_REAL : PUT_TEXT;
}

void
store_put(sqlite3_stmt *q, struct put *p)
{
	const int n = sqlite3_column_count(q);
	enum put_kind *kind = mem_new((size_t)n, sizeof *kind);

	for (int i = 0; i < n; i++)
		put_column(p, sqlite3_column_name(q, i), kind[i] = kind_of(q, i));
	while (store_step(q)) {
		for (int i = 0; i < n; i++)
			if (sqlite3_column_type(q, i) == SQLITE_NULL)
				put_none(p);
			else if (kind[i] == PUT_AMOUNT)
				put_amount(p, sqlite3_column_int64(q, i));
			else if (kind[i] == PUT_INT)
				put_int(p, sqlite3_column_int64(q, i));
			else if (kind[i] == PUT_REAL || sqlite3_column_type(q, i) == SQLITE_FLOAT)
				put_real(p, sqlite3_column_double(q, i));
			else
				put_text(p, store_cell(q, i));
		put_end(p);
	}
	free(kind);
}

static int
read_only(void *ctx, int action, const char *a, const char *b, const char *c, const char *d)
{
	(void)ctx, (void)a, (void)c, (void)d;
	if (action == SQLITE_FUNCTION && strcasecmp(b, "load_extension") == 0)
		return SQLITE_DENY;
	return action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION ||
	    action == SQLITE_RECURSIVE ? SQLITE_OK : SQLITE_DENY;
}

void
store_guard(sqlite3 *db)
{
	store_finish(store_query(db, "SELECT 1 FROM json_each('[]')"));	/* it is set up when first named, which nothing may */
	sqlite3_set_authorizer(db, read_only, NULL);
}

/* Is it one expression in this form of a SELECT? */
static void
check_where(sqlite3 *db, const char *form, const char *where, const char *from)
{
	char *sql = sqlite3_mprintf(form, where, from);
	const char *tail = NULL;
	sqlite3_stmt *q = NULL;

	if (sql == NULL)
		err(EXIT_TROUBLE, NULL);
	if (sqlite3_prepare_v2(db, sql, -1, &q, &tail) != SQLITE_OK) {
		char *why = mem_text(sqlite3_errmsg(db));

		why[strcspn(why, "\n")] = '\0';	/* it may quote what follows the expression */
		errx(EXIT_TROUBLE, "--where: %s", why);
	}
	if (*tail != '\0' || sqlite3_column_count(q) != 1)
		errx(EXIT_TROUBLE, "--where: not one expression");
	sqlite3_finalize(q);
	sqlite3_free(sql);
}

/* $min and ? would be NULL, and no row meets that; FROM may have ?1, the as-of date. */
static void
refuse_parameters(sqlite3 *db, const char *from, const char *where)
{
	char *sql = sqlite3_mprintf("SELECT 1 FROM %s WHERE (\n%s\n)", from, where);
	sqlite3_stmt *q = store_query(db, sql);

	for (int i = 1; i <= sqlite3_bind_parameter_count(q); i++) {
		const char *name = sqlite3_bind_parameter_name(q, i);

		if (name == NULL || strcmp(name, "?1") != 0)
			errx(EXIT_TROUBLE, "--where: '%s' has no value", name ? name : "?");
	}
	sqlite3_finalize(q);
	sqlite3_free(sql);
}

void
store_where(sqlite3 *db, const char *from, const char *where)
{
	/* The query has it in one parenthesis: "1) OR (1" fails without one, "1 AS x" fails in two. */
	check_where(db, "SELECT ((\n%s\n)) FROM %s", where, from);
	check_where(db, "SELECT\n%s\n FROM %s", where, from);
	refuse_parameters(db, from, where);
}

struct store_batch
store_batch_new(sqlite3 *db, const char *tool)
{
	sqlite3_stmt *q = store_query(db, "INSERT INTO batch (at, tool) VALUES (strftime('%Y-%m-%dT%H:%M:%SZ'), ?)");

	store_text(q, 1, tool);
	store_run(q);
	store_finish(q);
	return (struct store_batch){ .batch = sqlite3_last_insert_rowid(db) };
}

int64_t
store_batch_of(sqlite3 *db, const char *tool, const char *digest)
{
	sqlite3_stmt *q = store_query(db, "SELECT min(batch) FROM batch WHERE digest = ? AND tool = ?");

	store_text(q, 1, digest);
	store_text(q, 2, tool);
	int64_t batch = store_step(q) ? sqlite3_column_int64(q, 0) : 0;

	store_finish(q);
	return batch;
}

void
store_batch_end(sqlite3 *db, const struct store_batch *b, const char *digest)
{
	sqlite3_stmt *q = store_query(db, "UPDATE batch SET digest = ?2, read = ?3, added = ?4,"
	    " updated = ?5, unchanged = ?6, rejected = ?7 WHERE batch = ?1");

	store_int(q, 1, b->batch);
	store_text(q, 2, digest);
	store_int(q, 3, b->read);
	store_int(q, 4, b->added);
	store_int(q, 5, b->updated);
	store_int(q, 6, b->unchanged);
	store_int(q, 7, b->rejected);
	store_run(q);
	store_finish(q);
}

void
store_batch_put(const struct store_batch *b, struct put *p)
{
	static const char *const names[] = { "batch", "read", "added", "updated", "unchanged", "rejected" };
	const int64_t value[] = { b->batch, b->read, b->added, b->updated, b->unchanged, b->rejected };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		put_column(p, names[i], PUT_INT);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		put_int(p, value[i]);
	put_end(p);
}

static void
sync_path(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);

	if (fd == -1 || fsync(fd) == -1 || close(fd) == -1)
		err(EXIT_TROUBLE, "%s", path);
}

/* The copy is made beside its place, so that the name appears with the whole of it. */
void
store_backup(sqlite3 *db, const char *path)
{
	size_t n = strlen(path);
	char *tmp = mem_new(n + sizeof ".part", 1), *folder = mem_text(path), *slash;

	memcpy(tmp, path, n);
	strcpy(tmp + n, ".part");
	struct stat st;

	if (lstat(path, &st) == 0)
		errx(EXIT_TROUBLE, "%s: there is a file already", path);
	if (!create_file(tmp))
		errx(EXIT_TROUBLE, "%s: left by a backup that was interrupted; remove it first", tmp);
	sqlite3 *to = open_sqlite(tmp, SQLITE_OPEN_READWRITE);
	sqlite3_backup *copy = sqlite3_backup_init(to, "main", db, "main");

	if (copy == NULL || sqlite3_backup_step(copy, -1) != SQLITE_DONE || sqlite3_backup_finish(copy) != SQLITE_OK) {
		warnx("%s: %s", tmp, sqlite3_errmsg(to));
		unlink(tmp);
		exit(EXIT_TROUBLE);
	}
	sqlite3_stmt *q = store_query(to, "PRAGMA integrity_check");

	if (!store_step(q) || strcmp(store_cell(q, 0), "ok") != 0) {
		unlink(tmp);
		errx(EXIT_TROUBLE, "%s: the store is damaged, and so is the copy: %s", path, store_cell(q, 0));
	}
	store_finish(q);
	store_close(to);
	sync_path(tmp, O_RDONLY);
	if (link(tmp, path) == -1) {
		warn("%s", path);
		unlink(tmp);
		exit(EXIT_TROUBLE);
	}
	if (unlink(tmp) == -1)
		err(EXIT_TROUBLE, "%s", tmp);
	slash = strrchr(folder, '/');
	if (slash)
		slash[slash == folder] = '\0';
	sync_path(slash ? folder : ".", O_RDONLY | O_DIRECTORY);
	free(folder);
	free(tmp);
}
