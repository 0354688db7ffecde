/*
 * trail - the steps of all cases of the store, by case (program).
 *
 * They are read once and held, 16 bytes each: to look for those of one case after the other would
 * take five times as long.
 */
#ifndef TRAIL_H
#define TRAIL_H
#include <stdint.h>

#include "lib/feedback/casework.h"

struct store;
struct trail;

/* Those until a day, YYYY-MM-DD; a date that is no day of the calendar ends the tool. */
struct trail *trail_read(struct store *, const char *as_of);
void trail_free(struct trail *);

/* Adds those of a case; each call is for a higher case_id than the one before. */
void trail_add(struct trail *, int64_t case_id, struct casework *to);

#endif
