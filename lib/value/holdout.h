/*
 * holdout - the purchases that a model expected on an earlier day against those that came
 * (program).
 */
#ifndef HOLDOUT_H
#define HOLDOUT_H
#include "lib/history/history.h"
#include "lib/value/buyer.h"

struct put;

/*
 * Rows of all customers and of those of each frequency.  The histories are of the day of the
 * prediction, with the purchases of the horizon after it (history_opts); the buyer is prepared.
 * Says if the total is off by more than 15 %.
 */
void holdout_print(const struct histories *, const struct buyer *, struct put *);

#endif
