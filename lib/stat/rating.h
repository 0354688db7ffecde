/*
 * rating - answers on a scale of whole numbers, by how many gave each (pure).
 *
 * CSAT is the share of the two highest of the scale, CES the mean; the share and the net of those
 * above the middle of the scale go with it.
 */
#ifndef RATING_H
#define RATING_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/stat/sample.h"

enum { RATING_MAX = 10, RATING_COUNTS = RATING_MAX + 1 };	/* ratings are 0 to 10 */

struct rating_scale {
	int low, high;
};

/* 0-10, 1-5: the ends of a scale, 0 <= low < high <= RATING_MAX. */
bool rating_scale_parse(const char *, struct rating_scale *to);

/* A whole number as CSV spells it, 9, or 9.0 as pandas writes it where some are missing; beyond RATING_MAX or
   below 0 if it is none of a scale. */
int rating_spelled(const char *);
static inline int
rating_of(const char *s)
{
	return s[0] >= '0' && s[0] <= '9' && s[1] == '\0' ? s[0] - '0' : rating_spelled(s);
}

/* Why this, from rating_of, is not on the scale: "is not from 1 to 5". */
enum { RATING_WHY = 64 };
const char *rating_why(int, struct rating_scale, char why[static RATING_WHY]);

int64_t rating_between(const int64_t count[RATING_COUNTS], int from, int to);	/* both included */

/* The answers above the middle of the scale, and those below. */
int64_t rating_above(const int64_t count[RATING_COUNTS], struct rating_scale);
int64_t rating_below(const int64_t count[RATING_COUNTS], struct rating_scale);

/* Share of YES in N, in points from 0 to 100, with Wilson's interval; centre and se are those of
   Agresti and Caffo (2000) for differences: one yes and one no more.  The variance is of 0 and 1. */
struct sample_estimate rating_share(int64_t yes, int64_t n, double rest);

/* Mean with Student's interval, cut off at the ends of the scale; none where all answers are alike. */
struct sample_estimate rating_mean(const int64_t count[RATING_COUNTS], struct rating_scale,
    double rest);

#endif
