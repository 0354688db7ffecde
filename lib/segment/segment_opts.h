/* segment_opts - the options of cust-segment, and the labellings that they ask for (program). */
#ifndef SEGMENT_OPTS_H
#define SEGMENT_OPTS_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/history/history.h"
#include "lib/io/put.h"
#include "lib/segment/abc_rows.h"
#include "lib/segment/kmeans_rows.h"
#include "lib/segment/lifecycle_rows.h"
#include "lib/segment/loyalty_rows.h"
#include "lib/segment/moves.h"
#include "lib/segment/rfm_rows.h"
#include "lib/store/consent.h"

enum { SEGMENT_OPTS_BINS = 5 };

struct segment_opts {
	struct history_opts in;
	struct put_opts form;
	bool rfm;		/* the default, if no other labelling is asked for */
	const char *map, *save, *params;
	int64_t bins;
	bool check_map;
	struct lifecycle_rows_opts lifecycle;
	struct loyalty_rows_opts loyalty;
	struct abc_rows_opts abc;
	struct opt_list cut;
	struct kmeans_rows_opts kmeans;
	const char *rules;
	bool explain, profile;
	const char *remember;
	bool from_statistics;
	struct moves_opts moves;
	struct consent_opts consent;
};

#define SEGMENT_OPTS_DEFAULTS { .in = HISTORY_DEFAULTS, .bins = SEGMENT_OPTS_BINS, \
	.lifecycle = LIFECYCLE_ROWS_DEFAULTS, .loyalty = LOYALTY_ROWS_DEFAULTS, \
	.abc = ABC_ROWS_DEFAULTS, .kmeans = KMEANS_ROWS_DEFAULTS, .moves = { .since = DATE_NONE } }

/* For the option table: the scores, and the map of their segments. */
#define SEGMENT_OPTS_RFM(o) \
	{ OPT_FLAG, 0, "rfm", NULL, \
	    "score recency, frequency and spend (the default)", &(o)->rfm }, \
	{ OPT_COUNT, 0, "bins", "N", \
	    "score from 1 to N; N is 2 to 9 (5; others require --map)", &(o)->bins }, \
	{ OPT_FILE, 0, "map", "FILE", \
	    "the segment of each code: rfm,segment (segments/rfm.csv)", &(o)->map }, \
	{ OPT_OUTPUT, 0, "save", "FILE", \
	    "also write the limits of the scores to FILE: metric,score,from", &(o)->save }, \
	{ OPT_FILE, 0, "params", "FILE", \
	    "score by the limits in FILE instead of ranking the customers", &(o)->params }, \
	{ OPT_FLAG, 0, "check-map", NULL, \
	    "print codes with no segment or more than one; exit 1 if any", &(o)->check_map }

/* Ends the tool if the options are misused; then completes them. OPERANDS: there are some. */
void segment_opts_check(struct segment_opts *, bool operands);

/* Whether the changes or the matrix of a scheme are asked for, instead of customers. */
bool segment_opts_moves(const struct segment_opts *);

/*
 * Whether --plot draws a curve of the concentration (abc_rows_plot): for --pareto and --abc. Else
 * it draws the profile, which it implies.
 */
bool segment_opts_draws_curve(const struct segment_opts *);

/*
 * Adds the labellings, each of which can use the columns of those before. MAP is that of RFM.
 * STORE: of the histories, or NULL. With --save writes the limits of RFM.
 */
void segment_opts_label(const struct segment_opts *, const struct segmap *, struct store *,
    struct labels *);

#endif
