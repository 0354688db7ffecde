/*
 * history_shared - the histories of a store, folded once for several tools (program).
 *
 * A tool that runs others over the same store, such as cust-report, folds the orders once and keeps
 * the histories with their purchase days in a file in memory. The tools that it starts inherit the
 * file, and map it instead of folding the orders again. They use it only if it is of the same
 * state of the same store, by the same as-of date and options; else they fold, with the same
 * result.
 */
#ifndef HISTORY_SHARED_H
#define HISTORY_SHARED_H
#include <stdbool.h>
#include <stdint.h>

struct histories;
struct store;

/*
 * Folds the orders of the store up to AS_OF, and keeps the histories for the tools that are started
 * from now on. Notes are left to them. Returns the descriptor of the file, for history_shared_drop;
 * -1 if another program writes meanwhile: nothing is kept.
 */
int history_shared_keep(struct store *, int32_t as_of);
void history_shared_drop(int);

#endif
