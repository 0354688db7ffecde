#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/store/guard.h"
#include "lib/store/path.h"
#include "lib/toolbox/doctor_own.h"
#include "version.h"

enum { FIX = 4096, MODE = 0777, PRIVATE = 0600, MEGABYTE = 1 << 20,
	BUSY = 5000 };	/* milliseconds to wait for a writer */

/* COMMAND and the path, which the shell takes as one word. */
static const char *
fix(const struct doctor *d, const char *command, char to[static FIX])
{
	char path[FIX / 2];

	char *s = mem_print("%s %s", command, text_shell(d->path, path, sizeof path));

	strncpy(to, s, FIX - 1);
	to[FIX - 1] = '\0';
	free(s);
	return to;
}

/* Whether the store can be read. */
static bool
access_of(struct doctor *d, const struct stat *st)
{
	char command[FIX];
	const unsigned mode = st->st_mode & MODE;
	const bool readable = access(d->path, R_OK) == 0;

	if (!readable)
		doctor_row(d, "access", "bad", mem_text(say_cell("you cannot read the store")),
		    NULL);
	else if (access(d->path, W_OK) != 0)
		doctor_row(d, "access", "note",
		    mem_text(say_cell("you can read the store, not change it")),
		    NULL);
	else
		doctor_row(d, "access", "ok",
		    mem_text(say_cell("you can read and change the store")), NULL);
	doctor_row(d, "permissions", (mode & ~(unsigned)PRIVATE) ? "bad" : "ok",
	    mem_print("%04o%s", mode, (mode & ~(unsigned)PRIVATE)
	    ? say_cell(": others than the owner have access") : ""),
	    (mode & ~(unsigned)PRIVATE) ? fix(d, "chmod 600", command) : NULL);
	return readable;
}

/* An upgrade and a backup need room for a copy. */
static void
space(struct doctor *d, const struct stat *st)
{
	struct statvfs fs;

	if (statvfs(d->path, &fs) == -1) {
		doctor_row(d, "disk", "note", mem_text(say_cell(strerror(errno))), NULL);
		return;
	}
	const double size = (double)st->st_size, left = (double)fs.f_bavail * (double)fs.f_frsize;

	doctor_row(d, "disk", left < size ? "bad" : left < 2 * size ? "note" : "ok",
	    mem_print(say_cell("%.1f MB free, the store has %.1f MB%s"), left / MEGABYTE,
	    size / MEGABYTE,
	    left < size ? say_cell("; there is no room for a copy") : ""), NULL);
}

static void
journal(struct doctor *d)
{
	char command[FIX];

	if (path_has_journal(d->path))
		doctor_row(d, "journal", "note",
		    mem_text(say_cell("a writer is at work, or was killed; the next tool undoes"
		    " what it"
		    " left half done")), fix(d, "cust-check -d", command));
	else
		doctor_row(d, "journal", "ok", mem_text(say_cell("none")), NULL);
}

/* The row of a check whose query failed. */
static void
failed(struct doctor *d, sqlite3 *db, const char *check)
{
	char command[FIX];
	const int error = sqlite3_errcode(db);

	if (error == SQLITE_BUSY)
		doctor_row(d, check, "bad",
		    mem_text(say_cell("another program has locked the store; try again")), NULL);
	else if (error == SQLITE_READONLY)
		doctor_row(d, check, "bad",
		    mem_text(say_cell("cannot be read before the journal is undone")),
		    fix(d, "cust-check -d", command));
	else
		doctor_row(d, check, "bad", mem_text(say_cell(sqlite3_errmsg(db))),
		    error == SQLITE_CORRUPT ?
		    fix(d, "cust-restore --force COPY -d", command) : NULL);
}

/*
 * The only value of a query as text, which the caller frees; NULL if there is none. False if the
 * query fails: the row of the check says why.
 */
static bool
ask(struct doctor *d, sqlite3 *db, const char *check, const char *sql, char **answer)
{
	sqlite3_stmt *q = NULL;

	*answer = NULL;
	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK &&
	    sqlite3_step(q) == SQLITE_ROW && sqlite3_column_type(q, 0) != SQLITE_NULL)
		*answer = mem_text((const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	if (sqlite3_errcode(db) == SQLITE_OK)
		return true;
	failed(d, db, check);
	free(*answer);
	*answer = NULL;
	return false;
}

/* Whether a store of custkit has the version of this one. */
static bool
version(struct doctor *d, long has)
{
	char command[FIX];

	if (has < CUSTKIT_SCHEMA)
		doctor_row(d, "schema", "bad", mem_print(say_cell("%ld, but this custkit has %d"),
		    has, CUSTKIT_SCHEMA), fix(d, "cust-init --upgrade -d", command));
	else if (has > CUSTKIT_SCHEMA)
		doctor_row(d, "schema", "bad",
		    mem_print(say_cell("%ld, but this custkit has only %d:"
		    " install a newer one"), has, CUSTKIT_SCHEMA), NULL);
	else
		doctor_row(d, "schema", "ok", mem_print("%ld", has), NULL);
	return has == CUSTKIT_SCHEMA;
}

/* Whether it is a store of this version. */
static bool
schema(struct doctor *d, sqlite3 *db)
{
	char *application = NULL, *has = NULL;
	bool good = ask(d, db, "schema", "PRAGMA application_id", &application) &&
	    ask(d, db, "schema", "PRAGMA user_version", &has);

	if (good && strtol(application, NULL, 10) != GUARD_APPLICATION) {
		doctor_row(d, "schema", "bad", mem_text(say_cell("this is not a store of custkit")),
		    NULL);
		good = false;
	}
	good = good && version(d, strtol(has, NULL, 10));
	free(application);
	free(has);
	return good;
}

/* How many days ago something was, by the day that a query gives; NONE if it gives none. */
static void
age(struct doctor *d, sqlite3 *db, const char *check, const char *sql, const char *none,
    const char *command)
{
	char day[DATE_SIZE] = "", *date = NULL;

	if (!ask(d, db, check, sql, &date))
		return;
	if (date)
		strncpy(day, date, sizeof day - 1);
	free(date);
	const int32_t then = date_parse(day);

	if (then == DATE_NONE)
		doctor_row(d, check, "note", mem_text(none), command);
	else
		doctor_row(d, check, then > d->today ? "note" : "ok",
		    mem_print(then > d->today ? say_cell("%s, %jd day%s in the future") :
		    say_cell("%s, %jd day%s ago"), day, (intmax_t)labs((long)d->today - then),
		    TEXT_PLURAL_CELL(labs((long)d->today - then))), NULL);
}

/* Today is that of the store's time zone; if it has none, or an unknown one, of the process's. */
static void
find_today(struct doctor *d, sqlite3 *db)
{
	char *zone = NULL;

	ask(d, db, "time zone", "SELECT value FROM meta WHERE key = 'timezone'", &zone);
	if (zone && !date_zone_use(zone))
		doctor_row(d, "time zone", "bad", mem_print(say_cell("%s is unknown here"), zone),
		    "apt-get install tzdata");
	if (d->today == DATE_NONE)
		d->today = date_today();
	free(zone);
}

static void
contents(struct doctor *d, sqlite3 *db)
{
	char command[FIX];
	char *customers = NULL;

	find_today(d, db);
	if (ask(d, db, "customers", "SELECT count(*) FROM customer", &customers))
		doctor_row(d, "customers", "ok", customers, NULL);
	age(d, db, "newest order", "SELECT max(latest) FROM history",
	    say_cell("there is no order"), fix(d, "order-add orders.csv -d", command));
	age(d, db, "alerts", "SELECT max(as_of) FROM alert_run",
	    say_cell("churn-flag --alert has never run; share/examples/crontab runs it"
	    " every night"), NULL);
}

void
doctor_store(struct doctor *d)
{
	struct stat st;
	sqlite3 *db = NULL;

	if (stat(d->path, &st) == -1) {
		const int error = errno;
		char *create = error == ENOENT ? path_create(d->path) : NULL;

		doctor_row(d, "store", "bad", mem_print("%s: %s", d->path,
		    say_cell(strerror(error))), create);
		free(create);
		return;
	}
	doctor_row(d, "store", S_ISREG(st.st_mode) ? "ok" : "bad", mem_print("%s%s", d->path,
	    S_ISREG(st.st_mode) ? "" : say_cell(" is not a file")), NULL);
	if (!S_ISREG(st.st_mode))
		return;
	const bool readable = access_of(d, &st);

	space(d, &st);
	journal(d);
	if (!readable)
		return;
	/* to read only: a journal that a killed writer left stays as it is */
	if (sqlite3_open_v2(d->path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
	    sqlite3_busy_timeout(db, BUSY) != SQLITE_OK)
		failed(d, db, "schema");
	else if (schema(d, db))
		contents(d, db);
	sqlite3_close(db);
}
