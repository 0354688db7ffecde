#include "lib/churn/risk.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/base/work.h"
#include "lib/churn/churn.h"
#include "lib/io/model.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/value/btyd_rows.h"
#include "lib/value/covariates_rows.h"
#include "lib/value/tuples.h"

enum { WEEK = 7, CHUNK = 1024, LEAST = 100, NAME = 64 };

struct risk {
	const struct histories *hs;
	const struct facts *facts;
	struct risk_opts opts;
	const char *method;
	int32_t horizon;	/* days */
	struct btyd_fit dropout;
	int32_t from;		/* first day of the data of the fit */
	bool has_dropout;
	struct churn churn;
	double *risk;		/* per history index */
};

/* Scores. */

static double
none(const void *ctx, double x, double tx, double T, double t)
{
	return btyd_none(ctx, x, tx, T, t);
}

static double
model_risk(const struct risk *r, const struct history *h)
{
	const int32_t as_of = history_as_of(r->hs);

	if (!r->has_dropout)
		return NAN;
	return btyd_none(&r->dropout.par, (double)h->frequency, (double)(h->last - h->first) / WEEK,
	    (double)(as_of - h->first) / WEEK, (double)r->horizon / WEEK);
}

static double
learned_risk(const struct risk *r, const struct history *h)
{
	const struct churn_customer c = facts_customer(r->facts, h);
	double f[CHURN_FEATURES];

	if (!r->has_dropout)
		return NAN;
	churn_features(&r->churn, &c, history_as_of(r->hs), r->horizon, f);
	return churn_probability(&r->churn, churn_score(&r->churn, f));
}

static double
rules_risk(const struct risk *r, const struct history *h)
{
	const struct indicators_facts facts = facts_of(r->facts, h);
	const struct indicators seen = indicators_measure(&facts, r->opts.rules);

	return indicators_risk(&seen, r->opts.rules).score;
}

static void
score_chunk(void *ctx, size_t chunk)
{
	static double (*const risk[])(const struct risk *, const struct history *) = {
		learned_risk, model_risk, rules_risk,
	};
	static const double unit[] = { 100, 100, 1 };
	const struct risk *r = ctx;
	const size_t n = history_all(r->hs);
	const size_t end = (chunk + 1) * CHUNK < n ? (chunk + 1) * CHUNK : n;

	for (size_t i = chunk * CHUNK; i < end; i++)
		r->risk[i] = unit[r->opts.method] * risk[r->opts.method](r, history_any(r->hs, i));
}

/* Fits. */

static void
fit_dropout(struct risk *r, enum btyd_model model)
{
	struct tuples *t = tuples_new(r->hs);

	tuples_require(r->hs, model);
	r->has_dropout = tuples_fit(t, model, history_threads(r->hs), &r->dropout);
	r->from = history_as_of(r->hs);
	for (size_t i = 0; i < history_count(r->hs); i++)
		r->from = history_at(r->hs, i)->first < r->from ?
		    history_at(r->hs, i)->first : r->from;
	tuples_free(t);
	if (r->has_dropout)
		btyd_rows_note(&r->dropout.par);
}

static bool
has_repeats(const struct histories *hs)
{
	for (size_t i = 0; i < history_count(hs); i++)
		if (history_at(hs, i)->frequency > 0)
			return true;
	return false;
}

/* Uses the rules instead of a purchase model; for a history table there are no rules either. */
static void
fall_back(struct risk *r)
{
	const size_t n = history_count(r->hs);
	const bool rules = history_has_days(r->hs);

	opt_note(has_repeats(r->hs) ?
	    "cannot fit a purchase model to %zu customer%s: they are too few or too similar%s" :
	    "cannot fit a purchase model to %zu customer%s: none has bought on two days%s",
	    n, TEXT_PLURAL(n), r->opts.compare ? "" : rules ? say("; using --method=rules") :
	    say("; a history table has no rules either"));
	if (rules && !r->opts.compare) {
		r->opts.method = RISK_RULES;
		r->method = "rules";
	} else {
		r->method = "idle";
	}
}

/* Ends the tool if no customer has a score: an output without risks would look good. */
static void
check_scored(const struct risk *r)
{
	const size_t n = history_all(r->hs);
	size_t i = 0;

	while (i < n && isnan(r->risk[i]))
		i++;
	if (i == n)
		fail_lack("%s", r->opts.method == RISK_RULES ?
		    say("no customer can be scored: no indicator is known for any of them") :
		    say("no customer can be scored: no purchase model can be fitted"));
}

static void
fit_churn(struct risk *r)
{
	const size_t n = history_count(r->hs);
	struct churn_customer *c = mem_new(n, sizeof *c);

	for (size_t i = 0; i < n; i++)
		c[i] = facts_customer(r->facts, history_at(r->hs, i));
	churn_learn(c, n, history_has_spend(r->hs), history_as_of(r->hs), r->horizon, none,
	    &r->dropout.par, history_threads(r->hs), &r->churn);
	free(c);
	const int32_t span = r->churn.as_of - r->churn.begin;

	if (n >= LEAST && r->horizon <= 2 * span && r->churn.windows > 0)
		return;
	r->churn.windows = 0;
	r->churn.line = (struct calibration_line){ .slope = 1 };
	r->method = "mbgnbd";
	opt_note("%zu customer%s over %d days: too little history to learn a horizon of %d days;"
	    " using the purchase model mbgnbd", n, TEXT_PLURAL(n), span, r->horizon);
}

/* The model file. */

static const char *const features[CHURN_FEATURES] = {
	"idle", "bought", "recent", "spent", "dropout", "contacts", "complaints", "low_scores",
};

static const char *
window_name(int window, const char *what, const char *feature, char to[static NAME])
{
	snprintf(to, NAME, "window%d.%s%s%s", window + 1, what, *feature ? "." : "", feature);
	return to;
}

static void
put_window(struct put *p, int i, const struct churn_window *w)
{
	char name[NAME];

	model_count(p, "churn", window_name(i, "width", "", name), w->width);
	model_count(p, "churn", window_name(i, "n", "", name), (int64_t)w->n);
	model_count(p, "churn", window_name(i, "gone", "", name), (int64_t)w->gone);
	model_number(p, "churn", window_name(i, "intercept", "", name), w->coef[0], NAN);
	for (int k = 0; k < CHURN_FEATURES; k++) {
		window_name(i, "mean", features[k], name);
		model_number(p, "churn", name, w->mean[k], NAN);
		window_name(i, "sd", features[k], name);
		model_number(p, "churn", name, w->sd[k], NAN);
		window_name(i, "coefficient", features[k], name);
		model_number(p, "churn", name, w->coef[k + 1], NAN);
	}
}

static void
read_window(struct model *m, const char *path, int i, struct churn_window *w)
{
	char name[NAME];

	model_skip(m, "churn", window_name(i, "width", "", name));
	model_skip(m, "churn", window_name(i, "n", "", name));
	model_skip(m, "churn", window_name(i, "gone", "", name));
	w->coef[0] = model_value(m, "churn", window_name(i, "intercept", "", name));
	for (int k = 0; k < CHURN_FEATURES; k++) {
		w->mean[k] = model_value(m, "churn", window_name(i, "mean", features[k], name));
		w->sd[k] = model_value(m, "churn", window_name(i, "sd", features[k], name));
		w->coef[k + 1] = model_value(m, "churn",
		    window_name(i, "coefficient", features[k], name));
		if (!(w->sd[k] > 0))
			fail("%s: churn,%s must be positive", path,
			    window_name(i, "sd", features[k], name));
	}
}

static void
put_churn(struct put *p, const struct churn *c)
{
	model_count(p, "churn", "horizon", c->horizon);
	model_date(p, "churn", "from", c->begin);
	model_date(p, "churn", "as_of", c->as_of);
	model_number(p, "churn", "amount", c->amount, NAN);
	for (int k = 0; k < CHURN_KINDS; k++)
		model_count(p, "churn", features[CHURN_PURCHASES + k], c->kind[k]);
	model_count(p, "churn", "windows", (int64_t)c->windows);
	for (int i = 0; i < (int)c->windows; i++)
		put_window(p, i, &c->window[i]);
	model_number(p, "churn", "slope", c->line.slope, NAN);
	model_number(p, "churn", "level", c->line.level, NAN);
}

static int32_t
read_count(struct model *m, const char *path, const char *name, int32_t most)
{
	const double x = model_value(m, "churn", name);

	if (!(x >= 0 && x <= most && x == floor(x)))
		fail("%s: churn,%s is not a whole number from 0 to %d",
		    path, name, most);
	return (int32_t)x;
}

static int32_t
read_day(struct model *m, const char *path, const char *name)
{
	const char *text = model_text(m, "churn", name);
	const int32_t day = text ? date_parse(text) : DATE_NONE;

	if (day == DATE_NONE)
		fail("%s: churn,%s is not a valid date", path, name);
	return day;
}

static void
read_churn(struct risk *r, struct model *m, const char *path)
{
	struct churn *c = &r->churn;

	*c = (struct churn){ .none = none, .ctx = &r->dropout.par };
	c->horizon = read_count(m, path, "horizon", INT32_MAX);
	c->begin = read_day(m, path, "from");
	c->as_of = read_day(m, path, "as_of");
	c->amount = model_value(m, "churn", "amount");
	for (int k = 0; k < CHURN_KINDS; k++)
		c->kind[k] = model_value(m, "churn", features[CHURN_PURCHASES + k]) > 0;
	c->windows = (size_t)read_count(m, path, "windows", CHURN_WINDOWS);
	for (int i = 0; i < (int)c->windows; i++)
		read_window(m, path, i, &c->window[i]);
	c->line.slope = model_value(m, "churn", "slope");
	c->line.level = model_value(m, "churn", "level");
	if (c->horizon != r->horizon)
		fail("%s: learned for a horizon of %d days, not %d; use --horizon=%d",
		    path, c->horizon, r->horizon, c->horizon);
}

static void
read_params(struct risk *r, const char *path, int model)
{
	/* whoever bought once is there for ever */
	static const char *const not_valid[BTYD_MODELS] = {
		[BTYD_BGNBD] = SAY("bgnbd is not a valid churn model; fit mbgnbd or paretonbd"),
		[BTYD_BGCNBD] = SAY("bgcnbd is not a valid churn model; fit mbgcnbd"),
	};
	struct model *m = model_open(path);
	const bool learned = model_has(m, "churn");

	if (r->opts.method == RISK_AUTO)
		r->opts.method = learned ? RISK_LEARNED : RISK_MODEL;
	if (learned != (r->opts.method == RISK_LEARNED))
		fail("%s: the model requires --method=%s", path,
		    learned ? "learned" : "model");
	covariates_rows_refuse(m, path, "churn-flag");
	btyd_rows_read(m, path, model, false, &r->dropout.par);
	if (not_valid[r->dropout.par.model])
		fail("%s: %s", path, say(not_valid[r->dropout.par.model]));
	r->has_dropout = true;
	if (learned)
		read_churn(r, m, path);
	model_close(m);
}

void
risk_save(const struct risk *r, const char *path, const char *tool)
{
	if (!r->has_dropout)
		fail("%s: no model to save", path);
	struct put *p = put_open_file(path, "value,se");

	model_begin(p, tool);
	model_part(p, history_part(r->hs));
	if (r->opts.method == RISK_LEARNED)
		put_churn(p, &r->churn);
	btyd_rows_put(p, &r->dropout, r->from, history_as_of(r->hs));
	put_close(p);
}

void
risk_check(const struct risk_opts *o)
{
	opt_refuse((const struct opt_conflict[]){
		{ o->model != -1 && o->method > RISK_AUTO && o->method != RISK_MODEL,
			"--model can only be used with --method=model" },
		{ o->params && o->method == RISK_RULES,
			"--params cannot be used with --method=rules; rules are not fitted" },
		{ 0 } });
}

static enum risk_method
choose(const struct risk *r, const struct risk_opts *o)
{
	if (o->method == RISK_AUTO)
		return history_has_days(r->hs) && o->model == -1 ? RISK_LEARNED : RISK_MODEL;
	if (o->method != RISK_MODEL && !history_has_days(r->hs))
		fail("--method=%s requires an order log or a store "
		    "(use --method=model for a history table)",
		    o->method == RISK_LEARNED ? "learned" : "rules");
	return (enum risk_method)o->method;
}

struct risk *
risk_open(const struct histories *hs, const struct facts *facts, const struct risk_opts *o)
{
	static const enum btyd_model models[] = { BTYD_MBGNBD, BTYD_PARETONBD, BTYD_MBGCNBD };
	struct risk *r = mem_new(1, sizeof *r);
	const size_t n = history_all(hs);

	r->hs = hs;
	r->facts = facts;
	r->opts = *o;
	r->horizon = duration_days(o->horizon, history_as_of(hs));
	if (history_count(hs) == 0 && o->params == NULL)
		fail_lack("no purchases by %s; nothing to score",
		    date_text(history_as_of(hs), (char[DATE_SIZE]){ 0 }));
	if (o->params)
		read_params(r, o->params, o->model == -1 ? -1 : (int)models[o->model]);
	r->opts.method = choose(r, &r->opts);
	if ((r->opts.method != RISK_RULES || o->compare) && o->params == NULL)
		fit_dropout(r, o->model == -1 ? BTYD_MBGNBD : models[o->model]);
	r->method = r->opts.method == RISK_RULES ? "rules" :
	    r->opts.method == RISK_LEARNED ? "learned" : btyd_rows_name(r->dropout.par.model);
	if (r->opts.method == RISK_LEARNED && o->params == NULL && r->has_dropout)
		fit_churn(r);
	if (r->opts.method != RISK_RULES && !r->has_dropout)
		fall_back(r);
	r->risk = mem_new(n, sizeof *r->risk);
	work_each(history_threads(hs), (n + CHUNK - 1) / CHUNK, score_chunk, r);
	if (!o->compare)
		check_scored(r);
	return r;
}

void
risk_free(struct risk *r)
{
	free(r->risk);
	free(r);
}

double
risk_of(const struct risk *r, const struct history *h)
{
	return r->risk[history_index(r->hs, h)];
}

double
risk_of_model(const struct risk *r, const struct history *h)
{
	return 100 * model_risk(r, h);
}

const struct btyd_fit *
risk_purchases(const struct risk *r)
{
	return r->has_dropout ? &r->dropout : NULL;
}

const char *
risk_model(const struct risk *r)
{
	return btyd_rows_name(r->dropout.par.model);
}

const char *
risk_method(const struct risk *r)
{
	return r->method;
}

int32_t
risk_horizon(const struct risk *r)
{
	return r->horizon;
}

enum risk_method
risk_chosen(const struct risk *r)
{
	return (enum risk_method)r->opts.method;
}
