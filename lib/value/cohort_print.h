/* cohort_print - prints or draws what the options of cohort-calc ask for (program). */
#ifndef COHORT_PRINT_H
#define COHORT_PRINT_H
#include "lib/value/cohort_opts.h"

/*
 * Reads a table of durations, or orders from the operands or the store, and prints cohorts,
 * survival curves or the comparison of groups. Call cohort_opts_check first.
 */
void cohort_print(struct cohort_opts *, char **operands);

#endif
