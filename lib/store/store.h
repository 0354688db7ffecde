/*
 * store - the SQLite file: which one, how it is opened, transactions (program).
 *
 * main opens the store once and passes the handle down.  A function that finds an error ends the
 * tool with SQLite's message; a transaction that is open then is rolled back.
 */
#ifndef STORE_H
#define STORE_H
#include <stdbool.h>

#include "lib/io/opt.h"
#include "lib/store/connection.h"

struct store_opts {
	const char *db;		/* -d FILE */
	bool standard;		/* -D, in tools that otherwise read CSV */
};

/* For the option tables of store tools, and of analyses. */
#define STORE_OPTS(o) \
	{ OPT_FILE, 'd', "db", "FILE", \
	    "store file ($CUSTKIT_DB, or custkit/custkit.db in $XDG_DATA_HOME)", &(o)->db }
#define STORE_OPTS_ANALYSIS(o) \
	{ OPT_FILE, 'd', "db", "FILE", "read the facts from this store", &(o)->db }, \
	{ OPT_FLAG, 'D', "default-db", NULL, "read the facts from the default store", \
	    &(o)->standard }

enum store_mode {
	STORE_READ,	/* never creates, cannot write */
	STORE_TEND,	/* as STORE_READ, without its time zone: to look after the file */
	STORE_UPDATE,	/* as STORE_READ, but may write later */
	STORE_CHANGE,	/* writes, never creates */
	STORE_WRITE,	/* creates the default store if there is none, and says so */
	STORE_NEW,	/* the file must not exist */
};

struct store_new {		/* what a new store says about itself */
	const char *currency;	/* CNY, EUR; NULL: not said */
	const char *timezone;	/* Asia/Shanghai; NULL: not said */
};

/* The path of the file; valid as long as the program. */
const char *store_path(const struct store_opts *);

/*
 * To read, the file must be a store of this version; from then on today, and date-times with an
 * offset, are in its time zone.  To write, see store_begin.
 */
struct store *store_open(const struct store_opts *, enum store_mode, const struct store_new *);
void store_close(struct store *);	/* NULL: nothing to do */

/* For an analysis: is a store named, and the store that is, opened to read; NULL: none is. */
bool store_is_wanted(const struct store_opts *);
struct store *store_wanted(const struct store_opts *);

/* For query_finds: is there a customer of this id? */
sqlite3_stmt *store_customer_query(struct store *);

/*
 * The zone that date-times with an offset are converted to: TZ, an option, else the store's; NULL:
 * none.  From now on it is also that of today.  Valid until the store is closed.
 */
const char *store_zone(struct store *, const char *tz);

/*
 * IMMEDIATE.  Checks that the file is a store; an older one is copied to FILE.v1 (its version) and
 * brought up to date, which the commit says.  Without a commit the copy is removed again.  From
 * here on store->zone is known; a writer may use another zone (--tz): it calls store_zone.
 */
void store_begin(struct store *);
void store_commit(struct store *);
void store_rollback(struct store *);

/* For a bulk load, before store_begin: keep the cache in memory, and run no triggers. */
void store_bulk(struct store *);

#endif
