#include "lib/stat/misfit.h"

enum { FIVE = 5, SEVEN = 7 };	/* the ends of other usual scales, which begin at 1 */
enum { TO_FIVE = 10, TO_SEVEN = 20, ONES = 5 };	/* so many answers are a sign: see the header */

enum misfit
misfit(const int64_t count[RATING_COUNTS], struct rating_scale s, int *high)
{
	const int64_t n = rating_between(count, 0, RATING_MAX);
	const int end = n == rating_between(count, 1, FIVE) ? FIVE :
	    n == rating_between(count, 1, SEVEN) ? SEVEN : RATING_MAX;

	if (s.high > end) {
		*high = end;
		return n >= SAMPLE_SMALL ? MISFIT_SURE :
		    n >= (end == FIVE ? TO_FIVE : TO_SEVEN) ? MISFIT_LIKELY : MISFIT_NONE;
	}
	return s.low == 0 && count[0] == 0 && count[1] >= ONES ? MISFIT_ONE : MISFIT_NONE;
}
