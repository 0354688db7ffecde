/*
 * misfit - signs that answers were given on another scale than the one they are read on (pure).
 *
 * A sign counts if it had a probability of at most 5 % on the scale itself, even where customers
 * are unhappy:
 *
 * - All answers from 1 to 5. If a share q of the customers answers there, the probability is q^n;
 *   10 answers suffice up to q = .05^(1/10) = .741. On 0 to 10 these are detractors, and their
 *   share is at most (1 - NPS/100) / 2: this covers every NPS above -48. The lowest of 299
 *   companies in the Net Promoter Score Benchmark Study (Temkin Group, 2017) was -9.
 * - All answers from 1 to 7: 20 answers suffice up to q = .861, if 14 % answer above 7.
 * - No answer is 0, but some are 1, on a scale from 0. If 0 is as frequent as 1 among the very
 *   dissatisfied, the probability is at most 2^-n for n answers of 1: 1/32 for 5. The answers above
 *   1 do not matter, so that few complaints are no sign.
 *
 * From 30 answers the first two are beyond doubt: .75^30 = .0002.
 */
#ifndef MISFIT_H
#define MISFIT_H
#include <stdint.h>

#include "lib/stat/rating.h"

enum misfit {
	MISFIT_NONE,
	MISFIT_ONE,	/* no answer is 0 */
	MISFIT_LIKELY,	/* all are from 1 to HIGH */
	MISFIT_SURE,	/* the same, and there are many */
};

/* HIGH is 5 or 7, the end of the shorter scale; set for MISFIT_LIKELY and MISFIT_SURE. */
enum misfit misfit(const int64_t count[RATING_COUNTS], struct rating_scale, int *high);

#endif
