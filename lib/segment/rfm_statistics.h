/*
 * rfm_statistics - the sufficient statistics of RFM: how many customers have each value of R, F and
 * M; and the limits of the scores from those of all parts (program).
 */
#ifndef RFM_STATISTICS_H
#define RFM_STATISTICS_H
#include "lib/history/history.h"

struct put;

/*
 * Prints the statistics of the histories of a CSV. Ends the tool if there are customers, but no
 * amounts.
 */
void rfm_statistics_print(const struct history_opts *, const char *tool, char **operands,
    struct put *);

/*
 * Reads the statistics of all parts from the operands, and prints the limits of BINS scores for all
 * customers, as rfm_rows_fit finds them. Also writes them to the file SAVE, if it is not NULL.
 */
void rfm_statistics_merge(const struct history_opts *, int bins, const char *save,
    const char *tool, char **operands, struct put *);

#endif
