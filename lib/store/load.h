/*
 * load - a bulk load: CSV into the store in one transaction, all rows or none (program).
 *
 * The header of the CSV is read before the store is opened. A tool upstream that writes to the same
 * store commits before it prints, so it has committed by then. The other rows are read inside the
 * transaction.
 *
 * With --rejects the good rows are loaded, and the bad rows are written to a file. Input with the
 * digest of an earlier load is refused, unless --again is given.
 */
#ifndef LOAD_H
#define LOAD_H
#include <stdbool.h>

#include "lib/base/date.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/io/rejects.h"
#include "lib/io/table.h"
#include "lib/store/batch.h"
#include "lib/store/store.h"

struct load_opts {
	const char *rejects;
	bool again, dry_run;
	struct date_reader dates;
	struct reading reading;
};

#define LOAD_OPTS(o) \
	READING_OPTS(&(o)->reading), \
	{ OPT_OUTPUT, 0, "rejects", "FILE", \
	    "load the good rows, write bad rows to FILE, exit 1", &(o)->rejects }, \
	{ OPT_FLAG, 0, "again", NULL, \
	    "load the input even if it was loaded before", &(o)->again }, \
	{ OPT_FLAG, 'n', "dry-run", NULL, \
	    "show what would change, but change nothing", &(o)->dry_run }, \
	{ OPT_TEXT, 0, "tz", "ZONE", \
	    "convert date-times with an offset to ZONE (the store's)", &(o)->dates.zone }

struct load {
	const char *tool;
	struct store *store;
	struct table *in;
	struct rejects *rejects;	/* NULL without --rejects */
	struct batch batch;
	struct load_opts opts;
	int64_t equal;			/* rows equal to stored rows, which must not be */
};

/* Opens the CSV and the store, and begins the transaction and the batch. */
void load_begin(struct load *, const char *tool, const struct store_opts *,
    const struct load_opts *, char **operands);

/* Ends the tool if amounts with signs of this currency are not in the currency of the store. */
void load_check_currency(struct store *, enum spelling_currency);

/* Whether the rows so far can be loaded. If not, further rows are only checked. */
bool load_good(const struct load *);

/*
 * Commits, or with --dry-run rolls back, and closes the CSV and the store. Ends the tool instead if
 * a row is bad and there is no --rejects, if rows are equal to stored rows, or if the input was
 * loaded before.
 */
void load_end(struct load *);

#endif
