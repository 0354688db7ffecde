/*
 * outcome - what a customer of a trial did in a time, from the days of a history (pure).
 *
 * A day counts if FROM < day <= UNTIL: the day of the assignment belongs to the time before it. A
 * refund counts on the purchase day that it reduces (fold.h).
 */
#ifndef OUTCOME_H
#define OUTCOME_H
#include <stdint.h>

#include "lib/history/history.h"

enum outcome { OUTCOME_SPEND, OUTCOME_ORDERS, OUTCOME_BOUGHT, OUTCOME_CHURNED, OUTCOMES };

const char *outcome_name(enum outcome);	/* spend, orders, bought, churned */
int outcome_of(const char *name, size_t n);	/* -1: not an outcome */

/* spend in units of the currency; bought and churned: 0 or 1. H of NULL has bought nothing. */
double outcome_value(const struct history *, enum outcome, int32_t from, int32_t until);

#endif
