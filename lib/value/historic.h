/*
 * historic - the present value of what customers have bought so far (pure).
 */
#ifndef HISTORIC_H
#define HISTORIC_H
#include <stddef.h>

#include "lib/history/fold.h"

/*
 * The sum of the amounts of N days, from the first on, each discounted to the first day at a yearly
 * RATE by the convention Actual/365: (1+rate)^-(days/365). In ten-thousandths, as the amounts.
 */
double historic_value(const struct fold_day *, size_t n, double rate);

#endif
