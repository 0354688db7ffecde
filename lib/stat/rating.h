/*
 * rating - answers on a scale of whole numbers, as the number of answers per score (pure).
 *
 * CSAT is the share of the two highest scores, CES the mean. The share above the middle of the
 * scale, and that share minus the share below it, are reported with CES.
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

/* Reads the ends of a scale (0-10, 1-5): 0 <= low < high <= RATING_MAX. */
bool rating_scale_parse(const char *, struct rating_scale *to);

/*
 * Reads a whole number as CSV spells it: 9, or 9.0 as pandas writes it if a column has missing
 * values. The result is above RATING_MAX or below 0 if it is not a rating on any scale.
 */
int rating_spelled(const char *);
static inline int
rating_of(const char *s)
{
	if (s[0] >= '0' && s[0] <= '9' && s[1] == '\0')
		return s[0] - '0';
	return s[0] == '1' && s[1] == '0' && s[2] == '\0' ? 10 : rating_spelled(s);
}

/* The reason why a result of rating_of is not on the scale: "is not from 1 to 5". */
enum { RATING_WHY = 64 };
const char *rating_why(int, struct rating_scale, char why[static RATING_WHY]);

/* FROM and TO are inclusive */
int64_t rating_between(const int64_t count[RATING_COUNTS], int from, int to);

/* The number of answers above the middle of the scale, and below it. */
int64_t rating_above(const int64_t count[RATING_COUNTS], struct rating_scale);
int64_t rating_below(const int64_t count[RATING_COUNTS], struct rating_scale);

/*
 * The share of YES in N, in points from 0 to 100, with Wilson's interval. Centre and se are those
 * of Agresti and Caffo (2000) for differences: they add one yes and one no. The variance is that of
 * answers of 0 and 1, with the same two added.
 */
struct sample_estimate rating_share(int64_t yes, int64_t n, double rest);

/*
 * The mean with Student's interval, limited to the ends of the scale. There is no interval if all
 * answers are the same.
 */
struct sample_estimate rating_mean(const int64_t count[RATING_COUNTS], struct rating_scale,
    double rest);

#endif
