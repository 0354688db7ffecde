#include "lib/churn/indicators.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_int.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/stat/binomial.h"

static const struct {
	const char *name;
	bool low;		/* a low measure is bad */
} kinds[INDICATORS] = {
	[INDICATORS_RHYTHM] = { "rhythm", false },
	[INDICATORS_PURCHASES] = { "purchases", true },
	[INDICATORS_CONTACTS] = { "contacts", true },
	[INDICATORS_COMPLAINTS] = { "complaints", false },
	[INDICATORS_SCORE] = { "score", true },
	[INDICATORS_PROMISES] = { "promises", false },
	[INDICATORS_CASES] = { "cases", false },
};

static const struct indicator unknown = { NAN, NAN, NAN, false };

enum { WHOLE_DAYS = 10 };	/* a sentence rounds the usual days to whole days from here on */

double
indicators_gap(int32_t *day, size_t n)
{
	if (n < 2)
		return NAN;
	for (size_t i = 0; i + 1 < n; i++)
		day[i] = day[i + 1] - day[i];
	return gsl_stats_int_median(day, 1, n - 1);
}

static struct indicator
rhythm(const struct indicators_facts *f)
{
	const double gap = isnan(f->gap) ? f->usual_gap : f->gap;

	if (f->idle < 0 || !(gap > 0))
		return unknown;
	return (struct indicator){ (double)f->idle, gap, (double)f->idle / gap, false };
}

/* Unknown if the time before is shorter than the recent past, or has no events. */
static struct indicator
drop(const struct indicators_past *p)
{
	if (p->recent_days <= 0 || p->before_days < p->recent_days ||
	    p->before <= 0 || p->recent < 0)
		return unknown;
	const double usual = (double)p->before * (double)p->recent_days / (double)p->before_days;
	const unsigned recent = p->recent < UINT_MAX ? (unsigned)p->recent : UINT_MAX;
	const double chance = gsl_cdf_poisson_P(recent, usual);

	return (struct indicator){ (double)p->recent, usual, chance, false };
}

static struct indicator
complaints(const struct indicators_facts *f)
{
	/* A customer can complain several times about one purchase: the share is at most 1. */
	const int64_t n = f->complained_of > f->complaints ? f->complained_of : f->complaints;

	if (f->complaints < 0 || n <= 0)
		return unknown;
	return (struct indicator){ (double)f->complaints / (double)n, f->usual_complaints,
		binomial_wilson(f->complaints, n, 1).low, false };
}

static struct indicator
count(int64_t n)
{
	return n < 0 ? unknown : (struct indicator){ (double)n, NAN, (double)n, false };
}

struct indicators
indicators_measure(const struct indicators_facts *f, const struct indicators_rules *r)
{
	struct indicators in = { {
		[INDICATORS_RHYTHM] = rhythm(f), [INDICATORS_PURCHASES] = drop(&f->purchases),
		[INDICATORS_CONTACTS] = drop(&f->contacts), [INDICATORS_COMPLAINTS] = complaints(f),
		[INDICATORS_SCORE] = count(f->score), [INDICATORS_PROMISES] = count(f->broken),
		[INDICATORS_CASES] = count(f->cases),
	} };

	for (int i = 0; i < INDICATORS; i++) {	/* not raised if either is NAN */
		const double measure = in.of[i].measure, threshold = r->of[i].threshold;

		in.of[i].raised = kinds[i].low ? measure <= threshold : measure >= threshold;
	}
	return in;
}

/* The points from 0 to 100; NAN if the measure is. */
static double
points(double measure, const struct indicators_rule *r)
{
	const double p = scorecard_points(measure, r->none, r->full);

	return p < 0 ? 0 : p > 100 ? 100 : p;
}

struct scorecard
indicators_risk(const struct indicators *in, const struct indicators_rules *r)
{
	double weight[INDICATORS], mark[INDICATORS];

	for (int i = 0; i < INDICATORS; i++) {
		weight[i] = r->of[i].weight;
		mark[i] = weight[i] > 0 ? points(in->of[i].measure, &r->of[i]) : NAN;
	}
	return scorecard(weight, mark, INDICATORS);
}

const char *
indicators_name(enum indicators_kind i)
{
	return kinds[i].name;
}

int
indicators_find(const char *name)
{
	for (int i = 0; i < INDICATORS; i++)
		if (strcmp(kinds[i].name, name) == 0)
			return i;
	return -1;
}

/* Writes at most one decimal: 2.4, 31. */
static const char *
brief(double x, char to[static NUM_SIZE])
{
	num_text(round(x * 10) / 10, to);
	return to;
}

static int
say_drop(const struct indicators_past *p, const struct indicator *x, const char *what,
    char *to, size_t n)
{
	char some[NUM_SIZE], usual[NUM_SIZE];

	return snprintf(to, n, x->baseline == 1 ?
	    say_cell("%s %s%s in the last %jd days, %s is usual") :
	    say_cell("%s %s%s in the last %jd days, %s are usual"),
	    p->recent == 0 ? say_cell("no") : brief(x->value, some), say_cell(what),
	    TEXT_PLURAL_CELL(p->recent == 0 ? 1 : x->value), (intmax_t)p->recent_days,
	    brief(x->baseline, usual));
}

static int
say_rhythm(const struct indicators_facts *f, const struct indicator *x, char *to, size_t n)
{
	char times[NUM_SIZE], usual[NUM_SIZE];

	return snprintf(to, n, isnan(f->gap) ?
	    say_cell("no purchase for %jd day%s; customers usually return within %s day%s"
	    " (%s times as long)") :
	    say_cell("no purchase for %jd day%s; the customer usually returns within %s day%s"
	    " (%s times as long)"), (intmax_t)f->idle, TEXT_PLURAL_CELL(x->value),
	    brief(x->baseline >= WHOLE_DAYS ? round(x->baseline) : x->baseline, usual),
	    TEXT_PLURAL_CELL(x->baseline), brief(x->measure, times));
}

static int
say_cases(const struct indicators_facts *f, char *to, size_t n)
{
	const char *s = TEXT_PLURAL_CELL(f->cases), *days = TEXT_PLURAL_CELL(f->case_days);

	if (f->case_days < 0)
		return snprintf(to, n, say_cell("%jd case%s not resolved"), (intmax_t)f->cases, s);
	return snprintf(to, n, f->cases == 1 ?
	    say_cell("%jd case%s not resolved for %jd day%s") :
	    say_cell("%jd case%s not resolved, the oldest for %jd day%s"), (intmax_t)f->cases, s,
	    (intmax_t)f->case_days, days);
}

static int
told(enum indicators_kind i, const struct indicators_facts *f, const struct indicator *x,
    char *to, size_t n)
{
	switch (i) {
	case INDICATORS_RHYTHM:
		return say_rhythm(f, x, to, n);
	case INDICATORS_PURCHASES:
		return say_drop(&f->purchases, x, SAY("purchase"), to, n);
	case INDICATORS_CONTACTS:
		return say_drop(&f->contacts, x, SAY("contact"), to, n);
	case INDICATORS_COMPLAINTS:
		return snprintf(to, n,
		    say_cell("%jd complaint%s about %jd purchase%s: %.0f %% or more"),
		    (intmax_t)f->complaints, TEXT_PLURAL_CELL(f->complaints),
		    (intmax_t)f->complained_of, TEXT_PLURAL_CELL(f->complained_of),
		    floor(100 * x->measure));
	case INDICATORS_SCORE:
		return snprintf(to, n, say_cell("the latest score is %jd%s"), (intmax_t)f->score,
		    f->score <= 6 ? say_cell(" (detractor)") : "");
	case INDICATORS_PROMISES:
		return snprintf(to, n, say_cell("%jd promise%s broken"), (intmax_t)f->broken,
		    TEXT_PLURAL_CELL(f->broken));
	case INDICATORS_CASES:
		return say_cases(f, to, n);
	case INDICATORS:
		break;
	}
	return 0;
}

size_t
indicators_sentence(enum indicators_kind i, const struct indicators_facts *f,
    const struct indicators *in, char *to, size_t n)
{
	to[0] = '\0';
	if (!isnan(in->of[i].measure))
		told(i, f, &in->of[i], to, n);
	return strlen(to);
}

/* The raised indicator with the highest weight that is not yet said; INDICATORS: all are. */
static enum indicators_kind
next_raised(const struct indicators *in, const struct indicators_rules *r, const bool *said)
{
	int best = INDICATORS;

	for (int i = 0; i < INDICATORS; i++)
		if (in->of[i].raised && !said[i] &&
		    (best == INDICATORS || r->of[i].weight > r->of[best].weight))
			best = i;
	return (enum indicators_kind)best;
}

size_t
indicators_reasons(const struct indicators_facts *f, const struct indicators *in,
    const struct indicators_rules *r, char *to, size_t n)
{
	bool said[INDICATORS] = { false };
	size_t at = 0;

	to[0] = '\0';
	for (enum indicators_kind i; (i = next_raised(in, r, said)) != INDICATORS; said[i] = true) {
		const char *between = at > 0 ? say_cell("; ") : "";

		if (at + strlen(between) >= n)
			break;
		at += (size_t)snprintf(to + at, n - at, "%s", between);
		at += indicators_sentence(i, f, in, to + at, n - at);
	}
	return at;
}
