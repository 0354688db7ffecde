/*
 * purchases - where the orders of the customers of a trial come from: a store or an order log
 * (program).
 */
#ifndef PURCHASES_H
#define PURCHASES_H
#include <stdbool.h>

#include "lib/history/history.h"

struct purchases_opts {
	struct history_opts log;
	const char *orders;	/* FILE; NULL: none */
};

#define PURCHASES_DEFAULTS { .log = HISTORY_DEFAULTS }

#define PURCHASES_OPTS(o) \
	{ OPT_FILE, 0, "orders", "FILE", \
	    "the orders, as CSV: customer_id, date, amount", &(o)->orders }, \
	STORE_OPTS_ANALYSIS(&(o)->log.store), \
	{ OPT_TEXT, 0, "tz", "ZONE", \
	    "convert date-times with an offset to this time zone", &(o)->log.dates.zone }, \
	{ OPT_FLAG, 0, "skip-bad", NULL, \
	    "leave out bad rows, report the first 20, exit 1", &(o)->log.skip_bad }, \
	{ OPT_COUNT, 0, "threads", "N", \
	    "number of threads, at most 16 (one per processor)", &(o)->log.threads }

/* Misuse if both or, if NEEDED, none of the two is given, or if both FILEs are standard input. */
void purchases_check(const struct purchases_opts *, char **operands, bool needed);

struct purchases;

/*
 * Reads the orders. Call it after the list of customers is read; the STORE is the open one, or
 * NULL. Returns NULL if there is neither.
 */
struct purchases *purchases_read(struct purchases_opts *, struct store *);

/* NULL: has bought nothing. */
const struct history *purchases_of(const struct purchases *, const char *id);

/* The day of the first order; DATE_NONE: there is none. */
int32_t purchases_first(const struct purchases *);
void purchases_free(struct purchases *);

#endif
