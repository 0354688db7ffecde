/*
 * backtest - scores of an earlier day held against what came to pass (program).
 */
#ifndef BACKTEST_H
#define BACKTEST_H
#include "lib/churn/facts.h"
#include "lib/churn/risk.h"
#include "lib/history/history.h"
#include "lib/io/plot.h"

struct put;

/*
 * The histories are those of the day of the scores, with days.  The outcome is no purchase in the
 * horizon that follows it.  Prints, or where PUT is NULL plots, evaluation.h's rows for the risk that is asked for, for the purchase
 * model where it is another, and for the idle time alone.  Ends the tool where the log does not
 * reach over the horizon, or has no such window at all.
 */
void backtest_print(const struct histories *, const struct facts *, const struct risk_opts *, struct put *, enum plot_form);

#endif
