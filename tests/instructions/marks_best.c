/* Instead of that of the library: the way that every processor can go. */
#include "lib/io/marks.h"

enum marks_way
marks_best(void)
{
	return marks_can(MARKS_SSE2) ? MARKS_SSE2 : MARKS_SCALAR;
}
