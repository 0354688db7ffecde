#include "lib/trial/trial_own.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/io/opt.h"

#define MISMATCH .001	/* below this p, the sizes of the arms are reported */

static void
note_pending(const struct trial_comparison *c)
{
	size_t pending = 0;
	int32_t first = INT32_MAX;
	char day[DATE_SIZE], as_of[DATE_SIZE];

	for (size_t i = 0; i < c->list.n; i++)
		if (c->list.at[i].pending) {
			const int32_t end = trial_end(c->list.opts, &c->list.at[i]);

			pending++;
			first = end < first ? end : first;
		}
	if (pending > 0)
		opt_note("%zu of %zu customers have no outcome by %s: the horizon of the first of"
		    " them ends on %s", pending, c->list.n, date_text(c->known.day, as_of),
		    date_text(first, day));
}

/*
 * The two-sided p of as many held-out customers as HELD, of N with the shares that sum up to MEAN:
 * exact if all shares are equal, else by the normal approximation.
 */
static double
mismatch(size_t held, size_t n, double mean, double variance, bool equal)
{
	if (!(variance > 0))
		return (double)held == mean ? 1 : 0;
	if (!equal)
		return erfc(fabs((double)held - mean) / sqrt(2 * variance));
	const double share = mean / (double)n;
	const double low = gsl_cdf_binomial_P((unsigned)held, share, (unsigned)n);
	const double high = held > 0 ? gsl_cdf_binomial_Q((unsigned)held - 1, share, (unsigned)n)
	    : 1;

	return fmin(1, 2 * fmin(low, high));
}

/* A trial whose arms have other sizes than assigned has lost customers: its results are wrong. */
static void
note_mismatch(const struct trial_comparison *c)
{
	const struct trial_list *l = &c->list;
	size_t held = 0;
	double mean = 0, variance = 0;
	bool equal = true;

	for (size_t i = 0; i < l->n; i++) {
		const double share = l->at[i].share;

		if (isnan(share))
			return;
		held += l->at[i].arm == ARM_HOLDOUT;
		mean += share;
		variance += share * (1 - share);
		equal = equal && share == l->at[0].share;
	}
	if (l->n == 0)
		return;
	const double p = mismatch(held, l->n, mean, variance, equal);

	if (p < MISMATCH)
		opt_note("%zu of %zu customers are held out, but about %.0f were to be (p = %.2g):"
		    " customers are missing, or the arms were changed; do not trust the"
		    " differences", held, l->n, mean, p);
}

struct one_arm {
	size_t strata, alone, customers;
};

/* Counts the strata of a group that has both arms, and those of them that have only one. */
static void
count_one_arm(const struct trial_comparison *c, const struct trial_group *g, struct one_arm *sum)
{
	const struct trial_case *of = c->list.at + g->from;
	const size_t strata = map_count(c->list.strata);
	size_t (*arm)[ARMS] = mem_new(strata + 1, sizeof *arm);

	for (size_t i = 0; i < g->n; i++)
		if (!of[i].pending)
			arm[of[i].stratum][of[i].arm]++;
	for (size_t s = 0; s < strata; s++) {
		const size_t n = arm[s][ARM_TREATMENT] + arm[s][ARM_HOLDOUT];
		const bool one = arm[s][ARM_TREATMENT] == 0 || arm[s][ARM_HOLDOUT] == 0;

		sum->strata += n > 0;
		sum->alone += n > 0 && one;
		sum->customers += one ? n : 0;
	}
	free(arm);
}

static void
note_one_arm(const struct trial_comparison *c)
{
	struct one_arm sum = { 0 };

	for (size_t g = 0; g < c->groups; g++)
		if (c->group[g].ready[ARM_TREATMENT] > 0 && c->group[g].ready[ARM_HOLDOUT] > 0)
			count_one_arm(c, &c->group[g], &sum);
	if (sum.alone > 0)
		opt_note("%zu of %zu strata have only one arm (%zu customers): they are compared as"
		    " one stratum together", sum.alone, sum.strata, sum.customers);
}

static void
note_few(const struct trial_comparison *c)
{
	size_t few = 0;

	for (size_t g = 0; g < c->groups && c->measures > 0; g++)
		few += c->result[g].few;
	if (few > 0)
		opt_note("%zu of %zu groups have fewer than %d customers in an arm, or too few for"
		    " an interval: their difference is left empty", few, c->groups, TRIAL_FEWEST);
}

void
trial_notes(const struct trial_comparison *c)
{
	note_pending(c);
	note_mismatch(c);
	note_one_arm(c);
	note_few(c);
}
