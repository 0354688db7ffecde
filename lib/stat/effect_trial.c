#include "lib/stat/effect_own.h"

#include <gsl/gsl_rng.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

static void
add(struct effect_sums *s, const struct effect_item *i)
{
	s->a += i->a;
	s->aa += i->a * i->a;
	for (int k = 0; k < EFFECT_SCALES; k++) {
		s->b[k] += i->b[k];
		s->ab[k] += i->a * i->b[k];
		s->bb[k] += i->b[k] * i->b[k];
	}
}

/*
 * Numbers the strata anew, so that those without both arms are one, and sorts the cases by stratum,
 * in each the smaller arm first. Returns the order of the cases.
 */
static size_t *
sort_cases(struct effect_trial *t, const struct effect_case *c, size_t n, bool held_first)
{
	uint32_t strata = 0;

	for (size_t i = 0; i < n; i++)
		strata = c[i].stratum >= strata ? c[i].stratum + 1 : strata;
	size_t (*arm)[2] = mem_new(strata, sizeof *arm), *at = mem_new(strata, sizeof *at);
	size_t *order = mem_new(n, sizeof *order);

	for (size_t i = 0; i < n; i++)
		arm[c[i].stratum][c[i].held != held_first]++;
	t->stratum = mem_new((size_t)strata + 1, sizeof *t->stratum);
	t->nstrata = 1;		/* 0: those without both arms */
	for (size_t s = 0; s < strata; s++) {
		at[s] = arm[s][0] > 0 && arm[s][1] > 0 ? t->nstrata++ : 0;
		t->stratum[at[s]].small += arm[s][0];
		t->stratum[at[s]].n += arm[s][0] + arm[s][1];
	}
	size_t *next = mem_new(t->nstrata * 2, sizeof *next), from = 0;

	for (size_t s = 0; s < t->nstrata; s++) {
		t->stratum[s].from = next[2 * s] = from;
		next[2 * s + 1] = from + t->stratum[s].small;
		from += t->stratum[s].n;
	}
	for (size_t i = 0; i < n; i++)
		order[next[2 * at[c[i].stratum] + (c[i].held != held_first)]++] = i;
	free(next);
	free(arm);
	free(at);
	return order;
}

/* The columns of the regression: outcome, treatment, outcome of the treated, and the covariate. */
enum { Y, T, YT, X, COLUMNS };

static void
columns(const struct effect_case *c, double to[static COLUMNS])
{
	to[Y] = c->y;
	to[T] = !c->held;
	to[YT] = c->held ? 0 : c->y;
	to[X] = c->x;
}

static void
means(const struct effect_case *c, const size_t *order, const struct effect_stratum *s,
    double to[static COLUMNS])
{
	double v[COLUMNS];

	memset(to, 0, COLUMNS * sizeof *to);
	for (size_t i = s->from; i < s->from + s->n; i++) {
		columns(&c[order[i]], v);
		for (int k = 0; k < COLUMNS; k++)
			to[k] += v[k] / (double)s->n;
	}
}

/* Makes the residuals. Returns the share of the variance of Y that X explains. */
static double
centre(struct effect_trial *t, const struct effect_case *c, const size_t *order, size_t n)
{
	double (*v)[COLUMNS] = mem_new(n, sizeof *v), mean[COLUMNS], xv[COLUMNS] = { 0 }, yy = 0;

	for (const struct effect_stratum *s = t->stratum; s < t->stratum + t->nstrata; s++) {
		means(c, order, s, mean);
		for (size_t i = s->from; i < s->from + s->n; i++) {
			columns(&c[order[i]], v[i]);
			for (int k = 0; k < COLUMNS; k++)
				v[i][k] -= mean[k];
			for (int k = 0; k < COLUMNS; k++)
				xv[k] += v[i][X] * v[i][k];
			yy += v[i][Y] * v[i][Y];
		}
	}
	double slope[COLUMNS];

	for (int k = 0; k < COLUMNS; k++)
		slope[k] = xv[X] > 0 ? xv[k] / xv[X] : 0;
	for (size_t i = 0; i < n; i++)
		t->item[i] = (struct effect_item){ v[i][Y] - slope[Y] * v[i][X],
			{ v[i][T] - slope[T] * v[i][X], v[i][YT] - slope[YT] * v[i][X] } };
	free(v);
	return yy > 0 ? slope[Y] * xv[Y] / yy : 0;
}

static struct effect_sums
sum_small(const struct effect_trial *t)
{
	struct effect_sums s = { 0 };

	for (size_t k = 0; k < t->nstrata; k++)
		for (size_t i = 0; i < t->stratum[k].small; i++)
			add(&s, &t->item[t->stratum[k].from + i]);
	return s;
}

static struct effect_sums
sum_all(const struct effect_trial *t, size_t n)
{
	struct effect_sums s = { 0 };

	for (size_t i = 0; i < n; i++)
		add(&s, &t->item[i]);
	return s;
}

/* Draws the smaller arm of each stratum, to the places where it stands. */
static void
draw(struct effect_trial *t, gsl_rng *random)
{
	for (const struct effect_stratum *s = t->stratum; s < t->stratum + t->nstrata; s++) {
		struct effect_item *item = t->item + s->from;

		for (size_t i = 0; i < s->small && i + 1 < s->n; i++) {
			const uint64_t left = s->n - i;
			const size_t k = i + (size_t)(gsl_rng_get(random) * left >> 32);
			const struct effect_item was = item[i];

			item[i] = item[k];
			item[k] = was;
		}
	}
}

void
effect_shuffle(struct effect_trial *t, uint64_t seed)
{
	gsl_rng *random = gsl_rng_alloc(gsl_rng_taus2);	/* all of its 32 bits are random */

	gsl_rng_set(random, (unsigned long)seed);
	t->shuffled = mem_new(t->shuffles, sizeof *t->shuffled);
	for (size_t i = 0; i < t->shuffles; i++) {
		draw(t, random);
		t->shuffled[i] = sum_small(t);
	}
	gsl_rng_free(random);
}

/* What a sum of squares adds to the squared standard error. */
static void
weigh(struct effect_trial *t)
{
	for (int i = 0; i < 2; i++) {
		t->per[i] = 1 / t->n[i];
		t->weight[i] = t->per[i] / (t->n[i] - 1);
	}
	if (t->n[0] < 2)	/* one case has no variance of its own: that of both arms */
		t->weight[0] = t->weight[1] = (t->per[0] + t->per[1]) / (t->n[1] - 1);
}

/* The squared skewness of the residuals. */
static double
skewness2(const struct effect_trial *t, size_t n)
{
	double m3 = 0;
	const double m2 = t->all.aa / (double)n;

	for (size_t i = 0; i < n; i++)
		m3 += t->item[i].a * t->item[i].a * t->item[i].a / (double)n;
	return m2 > 0 ? m3 * m3 / (m2 * m2 * m2) : 0;
}

/* How many shuffles; 0: EFFECT_WELCH. */
static size_t
shuffles_for(const struct effect_trial *t, size_t n)
{
	const double need = ceil(25 / t->tail) - 1;

	if (need > EFFECT_MOST || (t->n[0] > EFFECT_LARGE && t->n[0] > 355 * skewness2(t, n)))
		return 0;
	return need > EFFECT_SHUFFLES ? (size_t)need : EFFECT_SHUFFLES;
}

struct effect_trial
effect_trial_new(const struct effect_case *c, size_t n, size_t held, double alpha, double *saved)
{
	const bool held_first = held <= n - held;
	const size_t small = held_first ? held : n - held;
	struct effect_trial t = { .item = mem_new(n, sizeof *t.item), .sign = held_first ? -1 : 1,
		.n = { (double)small, (double)(n - small) }, .tail = alpha / 2 };
	size_t *order = sort_cases(&t, c, n, held_first);

	weigh(&t);
	*saved = centre(&t, c, order, n);
	free(order);
	t.all = sum_all(&t, n);
	t.seen = sum_small(&t);
	t.shuffles = shuffles_for(&t, n);
	return t;
}

void
effect_trial_free(struct effect_trial *t)
{
	free(t->item);
	free(t->stratum);
	free(t->shuffled);
}

size_t
effect_count_held(const struct effect_case *c, size_t n)
{
	size_t held = 0;

	for (size_t i = 0; i < n; i++)
		held += c[i].held;
	return held;
}

enum effect_why
effect_why_not(const struct effect_case *c, size_t n, size_t held)
{
	size_t same = 1;

	if (n == 0)
		return EFFECT_NO_CASES;
	if (held == 0 || held == n)
		return held == 0 ? EFFECT_NO_HOLDOUT : EFFECT_NO_TREATMENT;
	while (same < n && c[same].y == c[0].y)
		same++;
	return same == n ? EFFECT_SAME : EFFECT_OK;
}
