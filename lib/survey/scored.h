/*
 * scored - records rows with the columns kind and score as record_insert_sink does, and notes after
 * the load if its scores look like those of another scale (misfit.h) (program).
 */
#ifndef SCORED_H
#define SCORED_H
#include "lib/store/record.h"

extern const struct record_sink scored_sink;

#endif
