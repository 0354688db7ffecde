/*
 * rfm_rows - prints the RFM scores and segments of customers (program).
 *
 * R ranks the last purchase day, F the number of purchase days, M the spend; each among the
 * customers to fit on (history.h).
 */
#ifndef RFM_ROWS_H
#define RFM_ROWS_H
#include <stdbool.h>

#include "lib/history/history.h"
#include "lib/segment/rfm.h"
#include "lib/segment/segmap.h"

struct put;

struct rfm_rows {
	struct rfm_cuts r, f, m;
	const struct segmap *map;
};

/*
 * Computes the cuts. The map must have one segment per code, and must outlive the result. Ends the
 * tool if there are customers but no amounts.
 */
struct rfm_rows rfm_rows_fit(const struct histories *, const struct segmap *, int bins);

/*
 * Prints a row per customer: the scores, the code and the segment. EXPLAIN adds a column with the
 * reason.
 */
void rfm_rows_print(const struct rfm_rows *, const struct histories *, bool explain, struct put *);

/* Prints a row per segment, in the order of the map (profile.h). */
void rfm_rows_profile(const struct rfm_rows *, const struct histories *, struct put *);

#endif
