/*
 * trail - the steps of all cases of the store, by case (program).
 *
 * They are read at once and kept in memory, 16 bytes each. One query per case would take five times
 * as long.
 */
#ifndef TRAIL_H
#define TRAIL_H
#include <stdint.h>

#include "lib/feedback/casework.h"

struct store;
struct trail;

/* Reads all steps up to a day (YYYY-MM-DD). A date that is not valid ends the tool. */
struct trail *trail_read(struct store *, const char *as_of);
void trail_free(struct trail *);

/* Adds the steps of a case to TO. Each call must have a higher case_id than the previous one. */
void trail_add(struct trail *, int64_t case_id, struct casework *to);

#endif
