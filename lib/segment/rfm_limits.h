/*
 * rfm_limits - a file with the values at which the scores begin: metric,score,from (program).
 *
 * A metric is r (days since the last purchase), f (purchase days) or m (spend). A customer gets the
 * score of the row with the highest FROM that does not exceed the customer's value; if there is
 * none, that of the row with the lowest FROM. So the scores of f and m ascend with FROM, and those
 * of r descend. A user can write the file, or save it from a fit.
 */
#ifndef RFM_LIMITS_H
#define RFM_LIMITS_H
#include <stdint.h>

#include "lib/segment/rfm.h"

struct rfm_limits {
	struct rfm_cuts r, f, m;	/* r has days of last purchases */
};

struct put;

/* Prints the rows of the file, or writes it. */
void rfm_limits_put(const struct rfm_limits *, int32_t as_of, struct put *);
void rfm_limits_save(const struct rfm_limits *, int32_t as_of, const char *path);

/* Ends the tool if the file lacks one of the metrics, or if a row contradicts the others. */
struct rfm_limits rfm_limits_read(const char *path, int bins, int32_t as_of);

#endif
