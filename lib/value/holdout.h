/*
 * holdout - compares the purchases that a model predicts from an earlier day with the actual ones
 * (program).
 */
#ifndef HOLDOUT_H
#define HOLDOUT_H
#include "lib/history/history.h"
#include "lib/value/buyer.h"
#include "lib/value/clv_by.h"

struct put;

/*
 * Prints a row for all customers and a row per frequency; with groups, these rows per group, after
 * a column with the group, sorted bytewise. The histories are as of the day of the
 * prediction, and have the purchases of the horizon after it (history_opts.after). Call
 * buyer_prepare first. Notes if the predicted total differs from the actual one by more than 15 %.
 */
void holdout_print(const struct histories *, const struct buyer *, const struct clv_by *,
    struct put *);

#endif
