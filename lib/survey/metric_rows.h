/* metric_rows - prints NPS, CSAT or CES of each group of a tally (program). */
#ifndef METRIC_ROWS_H
#define METRIC_ROWS_H
#include <stdbool.h>

#include "lib/survey/metric.h"
#include "lib/survey/tally.h"

/*
 * Ends the tool if a group has more answers than the population. Also, unless the scale was GIVEN,
 * if all answers on a longer scale are from 1 to 5 or from 1 to 7: that scale has no promoters.
 */
void metric_rows_check(const struct metric_opts *, const struct tally *, bool given);

/*
 * Prints a row per group. Returns whether all scores are at least LEAST; a group without a score
 * is below it, and so is a table without groups. NAN: true.
 */
bool metric_rows_print(const struct metric_opts *, const struct tally *, double least,
    struct put *);

#endif
