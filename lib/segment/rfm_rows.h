/*
 * rfm_rows - labels customers by RFM scores and segments (program).
 *
 * R is the last purchase day, F the number of purchase days, M the spend. Each is ranked among the
 * customers to rank on (history.h), or scored by the limits in a file (rfm_limits.h).
 */
#ifndef RFM_ROWS_H
#define RFM_ROWS_H
#include "lib/history/history.h"
#include "lib/segment/labels.h"
#include "lib/segment/rfm_limits.h"
#include "lib/segment/segmap.h"

struct rfm_rows {
	struct rfm_limits limits;
	const struct segmap *map;
};

/*
 * Fits the limits of the scores, or reads them from the file PARAMS if that is not NULL. The map
 * must have one segment per code, and must be freed after the result. Ends the tool if there are
 * customers, but no amounts.
 */
struct rfm_rows rfm_rows_fit(const struct histories *, const struct segmap *, int bins,
    const char *params);

/* Ends the tool if there are customers, but no amounts. */
void rfm_rows_need_amounts(const struct histories *);

/* The scores, the code and the segment. The map must outlive it. */
struct labelling rfm_rows(const struct rfm_rows *, const struct labels *);

#endif
