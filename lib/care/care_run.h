/* care_run - the run of care-due: finds who is due, hands the list out, prints it (program). */
#ifndef CARE_RUN_H
#define CARE_RUN_H
#include "lib/care/care_opts.h"

/* TOOL is the name by which a list that is handed out is recorded as a batch. */
void care_run(const struct care_opts *, const char *tool);

#endif
