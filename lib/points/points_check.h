/*
 * points_check - finds faults of the ledger of points: what no operation of custkit can have
 * written (program).
 */
#ifndef POINTS_CHECK_H
#define POINTS_CHECK_H
#include "lib/store/check.h"

/* The sums of the lots, the balances and the sum of the entries must be equal, too. */
void points_check(struct store *, const struct check_report *);

#endif
