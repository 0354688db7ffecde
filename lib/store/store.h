/*
 * store - opens the SQLite file, and begins and ends transactions (program).
 *
 * main opens the store once and passes the handle down. If a function finds an error, it ends the
 * tool with SQLite's message, and an open transaction is rolled back.
 */
#ifndef STORE_H
#define STORE_H
#include <stdbool.h>

#include "lib/io/opt.h"
#include "lib/store/connection.h"

struct store_opts {
	const char *db;		/* -d FILE */
	bool standard;		/* -D; a tool that never reads CSV takes this store anyway */
};

/* For the option tables of store tools and of analyses. */
#define STORE_OPTS(o) \
	{ OPT_FILE, 'd', "db", "FILE", \
	    "store file ($CUSTKIT_DB, or custkit/custkit.db in $XDG_DATA_HOME)", &(o)->db }, \
	{ OPT_FLAG, 'D', "default-db", NULL, "use the default store, as without -d", \
	    &(o)->standard }
#define STORE_OPTS_ANALYSIS(o) \
	{ OPT_FILE, 'd', "db", "FILE", "read the facts from this store", &(o)->db }, \
	{ OPT_FLAG, 'D', "default-db", NULL, "read the facts from the default store", \
	    &(o)->standard }

enum store_mode {
	STORE_READ,	/* never creates the file, cannot write */
	STORE_TEND,	/* as STORE_READ, but ignores the store's time zone: for maintenance */
	STORE_UPDATE,	/* as STORE_READ, but may write later */
	STORE_CHANGE,	/* writes, never creates the file */
	STORE_WRITE,	/* writes; creates the default store if there is none, with a note */
	STORE_NEW,	/* the file must not exist */
};

struct store_new {		/* the table meta of a new store */
	const char *currency;	/* CNY, EUR; NULL: not stored */
	const char *timezone;	/* Asia/Shanghai; NULL: not stored */
	const char *country;	/* of telephone numbers, CN; NULL: not stored */
};

/* The path of the file. Valid until the tool ends. */
const char *store_path(const struct store_opts *);

/*
 * Opens the store. In a mode that reads, the file must be a store of this version, and its time
 * zone becomes the zone of today and of date-times with an offset. In a mode that writes,
 * store_begin does both. The caller closes the store.
 */
struct store *store_open(const struct store_opts *, enum store_mode, const struct store_new *);
void store_close(struct store *);	/* NULL: does nothing */

/*
 * For an analysis: whether the options name a store, and this store, opened with STORE_READ. NULL:
 * they name none.
 */
bool store_is_wanted(const struct store_opts *);
struct store *store_wanted(const struct store_opts *);

/* A query for query_finds: whether there is a customer with this id. */
sqlite3_stmt *store_customer_query(struct store *);

/* A query for store_is_forgotten: whether a customer was forgotten. NULL: nobody was. */
sqlite3_stmt *store_forgotten_query(struct store *);
bool store_is_forgotten(sqlite3_stmt *, const char *id);

/*
 * The zone to which date-times with an offset are converted: TZ (an option), or if it is NULL, the
 * zone of the store; NULL if the store has none. The zone of today becomes the same. Valid until
 * the store is closed.
 */
const char *store_zone(struct store *, const char *tz);

/* The code of the currency of all amounts; NULL if the store has none. The caller frees it. */
char *store_currency(struct store *);

/*
 * Begins an IMMEDIATE transaction, and checks that the file is a store without triggers of another
 * program (foreign.h); after store_accept, accepts them instead. An older store is copied to
 * FILE.v1 (the number is its version) and upgraded; store_commit prints a note of it. Without a
 * commit the copy is removed again. Sets store->zone, but does not use it: a writer calls
 * store_zone, because --tz may name another zone.
 */
void store_begin(struct store *);
void store_accept(struct store *);
void store_commit(struct store *);
void store_rollback(struct store *);

/* Keeps the pages of a large change in memory, up to 1 GiB. */
void store_cache(struct store *);

/* Prepares a bulk load: keeps the cache in memory, disables triggers. Call before store_begin. */
void store_bulk(struct store *);

/* For an erasure: tables to which rows are only added change, too. Call before store_begin. */
void store_without_triggers(struct store *);

#endif
