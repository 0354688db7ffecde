#include "lib/stat/survival.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/stat/sample.h"

static int
by_time(const void *a, const void *b)
{
	const struct survival_case *x = a, *y = b;

	return (x->time > y->time) - (x->time < y->time);
}

void
survival_sort(struct survival_case *c, size_t n)
{
	if (n > 0)	/* or C may be NULL */
		qsort(c, n, sizeof *c, by_time);
}

/* GREENWOOD is the sum of events / (n (n - events)), where n are at risk. */
static void
estimate(struct survival_step *s, double greenwood)
{
	const double log_share = log(s->share);

	s->se = s->share > 0 ? s->share * sqrt(greenwood) : NAN;
	s->low = s->high = NAN;
	if (s->share > 0 && log_share < 0) {
		const double half = SAMPLE_Z * sqrt(greenwood) / -log_share;

		s->low = exp(log_share * exp(half));
		s->high = exp(log_share * exp(-half));
	}
}

static int64_t
count(const struct survival_case *c, size_t n, uint32_t group)
{
	int64_t of = 0;

	for (size_t i = 0; i < n; i++)
		of += c[i].group == group;
	return of;
}

struct survival_step *
survival_curve(const struct survival_case *c, size_t cases, uint32_t group, size_t *n)
{
	int64_t at_risk = count(c, cases, group);
	struct survival_step *step = mem_new((size_t)at_risk, sizeof *step);
	double share = 1, greenwood = 0;

	*n = 0;
	for (size_t i = 0, end; i < cases; i = end) {
		struct survival_step s = { .time = c[i].time, .at_risk = at_risk };

		for (end = i; end < cases && c[end].time == s.time; end++) {
			s.events += c[end].group == group && c[end].event;
			s.censored += c[end].group == group && !c[end].event;
		}
		if (s.events + s.censored == 0)
			continue;
		const double risk = (double)at_risk, left = (double)(at_risk - s.events);

		s.share = share *= left / risk;
		greenwood += s.events > 0 ? (double)s.events / (risk * left) : 0;
		estimate(&s, greenwood);
		at_risk -= s.events + s.censored;
		step[(*n)++] = s;
	}
	return step;
}

struct survival_median
survival_median(const struct survival_step *s, size_t n)
{
	struct survival_median m = { NAN, NAN, NAN };

	for (size_t i = 0; i < n; i++) {
		/* a limit that is not defined because nothing is left is 0 */
		const double low = s[i].share > 0 ? s[i].low : 0, high = s[i].share > 0 ?
		    s[i].high : 0;

		if (isnan(m.time) && s[i].share <= .5 + 1e-12)
			m.time = s[i].time;
		if (isnan(m.low) && low <= .5)
			m.low = s[i].time;
		if (isnan(m.high) && high <= .5)
			m.high = s[i].time;
	}
	return m;
}

struct comparison {
	size_t groups;
	enum survival_weight weight;
	double *at_risk, *events;	/* per group, at the current time */
	double *less;			/* per group: the sum of weight * (events - expected) */
	double *variance;		/* groups x groups: of less */
	double *expected;		/* per group; NULL: not wanted */
};

/* Adds the events of a time, of which there are at least one. */
static void
add_events(struct comparison *c)
{
	double risk = 0, events = 0;

	for (size_t g = 0; g < c->groups; g++) {
		risk += c->at_risk[g];
		events += c->events[g];
	}
	const double w = c->weight == SURVIVAL_BRESLOW ? risk : 1;
	const double spread = risk > 1 ? w * w * events * (risk - events) / (risk - 1) : 0;

	for (size_t g = 0; g < c->groups; g++) {
		const double share = c->at_risk[g] / risk;

		c->less[g] += w * (c->events[g] - events * share);
		if (c->expected)
			c->expected[g] += events * share;
		for (size_t k = 0; k < c->groups && share > 0; k++)
			c->variance[g * c->groups + k] +=
			    spread * share * ((g == k) - c->at_risk[k] / risk);
	}
}

static void
walk(struct comparison *c, const struct survival_case *of, size_t n)
{
	for (size_t i = 0; i < n; i++)
		c->at_risk[of[i].group]++;
	for (size_t i = 0, end; i < n; i = end) {
		bool any = false;

		for (size_t g = 0; g < c->groups; g++)
			c->events[g] = 0;
		for (end = i; end < n && of[end].time == of[i].time; end++) {
			c->events[of[end].group] += of[end].event;
			any = any || of[end].event;
		}
		if (any)
			add_events(c);
		for (size_t k = i; k < end; k++)
			c->at_risk[of[k].group]--;
	}
}

/* less' V^-1 less over the USED groups but the last, whose difference follows from the others. */
static double
statistic(const struct comparison *c, const size_t *used, size_t n)
{
	gsl_matrix *v = gsl_matrix_alloc(n, n);
	gsl_vector *less = gsl_vector_alloc(n), *x = gsl_vector_alloc(n);
	double chi2 = 0;

	for (size_t i = 0; i < n; i++) {
		gsl_vector_set(less, i, c->less[used[i]]);
		for (size_t k = 0; k < n; k++)
			gsl_matrix_set(v, i, k, c->variance[used[i] * c->groups + used[k]]);
	}
	gsl_linalg_cholesky_decomp1(v);
	gsl_linalg_cholesky_solve(v, less, x);
	for (size_t i = 0; i < n; i++)
		chi2 += gsl_vector_get(less, i) * gsl_vector_get(x, i);
	gsl_matrix_free(v);
	gsl_vector_free(less);
	gsl_vector_free(x);
	return chi2;
}

struct survival_test
survival_compare(const struct survival_case *of, size_t n, size_t groups,
    enum survival_weight weight, double *expected)
{
	struct comparison c = { groups, weight, mem_new(groups, sizeof(double)),
		mem_new(groups, sizeof(double)), mem_new(groups, sizeof(double)),
		mem_new(groups * groups, sizeof(double)), expected };
	size_t *used = mem_new(groups, sizeof *used), k = 0;
	struct survival_test t = { NAN, NAN, 0 };

	for (size_t g = 0; expected && g < groups; g++)
		expected[g] = 0;
	walk(&c, of, n);
	for (size_t g = 0; g < groups; g++)
		if (c.variance[g * groups + g] > 0)
			used[k++] = g;
	if (k > 1) {
		t.df = (int)k - 1;
		t.chi2 = statistic(&c, used, k - 1);
		t.p = gsl_cdf_chisq_Q(t.chi2, t.df);
	}
	free(c.at_risk);
	free(c.events);
	free(c.less);
	free(c.variance);
	free(used);
	return t;
}
