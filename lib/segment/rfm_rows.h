/*
 * rfm_rows - the RFM scores and segments of customers as rows of a table (program).
 *
 * R goes by the last purchase day, F by the number of purchase days, M by the spend; each is
 * scored among the customers to rank on (history.h), or by limits of a file.
 */
#ifndef RFM_ROWS_H
#define RFM_ROWS_H
#include <stdbool.h>

#include "lib/history/history.h"
#include "lib/segment/rfm_limits.h"
#include "lib/segment/segmap.h"

struct put;

struct rfm_rows {
	struct rfm_limits limits;
	const struct segmap *map;
};

/*
 * The limits, for a map with one segment for each code; it must outlive them.  PARAMS: read them
 * from this file; NULL: fit.  Ends the tool if there are customers but no amounts.
 */
struct rfm_rows rfm_rows_fit(const struct histories *, const struct segmap *, int bins,
    const char *params);

/* A row per customer: the scores, the code and the segment; EXPLAIN adds a column that says why. */
void rfm_rows_print(const struct rfm_rows *, const struct histories *, bool explain, struct put *);

/* A row per segment, in the order of the map (profile.h). */
void rfm_rows_profile(const struct rfm_rows *, const struct histories *, struct put *);

#endif
