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

static void
access_of(struct doctor *d, const struct stat *st)
{
	char command[FIX];
	const unsigned mode = st->st_mode & MODE;

	if (access(d->path, R_OK) != 0)
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

/* The only value of a query as text; NULL if there is none or the query fails. */
static char *
ask(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *q = NULL;
	char *answer = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK &&
	    sqlite3_step(q) == SQLITE_ROW && sqlite3_column_type(q, 0) != SQLITE_NULL)
		answer = mem_text((const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	return answer;
}

/* Whether it is a store of this version. */
static bool
schema(struct doctor *d, sqlite3 *db)
{
	char command[FIX];
	char *application = ask(db, "PRAGMA application_id");
	char *version = ask(db, "PRAGMA user_version");
	const long has = version ? strtol(version, NULL, 10) : 0;
	bool good = false;

	if (application == NULL || version == NULL)
		doctor_row(d, "schema", "bad", mem_text(say_cell(sqlite3_errmsg(db))), NULL);
	else if (strtol(application, NULL, 10) != GUARD_APPLICATION)
		doctor_row(d, "schema", "bad", mem_text(say_cell("this is not a store of custkit")),
		    NULL);
	else if (has < CUSTKIT_SCHEMA)
		doctor_row(d, "schema", "bad", mem_print(say_cell("%ld, but this custkit has %d"),
		    has,
		    CUSTKIT_SCHEMA), fix(d, "cust-init --upgrade -d", command));
	else if (has > CUSTKIT_SCHEMA)
		doctor_row(d, "schema", "bad",
		    mem_print(say_cell("%ld, but this custkit has only %d:"
		    " install a newer one"), has, CUSTKIT_SCHEMA), NULL);
	else
		good = true;
	if (good)
		doctor_row(d, "schema", "ok", mem_text(version), NULL);
	free(application);
	free(version);
	return good;
}

/* How many days ago something was; the check says what. */
static void
age(struct doctor *d, const char *check, const char *date, const char *none, const char *command)
{
	char day[DATE_SIZE] = "";

	if (date)
		strncpy(day, date, sizeof day - 1);
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
	char *zone = ask(db, "SELECT value FROM meta WHERE key = 'timezone'");

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

	find_today(d, db);
	char *customers = ask(db, "SELECT count(*) FROM customer");
	char *order = ask(db, "SELECT max(latest) FROM history");
	char *run = ask(db, "SELECT max(as_of) FROM alert_run");

	doctor_row(d, "customers", "ok", customers ? customers :
	    mem_text(say_cell(sqlite3_errmsg(db))), NULL);
	age(d, "newest order", order, say_cell("there is no order"),
	    fix(d, "order-add orders.csv -d", command));
	age(d, "alerts", run,
	    say_cell("churn-flag --alert has never run; share/examples/crontab runs it"
	    " every night"), NULL);
	free(order);
	free(run);
}

void
doctor_store(struct doctor *d)
{
	char command[FIX];
	struct stat st;
	sqlite3 *db = NULL;

	if (stat(d->path, &st) == -1) {
		doctor_row(d, "store", "bad", mem_print("%s: %s", d->path,
		    say_cell(strerror(errno))),
		    errno == ENOENT ? fix(d, "cust-init -d", command) : NULL);
		return;
	}
	doctor_row(d, "store", S_ISREG(st.st_mode) ? "ok" : "bad", mem_print("%s%s", d->path,
	    S_ISREG(st.st_mode) ? "" : say_cell(" is not a file")), NULL);
	if (!S_ISREG(st.st_mode))
		return;
	access_of(d, &st);
	space(d, &st);
	journal(d);
	/* to read only: a journal that a killed writer left stays as it is */
	if (sqlite3_open_v2(d->path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
	    sqlite3_busy_timeout(db, BUSY) != SQLITE_OK)
		doctor_row(d, "schema", "bad", mem_text(say_cell(sqlite3_errmsg(db))), NULL);
	else if (schema(d, db))
		contents(d, db);
	sqlite3_close(db);
}
