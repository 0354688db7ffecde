/*
 * rfm_statistics - the sufficient statistics of RFM: how many customers have each value of R, F and
 * M; and the limits of the scores from those of all parts (program).
 */
#ifndef RFM_STATISTICS_H
#define RFM_STATISTICS_H
#include <stdint.h>

#include "lib/history/history.h"
#include "lib/segment/rfm_limits.h"

/*
 * Prints the statistics of histories that were opened with history_opts.statistics. Ends the tool
 * if there are customers, but no amounts.
 */
void rfm_statistics_print(const struct histories *, const char *tool, struct put *);

/*
 * Reads the statistics of all parts from the operands: the limits of BINS scores for all customers,
 * as rfm_rows_fit finds them, and the as-of date.
 */
struct rfm_limits rfm_statistics_fit(const struct history_opts *, int bins, const char *tool,
    char **operands, int32_t *as_of);

#endif
