/*
 * loyalty_rows - labels customers by loyalty (program).
 *
 * The attitude is the latest NPS or CSAT score in the store, or the number in a column. Of scores
 * at the same time, NPS counts, and then the case recorded last.
 */
#ifndef LOYALTY_ROWS_H
#define LOYALTY_ROWS_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/base/duration.h"
#include "lib/io/opt.h"
#include "lib/segment/labels.h"

struct store;

struct loyalty_rows_opts {
	bool on;
	const char *attitude;		/* the column; NULL: the store */
	double attitude_from, csat_from;
	int64_t purchases;
	struct duration window;		/* .unit '\0': the whole past */
};

#define LOYALTY_ROWS_DEFAULTS { .attitude_from = 9, .csat_from = 4, .purchases = 2 }

#define LOYALTY_ROWS_OPTS(o) \
	{ OPT_FLAG, 0, "loyalty", NULL, \
	    "add the loyalty: true, latent, spurious, none, unknown", &(o)->on }, \
	{ OPT_TEXT, 0, "attitude", "COLUMN", \
	    "the attitude of each customer (the latest NPS or CSAT score in the store)", \
	    &(o)->attitude }, \
	{ OPT_NUMBER, 0, "attitude-from", "N", \
	    "an attitude or NPS score of N or more is high (9)", &(o)->attitude_from }, \
	{ OPT_NUMBER, 0, "csat-from", "N", \
	    "a CSAT score of N or more is high (4)", &(o)->csat_from }, \
	{ OPT_COUNT, 0, "loyal-purchases", "N", \
	    "N purchase days or more are many (2)", &(o)->purchases }, \
	{ OPT_DURATION, 0, "loyal-window", "DURATION", \
	    "count the purchase days at most DURATION ago (all)", &(o)->window }

/* Whether it needs all purchase days (history_opts.days). */
bool loyalty_rows_needs_days(const struct loyalty_rows_opts *);

/* STORE: of the scores; NULL: there is none. */
struct labelling loyalty_rows(const struct loyalty_rows_opts *, const struct labels *,
    struct store *);

#endif
