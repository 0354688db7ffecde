/*
 * hand_out - records in the table care what a list hands out, so that it is handed out once
 * (program).
 *
 * Who is held out of a trial is recorded, too, so that the effect of the list can be measured.
 */
#ifndef HAND_OUT_H
#define HAND_OUT_H
#include <stdint.h>

#include "lib/care/worklist.h"

/* Ends the tool if the day is in the future. */
void hand_out_check(int32_t as_of);

/*
 * Records all items of the list, as a batch of TOOL which cust-undo can undo. Items that an earlier
 * run has recorded but not printed are recorded already. With OPTS->trial also records who enters
 * the trial, in both arms.
 */
void hand_out_record(struct store *, struct worklist *, int32_t as_of,
    const struct worklist_opts *opts, const char *tool);

/* After the list is printed: marks its items as printed. */
void hand_out_mark(struct store *, const struct worklist *);

#endif
