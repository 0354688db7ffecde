/*
 * store - the SQLite file: where it is, how it is opened, transactions, rows (program).
 *
 * Every function that finds something wrong ends the tool with SQLite's message; a transaction
 * that is open then is rolled back by the close.
 */
#ifndef STORE_H
#define STORE_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/io/opt.h"

struct put;

struct store_opts {
	const char *db;		/* -d FILE */
	bool standard;		/* -D, for the tools that read CSV otherwise */
};

/* For the option tables of store tools, and of analyses. */
#define STORE_OPTS(o) \
	{ OPT_FILE, 'd', "db", "FILE", "the store ($CUSTKIT_DB, else custkit/custkit.db in $XDG_DATA_HOME)", &(o)->db }
#define STORE_OPTS_ANALYSIS(o) \
	{ OPT_FILE, 'd', "db", "FILE", "take the facts from this store", &(o)->db }, \
	{ OPT_FLAG, 'D', "default-db", NULL, "take them from the default store", &(o)->standard }

enum store_mode {
	STORE_READ,	/* never creates, cannot write */
	STORE_CHANGE,	/* writes, never creates */
	STORE_WRITE,	/* creates the default store where there is none, and says so */
	STORE_NEW,	/* refuses a file that is there */
};

enum { STORE_VERSION = 4 };

struct store_new {		/* what a new store begins with */
	const char *currency;	/* CNY, EUR; NULL: not said */
	const char *timezone;	/* Asia/Shanghai; NULL: not said */
};

/* The file that is meant; valid as long as the program. */
const char *store_path(const struct store_opts *);

sqlite3 *store_open(const struct store_opts *, enum store_mode, const struct store_new *);
void store_close(sqlite3 *);

/* A value of the table meta, in a buffer that the caller frees; NULL if there is none. */
char *store_meta(sqlite3 *, const char *key);

/* Today, and date-times with an offset, are the business's from here on: its timezone, if it said one. */
void store_use_zone(sqlite3 *);

void store_exec(sqlite3 *, const char *sql);
/* IMMEDIATE; inside, the store is known to be ours, and of this version: an older one is copied beside itself
   (FILE.v1) and brought up to date, which the commit says; without one the copy goes again. */
void store_begin(sqlite3 *);
void store_commit(sqlite3 *);
void store_rollback(sqlite3 *);

/* For a bulk load: a cache that is not spilled, and nobody else's triggers, before store_begin. */
void store_bulk(sqlite3 *);

sqlite3_stmt *store_query(sqlite3 *, const char *sql);
void store_text(sqlite3_stmt *, int at, const char *);	/* NULL and "" bind NULL; not copied */
void store_int(sqlite3_stmt *, int at, int64_t);
void store_real(sqlite3_stmt *, int at, double);
void store_null(sqlite3_stmt *, int at);
bool store_step(sqlite3_stmt *);			/* is there a row; resets where there is none */
void store_run(sqlite3_stmt *);				/* to the end, then reset */
const char *store_cell(sqlite3_stmt *, int at);		/* "" for NULL; valid until the next step */
int64_t store_number(sqlite3 *, const char *sql);	/* the first cell of the first row */
void store_finish(sqlite3_stmt *);

/* Is a column of this name an amount, whole ten-thousandths in the store? */
bool store_is_amount(const char *name);

/* Columns named as in the query, then every row. */
void store_put(sqlite3_stmt *, struct put *);

/*
 * Allow SQL that a user wrote: reading and functions, nothing else, until the store is closed.
 * store_where checks that WHERE is one expression over FROM and ends the tool if it is not.
 */
void store_guard(sqlite3 *);
void store_where(sqlite3 *, const char *from, const char *where);

/* Loads: a row in the table batch. */
struct store_batch {
	int64_t batch;
	int64_t read, added, updated, unchanged, rejected;
};

/* A new batch inside the transaction. */
struct store_batch store_batch_new(sqlite3 *, const char *tool);

/* The batch of the tool that read the same bytes before, 0 if none did. */
int64_t store_batch_of(sqlite3 *, const char *tool, const char *digest);
void store_batch_end(sqlite3 *, const struct store_batch *, const char *digest);
void store_batch_put(const struct store_batch *, struct put *);

/* A checked copy, whole or not at all; FILE must not be there. */
void store_backup(sqlite3 *, const char *path);

#endif
