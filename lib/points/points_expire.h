/* points_expire - an entry for each lot that has expired with points left (program). */
#ifndef POINTS_EXPIRE_H
#define POINTS_EXPIRE_H
#include <stdint.h>

struct batch;
struct record_opts;
struct store;

/*
 * Expires what is left of the lots that are not usable any more on DAY. The entries are dated with
 * the day on which the lot expired, so a balance of any day is the same before and after. Counts
 * the lots in BATCH.
 */
void points_expire(struct store *, int32_t day, struct batch *);

/*
 * points-log --expire: the same as a batch of TOOL, on the day of --date or today, in the store of
 * the options. Prints the counts.
 */
void points_expire_run(const struct record_opts *, const char *tool);

#endif
