/*
 * buyer_statistics - the sufficient statistics of the purchase models, of the spend model and of
 * the margin: written for a part of the customers, and fitted for all parts together (program).
 *
 * The models depend on nothing else. So the fit to all parts is, bit for bit, that to all
 * customers.
 */
#ifndef BUYER_STATISTICS_H
#define BUYER_STATISTICS_H
#include "lib/history/history.h"
#include "lib/value/buyer.h"

/*
 * Prints the statistics of histories that were opened with history_opts.statistics. They include
 * the times between purchases, if the days are known.
 */
void buyer_statistics_print(const struct histories *, const char *tool, struct put *);

/*
 * Reads the statistics of all parts from the operands, and fits the models to them, as buyer_fit
 * does. OPTS are those of the histories. No customer can be scored, only a new one.
 */
struct buyer *buyer_statistics_fit(const struct history_opts *, const struct buyer_opts *,
    const char *tool, char **operands);

#endif
