#include "lib/stat/nps.h"

#include <math.h>

enum { PROMOTER = 9, PASSIVE = 7, POINTS = 100 };

/* promoters and detractors to add (each), and answers to add in all */
static const double ADD = .75, ADDED = 3;

struct nps
nps_count(const int64_t of_score[NPS_SCORES])
{
	struct nps n = { 0 };

	for (int i = 0; i < NPS_SCORES; i++)
		*(i >= PROMOTER ? &n.promoters : i >= PASSIVE ? &n.passives : &n.detractors) +=
		    of_score[i];
	return n;
}

int64_t
nps_answers(const struct nps *n)
{
	return n->promoters + n->passives + n->detractors;
}

double
nps_score(const struct nps *n)
{
	return (double)(POINTS * (n->promoters - n->detractors)) / (double)nps_answers(n);
}

/* For p promoters and d detractors among n answers; the numbers may have fractions. */
static struct sample_estimate
wald(double p, double d, double n, double rest)
{
	const double mean = (p - d) / n;
	struct sample_estimate e = { .centre = POINTS * (p - d) / n,
	    .variance = (p + d) / n - mean * mean, .df = INFINITY };

	e.se = POINTS * sqrt(e.variance * rest / n);
	e.low = e.centre - SAMPLE_Z * e.se;
	e.high = e.centre + SAMPLE_Z * e.se;
	return e;
}

struct sample_estimate
nps_wald(const struct nps *n, double rest)
{
	struct sample_estimate e = wald((double)n->promoters, (double)n->detractors,
	    (double)nps_answers(n), rest);

	e.value = nps_score(n);
	return e;
}

struct sample_estimate
nps_adjusted(const struct nps *n, double rest)
{
	const double all = nps_answers(n) > 0 ? (double)nps_answers(n) : NAN, each = ADD * rest;
	struct sample_estimate e = wald((double)n->promoters + each, (double)n->detractors + each,
	    all + ADDED * rest, rest);

	e.value = nps_score(n);
	if (e.low < -POINTS)
		e.low = -POINTS;
	if (e.high > POINTS)
		e.high = POINTS;
	return e;
}
