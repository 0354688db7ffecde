/*
 * cut - cuts numbers into bins: at given limits, or by midrank into bins of about equal size
 * (pure).
 *
 * Bins are numbered from 1, the lowest numbers. A number equal to a limit is in the bin that begins
 * there. By midrank (rfm.h), equal numbers are in the same bin, in any order.
 */
#ifndef CUT_H
#define CUT_H
#include <stddef.h>

#include "lib/segment/rfm.h"

enum { CUT_BINS = RFM_CUTS };

struct cut {
	int bins;
	double from[CUT_BINS];	/* where bin 2 begins, bin 3 ...; INFINITY: no number is there */
};

/* Of N numbers; none of them NAN. BINS is 2 to CUT_BINS. */
struct cut cut_quantiles(const double *, size_t n, int bins);

/* 1 to bins. */
int cut_bin(const struct cut *, double);

#endif
