#include "lib/trial/trial_own.h"

#include <math.h>

#include "lib/base/say.h"
#include "lib/io/put.h"

static double
known(double x)
{
	return isfinite(x) ? x : NAN;
}

static const char *
because(const struct trial_result *r)
{
	if (r->effect.treated + r->effect.held == 0 && r->group->pending > 0)
		return say_cell("the horizon is not over");
	if (r->few && r->effect.why != EFFECT_FEW)
		return say_cell("fewer than 3 customers in an arm");
	return say_cell(effect_why_text(r->effect.why));
}

static void
put_days(const struct trial_comparison *c, struct put *out)
{
	const struct trial_list *l = &c->list;

	if (c->purchases && l->n > 0)
		put_int(out, trial_end(l->opts, &l->at[0]) - l->at[0].assigned);
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
put_result(const struct trial_comparison *c, const struct trial_result *r, struct put *out)
{
	const struct trial_list *l = &c->list;

	if (l->opts->by)
		put_text(out, map_key(l->groups, l->at[r->group->from].group));
	put_text(out, l->trial);
	put_text(out, r->measure == TRIAL_VALUE ? l->opts->value :
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

void
trial_put(const struct trial_comparison *c, const struct put_opts *form)
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
