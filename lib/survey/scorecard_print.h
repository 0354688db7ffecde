/* scorecard_print - prints scorecards, their items, or balances of values and costs (program). */
#ifndef SCORECARD_PRINT_H
#define SCORECARD_PRINT_H
#include <stdbool.h>

#include "lib/survey/scorecard_rows.h"

struct put;

/*
 * Prints a row per subject and wave, or with ITEMS one per item of each. Notes how many scores are
 * compared with those of a wave in which other items have marks.
 */
void scorecard_print(struct scorecard_rows *, bool items, struct put *);

#endif
