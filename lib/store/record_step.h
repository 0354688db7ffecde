/*
 * record_step - a step of rows that the same tool records (promise-log --kept), with the options of
 * recording (program).
 */
#ifndef RECORD_STEP_H
#define RECORD_STEP_H
#include "lib/store/record.h"
#include "lib/store/step_load.h"

/* As step_load_take. */
void record_step(const struct step_load_step *, const struct put_head *,
    const struct record_opts *, char **operands);

#endif
