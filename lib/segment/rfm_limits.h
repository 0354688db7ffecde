/*
 * rfm_limits - where each score begins, in a file: metric,score,from (program).
 *
 * A metric is r (days since the last purchase), f (purchase days) or m (spend).  The score of a
 * customer is that of the row with the highest FROM that is not above the customer's value; a value
 * below all of them has the score of the lowest.  So the scores of f and m ascend with FROM, and
 * those of r descend.  A file can be written by hand, or saved from a fit.
 */
#ifndef RFM_LIMITS_H
#define RFM_LIMITS_H
#include <stdint.h>

#include "lib/segment/rfm.h"

struct rfm_limits {
	struct rfm_cuts r, f, m;	/* r by the last purchase day */
};

void rfm_limits_save(const struct rfm_limits *, int32_t as_of, const char *path);

/* Ends the tool if the file has not all three metrics, or a row does not fit the others. */
struct rfm_limits rfm_limits_read(const char *path, int bins, int32_t as_of);

#endif
