#include "lib/io/marks.h"

enum marks_way
marks_best(void)
{
	enum marks_way best = MARKS_SCALAR;

	for (enum marks_way way = MARKS_SCALAR; way < MARKS_WAYS; way++)
		if (marks_can(way))
			best = way;
	return best;
}
