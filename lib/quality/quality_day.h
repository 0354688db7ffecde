/*
 * quality_day - the counts of a day, remembered in the store, to compare later days with (program).
 */
#ifndef QUALITY_DAY_H
#define QUALITY_DAY_H
#include <stdint.h>

#include "lib/quality/quality.h"

struct store;
struct quality_day_before;

/*
 * The counts of the latest day before AS_OF that was remembered. DATE gets it; DATE_NONE: none. The
 * caller frees them.
 */
struct quality_day_before *quality_day_before_new(struct store *, int32_t as_of, int32_t *date);
void quality_day_before_free(struct quality_day_before *);

/* The share of bad rows then; NAN: the rule had no rows then, or was not counted. */
double quality_day_before_share(const struct quality_day_before *, const struct quality_row *);

/*
 * Adds the counts as a batch in a transaction, and commits. If a day is remembered again, its
 * latest batch counts; the same counts again change nothing.
 */
void quality_day_remember(const struct quality *, struct store *, const char *tool, int32_t as_of);

#endif
