#include "lib/diff/diff_score.h"

#include "lib/base/num.h"
#include "lib/stat/nps.h"

bool
diff_score(const char *cell, double *points)
{
	int64_t score, count[NPS_SCORES] = { 0 };

	if (!num_count(cell, &score) || score >= NPS_SCORES)
		return false;
	count[score] = 1;
	const struct nps one = nps_count(count);

	*points = nps_score(&one);
	return true;
}
