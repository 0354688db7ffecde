#include "lib/survey/metric_rows.h"

#include <math.h>

#include "lib/base/fail.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/stat/misfit.h"

enum { FEW = 5 };	/* with fewer answers, one of them is worth more than 20 points of NPS */

static void
note_scale(enum misfit m, const struct rating_scale *s, intmax_t all, intmax_t ones, int high)
{
	if (m == MISFIT_SURE)
		fail("all %jd scores are from 1 to %d; if the scale is %d to %d, use --scale=%d-%d",
		    all, high, s->low, s->high, s->low, s->high);
	if (m == MISFIT_LIKELY)
		opt_note("all %jd scores are from 1 to %d; if the scale is %d to %d, use "
		    "--scale=%d-%d", all, high, s->low, s->high, s->low, s->high);
	if (m == MISFIT_ONE)
		opt_note("no score of %jd is 0, but %jd are 1: was the lowest answer 1? if it was "
		    "0, use --scale=%d-%d", all, ones, s->low, s->high);
}

void
metric_rows_check(const struct metric_opts *o, const struct tally *a, bool given)
{
	int64_t sum[RATING_COUNTS] = { 0 }, all = 0;
	int high = 0;

	for (size_t i = 0; i < tally_groups(a); i++) {
		const int64_t *count = tally_group(a, i)->count;
		const int64_t n = rating_between(count, 0, RATING_MAX);

		if (o->population >= 0 && n > o->population)
			fail("%jd answers exceed the population of %jd", (intmax_t)n,
			    (intmax_t)o->population);
		for (size_t score = 0; score < RATING_COUNTS; score++)
			sum[score] += count[score];
		all += n;
	}
	const enum misfit m = misfit(sum, o->scale, &high);

	if (!given)
		note_scale(m, &o->scale, all, sum[1], high);
}

/* If no row has enough answers. Where some have, the column size says which have not. */
static void
note_few(const struct tally *a)
{
	int64_t all = 0, most = 0;

	for (size_t i = 0; i < tally_groups(a); i++) {
		const int64_t n = rating_between(tally_group(a, i)->count, 0, RATING_MAX);

		all += n;
		most = n > most ? n : most;
	}
	if (most > 0 && most < FEW && all == most)
		opt_note("only %jd answer%s: too few to draw a conclusion", (intmax_t)all,
		    TEXT_PLURAL(all));
	else if (most > 0 && most < FEW)
		opt_note("no row has more than %jd answer%s: too few to draw a conclusion",
		    (intmax_t)most, TEXT_PLURAL(most));
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
	note_few(a);
	return reached;
}
