/*
 * steps_rows - steps of cases from a table: one row per step, in the order in which they were taken
 * (program).
 */
#ifndef STEPS_ROWS_H
#define STEPS_ROWS_H
#include "lib/store/record.h"

enum { STEPS_ROWS_AT, STEPS_ROWS_ACTOR };	/* the fields that have options */

extern const struct record steps_rows_record;

#endif
