#include "lib/survey/metric_rows.h"

#include <math.h>

#include "lib/base/fail.h"
#include "lib/io/put.h"

enum { FIVE = 5, SEVEN = 7 };	/* the ends of other usual scales, which begin at 1 */

void
metric_rows_check(const struct metric_opts *o, const struct tally *a, bool given)
{
	const struct rating_scale *s = &o->scale;
	int64_t all = 0, to_five = 0, to_seven = 0;

	for (size_t i = 0; i < tally_groups(a); i++) {
		const int64_t *count = tally_group(a, i)->count;
		const int64_t n = rating_between(count, 0, RATING_MAX);

		if (o->population >= 0 && n > o->population)
			fail("%jd answers exceed the population of %jd", (intmax_t)n,
			    (intmax_t)o->population);
		all += n;
		to_five += rating_between(count, 1, FIVE);
		to_seven += rating_between(count, 1, SEVEN);
	}
	const int end = all == to_five ? FIVE : all == to_seven ? SEVEN : RATING_MAX;

	if (!given && s->high > end && all >= SAMPLE_SMALL)
		fail("all %jd scores are from 1 to %d; if the scale is %d to %d, use --scale=%d-%d",
		    (intmax_t)all, end, s->low, s->high, s->low, s->high);
}

bool
metric_rows_print(const struct metric_opts *o, const struct tally *a, double least,
    struct put *out)
{
	struct sample_estimate last;
	bool reached = isnan(least) || tally_groups(a) > 0;

	tally_columns(a, out);
	metric_columns(out, o);
	for (size_t i = 0; i < tally_groups(a); i++) {
		tally_put(a, i, out);
		last = metric_put(out, o, tally_group(a, i)->count,
		    tally_follows(a, i) ? &last : NULL);
		put_end(out);
		reached = reached && (isnan(least) || last.value >= least);
	}
	return reached;
}
