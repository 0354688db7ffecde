#include "lib/store/store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xxhash.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/io/cite.h"
#include "lib/store/audit.h"
#include "lib/store/digest.h"
#include "lib/store/foreign.h"
#include "lib/store/guard.h"
#include "lib/store/migration.h"
#include "lib/store/path.h"
#include "lib/store/query.h"

/*
 * store.c builds on the smaller files: path.c finds the file, connection.c opens it, guard.c checks
 * that it is a store, and migration.c creates or upgrades the schema.
 *
 * store_open checks the version and sets the time zone if the mode reads (begin_reading). A new
 * store is created in a transaction of its own (open_new). In the modes that write, store_begin
 * does this work, inside the transaction of the writer, because another process may create or
 * upgrade the same file at the same time.
 */
enum { PAGES = 1 << 18 };	/* of 4 KiB each: 1 GiB of cache for a bulk load */

const char *
store_path(const struct store_opts *o)
{
	return o->db ? o->db : path_default();
}

static void
put_meta(struct store *store, const char *key, const char *value)
{
	if (value == NULL)
		return;
	sqlite3_stmt *q = query_new(store, "INSERT INTO meta VALUES (?, ?)");

	query_text(q, 1, key);
	query_text(q, 2, value);
	query_run(q);
	query_free(q);
}

/* Fills the table meta of a new store. */
static void
describe(struct store *store, const struct store_new *begin)
{
	char now[32];
	time_t t = time(NULL);
	struct tm tm;

	strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&t, &tm));
	put_meta(store, "created", now);
	put_meta(store, "currency", begin ? begin->currency : NULL);
	put_meta(store, "timezone", begin ? begin->timezone : NULL);
	put_meta(store, "country", begin ? begin->country : NULL);
}

/* For a reader: ends the tool if the file is not a store of this version. */
static void
check_version(struct store *store)
{
	const int64_t version = guard_identity(store);
	const char *path = connection_path(store);

	if (version == 0)
		fail("%s: empty; create a store with: cust-init -d %s", path, path);
	if (version < GUARD_VERSION)
		fail("%s: created by an older custkit; upgrade it with: "
		    "cust-init --upgrade -d %s", path, path);
}

/*
 * For a writer: ends the tool if another program's triggers are in the way; then creates the schema
 * in an empty file, or upgrades an older store.
 */
static void
make_version(struct store *store, const struct store_new *begin)
{
	const int64_t version = guard_identity(store);

	if (version > 0)
		(store->accepts ? foreign_accept : foreign_refuse)(store);
	if (version < GUARD_VERSION)
		migration_run(store, version);
	if (version == 0)
		describe(store, begin);
}

/* NULL if the store has none; the caller frees it. */
static char *
read_meta(struct store *store, const char *key)
{
	sqlite3_stmt *q = query_new(store, "SELECT value FROM meta WHERE key = ?1");
	char *value = NULL;

	query_text(q, 1, key);
	if (query_step(q))
		value = mem_text(query_cell(q, 0));
	query_free(q);
	return value;
}

static void
read_zone(struct store *store)
{
	store->zone = read_meta(store, "timezone");
}

char *
store_currency(struct store *store)
{
	return read_meta(store, "currency");
}

static void
use_zone(const struct store *store)
{
	if (store->zone == NULL || date_zone_use(store->zone))
		return;
	if (errno != ENOENT)
		fail_errno("time zone '%s'", store->zone);
	fail("unknown time zone '%s' in the store (Debian: apt-get install tzdata)",
	    store->zone);
}

static bool
reads(enum store_mode mode)
{
	return mode == STORE_READ || mode == STORE_TEND || mode == STORE_UPDATE;
}

static struct store *
open_file(const char *path, enum store_mode mode)
{
	struct store *store = connection_open(path, mode == STORE_READ || mode == STORE_TEND);

	guard_limits(store);
	return store;
}

static struct store *
open_new(const struct store_opts *o, const struct store_new *begin)
{
	const char *path = store_path(o);

	if (o->db == NULL)
		path_make_folders(path);
	if (!connection_create(path) && !path_is_empty(path) && !path_has_journal(path))
		fail("%s: file exists", path);
	struct store *store = open_file(path, STORE_NEW);

	query_exec(store, "BEGIN IMMEDIATE");
	if (query_number(store, "PRAGMA user_version") != 0)	/* another process was faster */
		fail("%s: file exists", path);
	make_version(store, begin);
	store_commit(store);
	return store;
}

/* For the footer of --cite: a number of the content, from the digests of all tables. */
static void
cite(struct store *store, const char *path)
{
	sqlite3_stmt *q = query_new(store, "SELECT coalesce(group_concat(key || '=' || value), '')"
	    " FROM (SELECT key, value FROM meta WHERE key GLOB 'digest.*' ORDER BY key)");

	query_step(q);
	const char *all = query_cell(q, 0);

	cite_store(path, XXH64(all, strlen(all), 0));
	query_free(q);
}

static void
begin_reading(struct store *store, enum store_mode mode, const char *path)
{
	/* In one transaction, because another process may be creating the store. */
	query_exec(store, "BEGIN");
	check_version(store);
	if (mode != STORE_TEND)
		read_zone(store);
	if (cite_is_wanted())
		cite(store, path);
	query_exec(store, "COMMIT");
	if (mode != STORE_UPDATE)
		query_exec(store, "PRAGMA query_only = ON");
	use_zone(store);
}

static _Noreturn void
not_found(const struct store_opts *o, const char *path)
{
	const char *create = path_create(path);

	if (create == NULL)
		fail("%s: store not found, and its folder does not exist", path);
	if (o->db || path_is_named())
		fail("%s: store not found; create it with: %s", path, create);
	fail("%s: store not found; name another with -d FILE or CUSTKIT_DB, or create it with:"
	    " %s", path, create);
}

struct store *
store_open(const struct store_opts *o, enum store_mode mode, const struct store_new *begin)
{
	const char *path = store_path(o);

	if (mode == STORE_NEW)
		return open_new(o, begin);
	if (path_is_missing(path)) {
		if (mode != STORE_WRITE || o->db)
			not_found(o, path);
		path_make_folders(path);
		if (connection_create(path))
			opt_note("created store %s", path);
	}
	struct store *store = open_file(path, mode);

	if (reads(mode))
		begin_reading(store, mode, path);
	return store;
}

bool
store_is_wanted(const struct store_opts *o)
{
	if (!o->db && !o->standard && path_is_named())
		opt_hint(say(" (use -D for the store)"));
	return o->db || o->standard;
}

struct store *
store_wanted(const struct store_opts *o)
{
	return store_is_wanted(o) ? store_open(o, STORE_READ, NULL) : NULL;
}

void
store_close(struct store *store)
{
	if (store == NULL)
		return;
	digest_free(store->digest);
	audit_free(store->audit);
	connection_close(store);
}

sqlite3_stmt *
store_customer_query(struct store *store)
{
	return query_new(store, "SELECT 1 FROM customer WHERE customer_id = ?");
}

sqlite3_stmt *
store_forgotten_query(struct store *store)
{
	return query_number(store, "SELECT EXISTS (SELECT 1 FROM forgotten)") == 0 ? NULL :
	    query_new(store, "SELECT 1 FROM forgotten WHERE customer_id = ?");
}

bool
store_is_forgotten(sqlite3_stmt *forgotten, const char *id)
{
	return forgotten && query_finds(forgotten, id);
}

const char *
store_zone(struct store *store, const char *tz)
{
	if (tz == NULL) {
		use_zone(store);
		return store->zone;
	}
	opt_use_zone(tz);
	return tz;
}

void
store_accept(struct store *store)
{
	store->accepts = true;
}

void
store_begin(struct store *store)
{
	query_exec(store, "BEGIN IMMEDIATE");
	make_version(store, NULL);
	if (store->digest == NULL) {
		store->audit = audit_new();
		store->digest = digest_new(store);
	}
	if (store->zone == NULL)
		read_zone(store);
}

void
store_commit(struct store *store)
{
	char *copy = store->copy;

	if (store->digest) {
		const bool same = audit_is_current(store);

		digest_save(store->digest);
		audit_commit(store, same);
	}
	store->copy = NULL;	/* keep the copy from here on, even if the commit fails */
	query_exec(store, "COMMIT");
	if (copy) {
		opt_committed("the upgrade is committed");
		opt_note("%s: upgraded; the previous version is saved as %s",
		    connection_path(store), copy);
	}
	sqlite3_free(copy);
}

void
store_rollback(struct store *store)
{
	query_exec(store, "ROLLBACK");
	if (store->digest) {
		digest_forget(store->digest);
		audit_forget(store->audit);
	}
	connection_drop_copy(store);
}

void
store_cache(struct store *store)
{
	char sql[80];

	snprintf(sql, sizeof sql, "PRAGMA cache_size = %d; PRAGMA cache_spill = %d", PAGES, PAGES);
	query_exec(store, sql);
}

void
store_without_triggers(struct store *store)
{
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
}

/*
 * Turns off foreign keys and CHECK constraints too: the loader checks every row itself, to report
 * its line number.
 */
void
store_bulk(struct store *store)
{
	store_cache(store);
	query_exec(store, "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
	store_without_triggers(store);
	store->bulk = true;
}
