/* metric_rows - prints NPS, CSAT or CES of each group of a tally (program). */
#ifndef METRIC_ROWS_H
#define METRIC_ROWS_H
#include <stdbool.h>

#include "lib/survey/metric.h"
#include "lib/survey/tally.h"

/*
 * Ends the tool if a group has more answers than the population. Also, unless the scale was GIVEN,
 * if the answers are beyond doubt from another scale (misfit.h); notes it if they seem to be.
 */
void metric_rows_check(const struct metric_opts *, const struct tally *, bool given);

/*
 * Prints a row per group, and notes if none has 5 answers. Returns whether all scores are at least
 * LEAST; a group without a score is below it, and so is a table without groups. NAN: true.
 */
bool metric_rows_print(const struct metric_opts *, const struct tally *, double least,
    struct put *);

#endif
