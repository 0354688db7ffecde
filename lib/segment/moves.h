/*
 * moves - who moved from one label to another between two dates, as remembered in the store
 * (program).
 *
 * A date stands for the latest run on or before it. Before the first run nobody has a label.
 */
#ifndef MOVES_H
#define MOVES_H
#include <stdint.h>

#include "lib/io/opt.h"

struct put;
struct store;

struct moves_opts {
	const char *changes, *matrix;	/* the scheme; NULL: not asked for */
	int32_t since;			/* DATE_NONE: the run before that of AS_OF */
	int32_t as_of;			/* DATE_NONE: today */
};

#define MOVES_OPTS(o) \
	{ OPT_TEXT, 0, "changes", "SCHEME", \
	    "print who moved from one label to another instead", &(o)->changes }, \
	{ OPT_TEXT, 0, "matrix", "SCHEME", \
	    "print how many moved, by pairs of labels, instead", &(o)->matrix }, \
	{ OPT_DATE, 0, "since", "DATE", \
	    "compare with the labels at DATE (those before the latest); with" \
	    " --profile: also who came to a segment and who left it since", \
	    &(o)->since }

/* A row per customer whose label differs: customer_id, since, as_of, from_label, to_label. */
void moves_changes(const struct moves_opts *, struct store *, struct put *);

/*
 * A row per pair of labels that occurs: since, as_of, from_label, to_label, the number of
 * customers, their share of those with this from_label, and its 95 % interval by Wilson.
 */
void moves_matrix(const struct moves_opts *, struct store *, struct put *);

/*
 * Calls TAKE with each customer who has a label after the latest run of the scheme by DAY. Ends the
 * tool if there is no such run.
 */
void moves_labels(struct store *, const char *scheme, int32_t day,
    void (*take)(void *ctx, const char *customer_id, const char *label), void *ctx);

#endif
