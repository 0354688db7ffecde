/*
 * tracking - the cumulative repeat purchases, week by week, predicted and actual (program).
 *
 * The customers are those who had bought by the day of the prediction. What a model predicts of
 * them by the end of a week is the sum of E[X(t)] over those who had bought by then, where t is the
 * time since their first purchase: the tracking plot of Fader, Hardie and Lee (2005).
 */
#ifndef TRACKING_H
#define TRACKING_H
#include <stdint.h>

#include "lib/history/history.h"
#include "lib/value/btyd.h"

struct put;

/*
 * Prints a row per week, from the first purchase to HORIZON days after the day of the prediction;
 * the last week may be shorter. The histories must have the purchase days
 * (history_opts.days), and those of the horizon (history_opts.after).
 */
void tracking_print(const struct histories *, const struct btyd *, int32_t horizon, struct put *);

#endif
