#include "lib/value/buyer_own.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/sort.h"
#include "lib/base/text.h"
#include "lib/io/model.h"
#include "lib/io/put.h"
#include "lib/value/covariates_rows.h"
#include "lib/value/ggspend_rows.h"
#include "lib/value/margin_rows.h"
#include "lib/value/uncertain_rows.h"

/* Ends the tool: the model of this class is out of range. */
static _Noreturn void
too_far(const struct buyer *b, size_t class)
{
	size_t i = 0;

	while (b->tuples->class[b->tuples->of[i]] != class)
		i++;
	fail("customer '%s': the covariates are too far from those of the fit;"
	    " the parameters of the model are out of range", history_any(b->hs, i)->id);
}

static void
make_models(struct buyer *b)
{
	const struct tuples *t = b->tuples;

	b->model = mem_resize(NULL, t->classes, sizeof *b->model);
	for (size_t i = 0; i < t->classes; i++) {
		b->model[i] = covariates_model(&b->covariates.model, t->value + i * t->dim);
		if (!covariates_usable(&b->model[i]))
			too_far(b, i);
	}
}

static void
score_tuples(struct buyer *b)
{
	b->value = mem_resize(NULL, b->tuples->n, sizeof *b->value);
	make_models(b);
	if (duration_is_infinite(b->opts.horizon)) {
		buyer_residual(b);
		return;
	}
	const int32_t days = duration_days(b->opts.horizon, b->as_of);

	if (days > date_of(9999, 12, 31) - b->as_of)
		fail("--horizon ends after the year 9999");
	b->t = days / BUYER_WEEK;
	buyer_value_tuples(b);
}

struct buyer *
buyer_bare(const struct buyer_opts *o)
{
	struct buyer *b = mem_new(1, sizeof *b);

	b->opts = *o;
	for (size_t i = 0; i < BTYD_MODELS; i++)
		b->aic[i] = NAN;
	return b;
}

static struct buyer *
new_buyer(const struct histories *hs, const struct buyer_opts *o)
{
	struct buyer *b = buyer_bare(o);

	b->hs = hs;
	b->customers = history_count(hs);
	b->threads = history_threads(hs);
	b->as_of = b->from = history_as_of(hs);
	for (size_t i = 0; i < history_count(hs); i++)
		b->from = history_at(hs, i)->first < b->from ? history_at(hs, i)->first : b->from;
	b->tuples = tuples_new(hs);
	return b;
}

/* Ends the tool. A fit fails only if no customer has a repeat purchase. */
static _Noreturn void
cannot_fit(const struct buyer *b)
{
	char date[DATE_SIZE];
	const size_t n = b->customers;

	date_text(b->as_of, date);
	if (n == 0)
		fail_lack("no purchases by %s; nothing to fit", date);
	fail_lack("none of %zu customer%s has a repeat purchase by %s; cannot fit a purchase model"
	    " (use --params=FILE with a model of more customers)", n, TEXT_PLURAL(n), date);
}

struct buyer_repeats
buyer_repeats(const struct histories *hs)
{
	struct buyer_repeats r = { .x = mem_new(history_count(hs), sizeof *r.x),
	    .zbar = mem_new(history_count(hs), sizeof *r.zbar) };

	for (size_t i = 0; i < history_count(hs); i++) {
		const struct history *h = history_at(hs, i);

		r.out += h->frequency > 0 && !(h->monetary > 0);
		if (h->frequency == 0 || !(h->monetary > 0))
			continue;
		r.x[r.n] = (uint64_t)h->frequency;
		memcpy(&r.zbar[r.n++], &h->monetary, sizeof h->monetary);
	}
	buyer_repeats_sort(&r);
	return r;
}

/* Sorts by x, then by zbar, so that sums do not depend on the order of the customers. */
void
buyer_repeats_sort(struct buyer_repeats *r)
{
	sort_with(r->zbar, r->x, r->n);	/* positive doubles have the order of their bits */
	sort_with(r->x, r->zbar, r->n);
}

void
buyer_repeats_free(struct buyer_repeats *r)
{
	free(r->x);
	free(r->zbar);
}

static void
fit_spend(struct buyer *b, const struct buyer_repeats *r)
{
	struct ggspend_row *row = mem_new(r->n, sizeof *row);

	for (size_t i = 0; i < r->n; i++) {
		row[i].x = (double)r->x[i];
		memcpy(&row[i].zbar, &r->zbar[i], sizeof row[i].zbar);
	}
	b->has_spend = r->n > 0 && ggspend_fit(row, r->n, b->threads, &b->spend);
	free(row);
}

static void
note_spend(const struct buyer *b, const struct buyer_repeats *r)
{
	if (r->n == 0)
		opt_note("no customer has repeat purchases of a positive amount;"
		    " expected_spend and clv are empty");
	else if (!b->has_spend)
		opt_note("the spend of %zu customer%s has no finite mean;"
		    " expected_spend and clv are empty",
		    r->n, TEXT_PLURAL(r->n));
	else
		ggspend_rows_note(&b->spend.par);
	if (b->has_spend && r->out > 0)
		opt_note("%jd customer%s with repeat purchases of a mean amount <= 0;"
		    " scored with the mean of all",
		    (intmax_t)r->out, TEXT_PLURAL(r->out));
}

void
buyer_fit_spend(struct buyer *b, const struct buyer_repeats *r)
{
	fit_spend(b, r);
	note_spend(b, r);
}

static void
note_compared(const struct buyer *b)
{
	char list[256] = "";
	size_t n = 0, models = 0;

	for (size_t i = 0; i < BTYD_MODELS; i++)
		if (!isnan(b->aic[i]))
			n += (size_t)snprintf(list + n, sizeof list - n, "%s%s %.2f",
			    say_comma(models++), btyd_rows_name((enum btyd_model)i), b->aic[i]);
	opt_note("AIC of %s; using %s", list, buyer_model(b));
}

/*
 * Fits all models that the data allow, notes their AIC, and takes the one with the lowest, the
 * simplest one of equals.
 */
static void
fit_best(struct buyer *b)
{
	static const enum btyd_model simplest_first[BTYD_MODELS] = { BTYD_NBD, BTYD_BGNBD,
	    BTYD_MBGNBD, BTYD_PARETONBD, BTYD_BGCNBD, BTYD_MBGCNBD };
	double least = INFINITY;
	const double same = 1e-6;

	for (size_t i = 0; i < BTYD_MODELS; i++) {
		const enum btyd_model model = simplest_first[i];
		struct btyd_fit fit;

		if (btyd_has_stages(model) && isnan(b->tuples->log_gaps))
			continue;
		if (!tuples_fit(b->tuples, model, b->threads, &fit))
			cannot_fit(b);
		b->aic[model] = btyd_aic(&fit);
		if (b->aic[model] < least - same) {
			least = b->aic[model];
			b->purchases = fit;
		}
	}
	note_compared(b);
}

bool
buyer_needs_days(const struct buyer_opts *o)
{
	return o->model == BTYD_ROWS_AUTO ||
	    (o->model != BTYD_ROWS_ANY && btyd_has_stages((enum btyd_model)o->model));
}

static struct opt_list
covariate_names(const struct histories *hs)
{
	struct opt_list names = { .n = history_covariates(hs) };

	for (size_t k = 0; k < names.n; k++)
		names.word[k] = history_covariate_name(hs, k);
	return names;
}

/* Fits the covariates, starting at the model without them, which is already fitted. */
static void
fit_covariates(struct buyer *b, const struct histories *hs)
{
	const struct opt_list names = covariate_names(hs);
	struct btyd_fit *f = &b->purchases;
	const struct covariates_fit *c = &b->covariates;
	bool which[COVARIATES_MAX];

	tuples_free(b->tuples);
	b->tuples = tuples_with_covariates(hs);
	const enum covariates_fault fault = tuples_fit_covariates(b->tuples, f,
	    history_threads(hs), &b->covariates, which);

	if (fault != COVARIATES_GOOD)
		covariates_rows_cannot(fault, buyer_model(b), &names, which, history_count(hs));
	f->par = c->model.par;
	memcpy(f->se, c->se, sizeof f->se);
	f->uncertain = c->uncertain;
	f->loglik = c->loglik;
	f->tuples = c->tuples;
	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		f->candidate[i].loglik = c->candidate[i];
}

static enum btyd_model
model_of(const struct buyer_opts *o)
{
	return o->model == BTYD_ROWS_ANY ? BTYD_MBGNBD : (enum btyd_model)o->model;
}

void
buyer_fit_purchases(struct buyer *b)
{
	if (b->opts.model == BTYD_ROWS_AUTO)
		fit_best(b);
	else if (!tuples_fit(b->tuples, model_of(&b->opts), b->threads, &b->purchases))
		cannot_fit(b);
}

/* Frees the repeats before it returns: they take as much memory as the histories. */
static void
fit_spend_of(struct buyer *b, const struct histories *hs, bool note)
{
	struct buyer_repeats r = buyer_repeats(hs);

	(note ? buyer_fit_spend : fit_spend)(b, &r);
	buyer_repeats_free(&r);
}

struct buyer *
buyer_fit(const struct histories *hs, const struct buyer_opts *o)
{
	struct buyer *b = new_buyer(hs, o);

	tuples_require(hs, model_of(o));
	buyer_fit_purchases(b);
	if (history_covariates(hs) > 0)
		fit_covariates(b, hs);
	btyd_rows_note(&b->purchases.par);
	if (history_has_monetary(hs))
		fit_spend_of(b, hs, true);
	else if (history_has_spend(hs))
		opt_note("no column monetary; expected_spend and clv are empty");
	b->margin = margin_rows_fit(hs);
	if (b->has_spend)
		margin_rows_note(&b->margin);
	return b;
}

struct buyer *
buyer_like(const struct buyer *of, const struct histories *hs)
{
	struct buyer *b = new_buyer(hs, &of->opts);

	b->purchases = of->purchases;
	b->has_spend = of->has_spend;
	b->spend = of->spend;
	b->margin = of->margin;
	return b;
}

struct buyer *
buyer_try(const struct histories *hs, const struct btyd_fit *purchases)
{
	struct buyer *b = new_buyer(hs, &(struct buyer_opts)BUYER_DEFAULTS);
	bool fitted = history_has_monetary(hs);

	if (fitted && purchases)
		b->purchases = *purchases;
	else if (fitted)
		fitted = tuples_fit(b->tuples, BTYD_MBGNBD, history_threads(hs), &b->purchases);
	if (fitted)
		fit_spend_of(b, hs, false);
	b->margin = margin_rows_fit(hs);
	if (b->has_spend) {
		buyer_prepare(b);
		return b;
	}
	buyer_free(b);
	return NULL;
}

/* A file that --save wrote also says how uncertain the parameters are. */
static void
read_uncertain(struct model *m, struct buyer *b)
{
	const struct btyd *p = &b->purchases.par;

	b->purchases.uncertain = uncertain_rows_read(m, buyer_model(b),
	    b->tuples->dim > 0 ? covariates_parameters(&b->covariates.model)
	    : (size_t)btyd_parameters(p->rates, p->limit));
	if (b->has_spend)
		b->spend.uncertain = uncertain_rows_read(m, "ggspend",
		    ggspend_parameters(b->spend.par.limit));
}

struct buyer *
buyer_read(struct model *m, const char *path, const struct histories *hs,
    const struct buyer_opts *o)
{
	struct buyer *b = new_buyer(hs, o);
	const struct opt_list names = covariate_names(hs);

	btyd_rows_read(m, path, o->model == BTYD_ROWS_AUTO ? BTYD_ROWS_ANY : o->model, names.n > 0,
	    &b->purchases.par);
	if (names.n > 0) {
		tuples_free(b->tuples);
		b->tuples = tuples_with_covariates(hs);
		b->covariates.model.par = b->purchases.par;
		covariates_rows_read(m, buyer_model(b), &names, &b->covariates.model);
	}
	b->has_spend = ggspend_rows_read(m, path, &b->spend.par);
	const bool has_margin = margin_rows_read(m, path, &b->margin);

	if (!has_margin || !isnan(history_margin(hs)))
		b->margin = margin_rows_fit(hs);
	read_uncertain(m, b);
	model_close(m);
	if (b->has_spend && !history_has_monetary(hs)) {
		opt_note(history_has_spend(hs) ?
		    "no column monetary; expected_spend and clv are empty" :
		    "there are no amounts for the spend model of --params; expected_spend and clv"
		    " are empty");
		b->has_spend = false;
	}
	return b;
}

void
buyer_free(struct buyer *b)
{
	tuples_free(b->tuples);
	free(b->value);
	free(b->bounds);
	free(b->chance);
	horizons_free(b->horizons);
	free(b->model);
	free(b);
}

const char *
buyer_model(const struct buyer *b)
{
	return btyd_rows_name(b->purchases.par.model);
}

const struct btyd *
buyer_purchases(const struct buyer *b)
{
	return &b->purchases.par;
}

bool
buyer_has_margin(const struct buyer *b)
{
	return !isnan(b->margin.mean);
}

bool
buyer_has_spend(const struct buyer *b)
{
	return b->has_spend;
}

void
buyer_prepare(struct buyer *b)
{
	score_tuples(b);
}

struct uncertain
buyer_uncertain_of(const struct buyer *b, size_t class, double turn[4][FIT_DIM])
{
	const struct tuples *t = b->tuples;
	const struct covariates plain = { .par = b->purchases.par };

	return covariates_uncertain(t->dim > 0 ? &b->covariates.model : &plain,
	    t->value + class * t->dim, &b->purchases.uncertain, turn);
}

double
buyer_margin_of(const struct buyer *b, const struct history *h)
{
	return margin_rows_of(&b->margin, h);
}

/* The repeat purchases that the spend model knows; none if their mean is not positive. */
struct ggspend_row
buyer_spent(const struct history *h)
{
	const bool bought = h->frequency > 0 && h->monetary > 0;

	return bought ? (struct ggspend_row){ (double)h->frequency, h->monetary }
	    : (struct ggspend_row){ 0, 0 };
}

struct buyer_score
buyer_score(const struct buyer *b, const struct history *h)
{
	const struct btyd_value *v = &b->value[b->tuples->of[history_index(b->hs, h)]];
	const struct ggspend_row spent = buyer_spent(h);
	struct buyer_score s = { v->alive, v->expected, NAN, NAN };

	if (b->has_spend) {
		s.spend = ggspend_expected(&b->spend.par, spent.x, spent.zbar);
		s.clv = s.spend * v->discounted * buyer_margin_of(b, h);
	}
	return s;
}

void
buyer_put(const struct buyer *b, struct put *p, const char *tool, bool candidates)
{
	model_begin(p, tool);
	if (b->hs)	/* statistics are of all parts */
		model_part(p, history_part(b->hs));
	btyd_rows_put(p, &b->purchases, b->from, b->as_of);
	if (b->covariates.model.dim > 0) {
		const struct opt_list names = covariate_names(b->hs);

		covariates_rows_put(p, buyer_model(b), &names, &b->covariates);
	}
	if (candidates) {
		btyd_rows_candidates(p, &b->purchases);
		btyd_rows_compared(p, b->purchases.par.model, b->aic);
	}
	if (b->has_spend)
		ggspend_rows_put(p, &b->spend, b->from, b->as_of);
	margin_rows_put(p, &b->margin);
}

void
buyer_save(const struct buyer *b, const char *path, const char *tool)
{
	struct put *p = put_open_file(path, "model,name,value,se");

	buyer_put(b, p, tool, false);
	uncertain_rows_put(p, buyer_model(b), &b->purchases.uncertain);
	if (b->has_spend)
		uncertain_rows_put(p, "ggspend", &b->spend.uncertain);
	put_close(p);
}
