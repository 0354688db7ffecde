/* Compares the arms of a trial. */
#include "lib/trial/trial_rows.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/known.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/base/work.h"
#include "lib/io/opt.h"
#include "lib/stat/effect.h"
#include "lib/stat/holm.h"
#include "lib/trial/outcome.h"
#include "lib/trial/trial_own.h"

#define ALPHA .05
#define MISMATCH .001	/* below this p, the sizes of the arms are reported */

enum { FEWEST = 3 };	/* customers in each arm of a group, for a difference */
enum { VALUE = OUTCOMES };	/* instead of an outcome: --outcome-column */

struct group {
	size_t from, n;		/* its cases */
	size_t ready[ARMS], pending;
};

struct result {
	const struct group *group;
	int measure;
	struct effect effect;
	double corrected;	/* p */
	bool few;		/* so few in an arm that the difference is left out */
};

struct comparison {
	struct trial_list list;
	struct purchases *purchases;	/* NULL: --outcome-column */
	struct known known;
	int measure[OUTCOMES];
	size_t measures;
	struct group *group;
	size_t groups;
	struct result *result;	/* per measure, per group */
	double alpha;		/* of one interval */
};

void
trial_rows_check(const struct trial_opts *o, char **operands)
{
	const bool stored = store_is_wanted(&o->facts.log.store);

	if (o->trial && arm_trial_why(o->trial))
		opt_misuse("--trial=%s %s", o->trial, arm_trial_why(o->trial));
	if (o->looks && !looks_parse(o->looks, &(struct looks){ 0 }))
		opt_misuse("--looks=%s is not K/N: look K of at most %d", o->looks, LOOKS_MOST);
	purchases_check(&o->facts, operands, o->value == NULL);
	opt_refuse((const struct opt_conflict[]){
		{ stored && *operands == NULL && o->trial == NULL,
		    "the customers are missing: --trial=NAME of a trial in the store, or FILE" },
		{ stored && *operands == NULL && (o->by || o->value || o->past),
		    "--by, --outcome-column and --past-column require a list with these columns" },
		{ o->past && o->value == NULL, "--past-column requires --outcome-column" },
		{ o->value && (o->facts.orders || opt_given("outcomes") || opt_given("horizon") ||
		    opt_given("before")),
		    "--outcome-column cannot be used with --orders, --outcomes, --horizon or"
		    " --before" },
		{ 0 } });
}

static void
read_measures(struct comparison *c)
{
	const char *s = c->list.opts->measures;

	if (c->list.opts->value) {
		c->measure[c->measures++] = VALUE;
		return;
	}
	for (size_t n; *s; s += n + (s[n] == ',')) {
		n = strcspn(s, ",");
		const int m = outcome_of(s, n);

		if (m == -1)
			opt_misuse("--outcomes=%s: '%.*s' is not spend, orders, bought or churned",
			    c->list.opts->measures, (int)n, s);
		for (size_t i = 0; i < c->measures; i++)
			if (c->measure[i] == m)
				opt_misuse("--outcomes=%s names %s twice", c->list.opts->measures,
				    outcome_name((enum outcome)m));
		c->measure[c->measures++] = m;
	}
	if (c->measures == 0)
		opt_misuse("--outcomes is empty");
}

static int32_t
end_of(const struct trial_opts *o, const struct trial_case *c)
{
	return c->assigned + duration_days(o->horizon, c->assigned);
}

/* The first day of the time before the trial, exclusive. */
static int32_t
begin_of(const struct trial_opts *o, const struct trial_case *c)
{
	if (o->before.unit == '\0')
		return c->assigned - duration_days(o->horizon, c->assigned);
	return duration_start(o->before, c->assigned);
}

/* For sorting: the cases of a group, by id. */
struct place {
	size_t group;
	struct trial_case *of;
};

static int
by_group(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return strcmp(x->of->id, y->of->id);
}

/* Per name its place in their order. The caller frees them. */
static size_t *
places(const struct map *names)
{
	const size_t n = map_count(names);
	size_t *order = map_order(names), *place = mem_new(n, sizeof *place);

	for (size_t i = 0; i < n; i++)
		place[order[i]] = i;
	free(order);
	return place;
}

/*
 * Sorts the cases by group, in the order of the names, and by id, so that the order of the rows
 * does not matter to the shuffles; for the same reason numbers the strata in the order of their
 * names. Leaves out those that are out.
 */
static void
sort_cases(struct comparison *c)
{
	struct trial_list *l = &c->list;
	size_t *group = places(l->groups), *stratum = places(l->strata), n = 0;
	struct place *p = mem_new(l->n, sizeof *p);

	for (size_t i = 0; i < l->n; i++)
		if (!l->at[i].out)
			p[n++] = (struct place){ group[l->at[i].group], &l->at[i] };
	qsort(p, n, sizeof *p, by_group);
	struct trial_case *sorted = mem_new(n, sizeof *sorted);

	for (size_t i = 0; i < n; i++)
		sorted[i] = *p[i].of;
	for (size_t i = 0; i < n; i++)
		sorted[i].stratum = stratum[sorted[i].stratum];
	free(l->at);
	l->at = sorted;
	l->n = n;
	free(p);
	free(group);
	free(stratum);
}

static void
find_groups(struct comparison *c)
{
	const struct trial_list *l = &c->list;

	c->group = mem_new(map_count(l->groups) + 1, sizeof *c->group);
	for (size_t i = 0, end; i < l->n; i = end) {
		struct group *g = &c->group[c->groups++];

		for (end = i; end < l->n && l->at[end].group == l->at[i].group; end++) {
			struct trial_case *of = &l->at[end];

			of->pending = c->purchases && end_of(l->opts, of) > c->known.day;
			g->pending += of->pending;
			g->ready[of->arm] += !of->pending;
		}
		g->from = i;
		g->n = end - i;
	}
	if (c->groups == 0 && l->opts->by == NULL)
		c->groups = 1;	/* of nobody */
}

static struct effect_case
effect_case(const struct comparison *c, const struct trial_case *t, int measure)
{
	const struct trial_opts *o = c->list.opts;
	struct effect_case e = { t->value, t->past, (uint32_t)t->stratum, t->arm == ARM_HOLDOUT };

	if (measure == VALUE)
		return e;
	const struct history *h = purchases_of(c->purchases, t->id);
	const int32_t begin = begin_of(o, t);

	e.y = outcome_value(h, (enum outcome)measure, t->assigned, end_of(o, t));
	e.x = begin < t->assigned ?
	    outcome_value(h, (enum outcome)measure, begin, t->assigned) : 0;
	return e;
}

/* A difference of a handful of customers is noise of any size. */
static void
empty(struct effect *e)
{
	e->value = e->low = e->high = e->p = e->saved = NAN;
	e->relative = e->relative_low = e->relative_high = NAN;
}

static void
compare(void *ctx, size_t i)
{
	struct comparison *c = ctx;
	struct result *r = &c->result[i];
	struct effect_case *e = mem_new(r->group->n, sizeof *e);
	size_t n = 0;

	for (size_t k = r->group->from; k < r->group->from + r->group->n; k++)
		if (!c->list.at[k].pending)
			e[n++] = effect_case(c, &c->list.at[k], r->measure);
	r->effect = effect_of(e, n, c->alpha, EFFECT_SEED);
	r->few = c->list.opts->by && r->effect.treated > 0 && r->effect.held > 0 &&
	    (r->effect.treated < FEWEST || r->effect.held < FEWEST ||
	    r->effect.why == EFFECT_FEW);
	if (r->few)
		empty(&r->effect);
	free(e);
}

/* The level of an interval: that of the look, divided by the groups that can be compared. */
static double
level(const struct comparison *c)
{
	struct looks l = { 1, 1 };
	size_t groups = 0;

	if (c->list.opts->looks)
		looks_parse(c->list.opts->looks, &l);
	for (const struct group *g = c->group; g < c->group + c->groups; g++)
		groups += g->ready[ARM_TREATMENT] > 0 && g->ready[ARM_HOLDOUT] > 0;
	return looks_level(l, ALPHA) / (double)(groups > 1 ? groups : 1);
}

static void
correct(struct comparison *c)
{
	double *p = mem_new(c->groups, sizeof *p);

	for (size_t m = 0; m < c->measures; m++) {
		struct result *r = c->result + m * c->groups;

		for (size_t g = 0; g < c->groups; g++)
			p[g] = r[g].effect.p;
		holm(p, c->groups);
		for (size_t g = 0; g < c->groups; g++)
			r[g].corrected = p[g];
	}
	free(p);
}

static void
compare_all(struct comparison *c)
{
	const unsigned threads = work_threads_of(c->list.opts->facts.log.threads);

	c->alpha = level(c);
	c->result = mem_new(c->measures * c->groups, sizeof *c->result);
	for (size_t m = 0; m < c->measures; m++)
		for (size_t g = 0; g < c->groups; g++)
			c->result[m * c->groups + g] = (struct result){ .group = &c->group[g],
				.measure = c->measure[m] };
	work_each(threads, c->measures * c->groups, compare, c);
	correct(c);
}

/* Notes. */

static void
note_pending(const struct comparison *c)
{
	size_t pending = 0;
	int32_t first = INT32_MAX;
	char day[DATE_SIZE], as_of[DATE_SIZE];

	for (size_t i = 0; i < c->list.n; i++)
		if (c->list.at[i].pending) {
			const int32_t end = end_of(c->list.opts, &c->list.at[i]);

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
note_mismatch(const struct comparison *c)
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

/* Output. */

static double
known(double x)
{
	return isfinite(x) ? x : NAN;
}

static const char *
because(const struct result *r)
{
	if (r->effect.treated + r->effect.held == 0 && r->group->pending > 0)
		return say_cell("the horizon is not over");
	if (r->few && r->effect.why != EFFECT_FEW)
		return say_cell("fewer than 3 customers in an arm");
	return say_cell(effect_why_text(r->effect.why));
}

struct one_arm {
	size_t strata, alone, customers;
};

/* Counts the strata of a group that has both arms, and those of them that have only one. */
static void
count_one_arm(const struct comparison *c, const struct group *g, struct one_arm *sum)
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
note_one_arm(const struct comparison *c)
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
note_few(const struct comparison *c)
{
	size_t few = 0;

	for (size_t g = 0; g < c->groups && c->measures > 0; g++)
		few += c->result[g].few;
	if (few > 0)
		opt_note("%zu of %zu groups have fewer than %d customers in an arm, or too few for"
		    " an interval: their difference is left empty", few, c->groups, FEWEST);
}

static void
put_days(const struct comparison *c, struct put *out)
{
	const struct trial_list *l = &c->list;

	if (c->purchases && l->n > 0)
		put_int(out, end_of(l->opts, &l->at[0]) - l->at[0].assigned);
	else
		put_none(out);
}

static void
put_effect(const struct effect *e, double corrected, double alpha, struct put *out)
{
	const double numbers[] = { e->treated_mean, e->held_mean, e->value, e->low, e->high,
		e->relative, known(e->relative_low), known(e->relative_high), e->p, corrected,
		1 - alpha, e->saved };

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		put_real(out, numbers[i]);
	put_text(out, isnan(e->low) ? NULL : effect_method_name(e->method));
}

/* What the treatment brought from all who were treated. */
static void
put_total(const struct effect *e, struct put *out)
{
	const double n = (double)e->treated;

	put_real(out, n * e->value);
	put_real(out, n * e->low);
	put_real(out, n * e->high);
}

static void
put_result(const struct comparison *c, const struct result *r, struct put *out)
{
	const struct trial_list *l = &c->list;

	if (l->opts->by)
		put_text(out, map_key(l->groups, l->at[r->group->from].group));
	put_text(out, l->trial);
	put_text(out, r->measure == VALUE ? l->opts->value :
	    outcome_name((enum outcome)r->measure));
	put_days(c, out);
	put_int(out, (int64_t)r->effect.treated);
	put_int(out, (int64_t)r->effect.held);
	put_int(out, (int64_t)r->group->pending);
	put_effect(&r->effect, r->corrected, c->alpha, out);
	put_text(out, because(r));
	put_total(&r->effect, out);
	put_end(out);
}

static void
put_all(const struct comparison *c, const struct put_opts *form)
{
	static const struct put_head head[] = { { "trial", PUT_TEXT }, { "measure", PUT_TEXT },
		{ "horizon", PUT_INT }, { "treatment_n", PUT_INT }, { "holdout_n", PUT_INT },
		{ "pending", PUT_INT }, { "treatment_mean", PUT_REAL },
		{ "holdout_mean", PUT_REAL }, { "difference", PUT_REAL },
		{ "difference_low", PUT_REAL }, { "difference_high", PUT_REAL },
		{ "relative", PUT_SHARE }, { "relative_low", PUT_SHARE },
		{ "relative_high", PUT_SHARE }, { "p", PUT_REAL }, { "p_corrected", PUT_REAL },
		{ "coverage", PUT_SHARE }, { "explained", PUT_SHARE }, { "method", PUT_TEXT },
		{ "because", PUT_TEXT }, { "total", PUT_REAL }, { "total_low", PUT_REAL },
		{ "total_high", PUT_REAL }, { 0 } };
	struct put *out = put_open(form);

	if (c->list.opts->by)
		put_column(out, c->list.opts->by, PUT_CELL);
	put_columns(out, head);
	for (size_t i = 0; i < c->measures * c->groups; i++)
		put_result(c, &c->result[i], out);
	put_close(out);
}

void
trial_rows_compare(struct trial_opts *o, char **operands, const struct put_opts *form)
{
	struct comparison c = { .list.opts = o };

	read_measures(&c);
	trial_list_read(&c.list, operands);
	struct store *store = store_wanted(&o->facts.log.store);

	trial_list_find(&c.list, store);
	c.known = known_by(o->facts.log.as_of);
	c.purchases = o->value ? NULL : purchases_read(&o->facts, store);
	store_close(store);
	sort_cases(&c);
	find_groups(&c);
	compare_all(&c);
	note_pending(&c);
	note_mismatch(&c);
	note_one_arm(&c);
	note_few(&c);
	put_all(&c, form);
	purchases_free(c.purchases);
	trial_list_free(&c.list);
	free(c.group);
	free(c.result);
}
