/*
 * backtest - compares the scores of an earlier day with the purchases after it (program).
 */
#ifndef BACKTEST_H
#define BACKTEST_H
#include "lib/churn/facts.h"
#include "lib/churn/risk.h"
#include "lib/history/history.h"

struct put;

/*
 * The histories are as of the day of the scores, and have the purchase days. The outcome of a
 * customer is 1 if the customer buys nothing within the horizon after that day, else 0. Prints the
 * rows of evaluation.h, or plots them if PUT is NULL: for the risk by the options, for the purchase
 * model if that is another method, and for the idle time alone. Ends the tool if the log ends
 * before the horizon does.
 */
void backtest_print(const struct histories *, const struct facts *, const struct risk_opts *,
    struct put *, const char *form);

#endif
