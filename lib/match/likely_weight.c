#include "lib/match/likely_own.h"

#include <math.h>

#define PRIOR_COUNT 1000.	/* and the u of a value */
#define MADE_OF_NAME 6.	/* the most bits of similar addresses of people with the same name */

/* What is assumed of m and u, as far as the data say nothing: by level, from PEOPLE_OTHER. */
static const double usual_m[PEOPLE_ON + 1][PEOPLE_LEVELS] = {
	[PEOPLE_NAME] = { 0, .03, .01, .03, .03, .15, .75 },
	[PEOPLE_BIRTHDAY] = { 0, .03, .001, .001, .018, .1, .85 },
	[PEOPLE_PHONE] = { 0, .35, .001, .001, .018, .05, .58 },
	[PEOPLE_EMAIL] = { 0, .35, .001, .001, .018, .05, .58 },
	[PEOPLE_CITY] = { 0, .15, .001, .001, .001, .05, .797 },
	[PEOPLE_ON] = { 0, .25, .001, .001, .001, .15, .597 },
};

static const double usual_u[PEOPLE_ON + 1][PEOPLE_LEVELS] = {
	[PEOPLE_NAME] = { 0, .9594, .02, .015, .005, .0005, .0001 },
	[PEOPLE_BIRTHDAY] = { 0, .995548, 1e-6, 1e-6, .004, .0004, .00005 },
	[PEOPLE_PHONE] = { 0, .999977, 1e-6, 1e-6, 1e-5, 1e-5, 1e-6 },
	[PEOPLE_EMAIL] = { 0, .999887, 1e-6, 1e-6, 1e-4, 1e-5, 1e-6 },
	[PEOPLE_CITY] = { 0, .94997, 1e-5, 1e-5, 1e-5, .005, .045 },
	[PEOPLE_ON] = { 0, .99297, 1e-5, 1e-5, 1e-5, .004, .003 },
};

static size_t
usual(size_t field)
{
	return field < PEOPLE_ON ? field : PEOPLE_ON;
}

/* The probability that somebody else has the value that the two people have in common. */
static double
shared_u(size_t field, double count, double all)
{
	const double more = PRIOR_COUNT * usual_u[usual(field)][PEOPLE_SAME];

	return (fmax(count - 2, 0) + more) / (fmax(all - 2, 0) + PRIOR_COUNT);
}

/* A name is as frequent as it is, or as its words are together. */
static double
name_u(const struct people *p, const struct person *a, const struct person *b)
{
	const double all = (double)p->filled[PEOPLE_NAME];
	double words = 1;

	for (unsigned i = 0; i < a->name.words; i++)
		words *= (fmax(p->word_count[a->name.word[i]] - 2., 0) + 1) / (all + PRIOR_COUNT);
	const double one = shared_u(PEOPLE_NAME, p->count[PEOPLE_NAME][a->name.whole], all),
	    other = shared_u(PEOPLE_NAME, p->count[PEOPLE_NAME][b->name.whole], all);

	return fmax(words, fmax(one, other));
}

double
likely_weight(const struct likely *l, const struct people *p, const struct person *a,
    const struct person *b, linkage_pattern levels, size_t f)
{
	const unsigned level = linkage_level(levels, f);
	double u = l->model.u[f][level];

	if (level == PEOPLE_MISSING)
		return 0;
	if (level != PEOPLE_SAME) {
		const double w = log2(l->model.m[f][level] / u);

		return f == PEOPLE_EMAIL && linkage_level(levels, PEOPLE_NAME) >= PEOPLE_NEAR ?
		    fmin(w, MADE_OF_NAME) : w;
	}
	if (f == PEOPLE_NAME)
		u = name_u(p, a, b);
	else
		u = shared_u(f, p->count[f][people_value(p, a, f)], (double)p->filled[f]);
	return fmax(log2(l->model.m[f][level] / u), 0);
}

void
likely_usual(struct linkage *l, size_t fields)
{
	l->fields = fields;
	for (size_t f = 0; f < fields; f++)
		for (unsigned k = 0; k < PEOPLE_LEVELS; k++) {
			l->m[f][k] = usual_m[usual(f)][k];
			l->u[f][k] = usual_u[usual(f)][k];
		}
}

bool
likely_contradict(linkage_pattern levels)
{
	const unsigned name = linkage_level(levels, PEOPLE_NAME);

	return linkage_level(levels, PEOPLE_BIRTHDAY) == PEOPLE_OTHER &&
	    (name == PEOPLE_OTHER || name == PEOPLE_GIVEN);
}

bool
likely_is_renamed(linkage_pattern levels)
{
	const unsigned name = linkage_level(levels, PEOPLE_NAME);

	return name == PEOPLE_OTHER || name == PEOPLE_GIVEN;
}

bool
likely_is_doubtful(linkage_pattern levels)
{
	const unsigned birthday = linkage_level(levels, PEOPLE_BIRTHDAY);

	if (linkage_level(levels, PEOPLE_NAME) >= PEOPLE_NEAR)
		return birthday == PEOPLE_OTHER;
	return birthday < PEOPLE_NEAR || likely_is_renamed(levels);
}
