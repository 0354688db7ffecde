/*
 * history_check - compares the table history with the orders (program).
 *
 * The tools keep the table up to date load by load, and triggers do so with the view
 * history_computed. The check folds all orders at once instead, in the order in which they are
 * stored. It asks the view only about customers whose orders the fold cannot take.
 */
#ifndef HISTORY_CHECK_H
#define HISTORY_CHECK_H

struct check_report;
struct store;

/* Reports each customer whose row is wrong, and then each whose row is missing, sorted by id. */
void history_check(struct store *, const struct check_report *);

#endif
