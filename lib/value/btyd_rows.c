#include "lib/value/btyd_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/say.h"
#include "lib/io/model.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/value/uncertain_rows.h"

static const char *const facts[] = { "n", "tuples", "from", "as_of", "log_likelihood" };

const char *
btyd_rows_name(enum btyd_model model)
{
	return params_names[model].model;
}

static const char *
no_dropout_note(const struct btyd *m)
{
	static const char *const note[2][BTYD_RATES] = {
		{ SAY("no dropout is visible in these data; using the NBD limit"),
		    SAY("no dropout is visible in these data; using the Poisson limit") },
		{ SAY("no dropout is visible in these data; using the CNBD limit"),
		    SAY("no dropout is visible in these data; using the Erlang limit") },
	};

	return m->model == BTYD_NBD ? NULL : note[m->stages > 1][m->rates];
}

static void
note_stages(const struct btyd *m)
{
	if (m->stages == 1)
		opt_note("purchases are not regular in these data;"
		    " with k = 1 the model is the one without k");
	if (m->stages == BTYD_STAGES)
		opt_note("k = %d is the largest that is tried; the purchases may be more regular",
		    BTYD_STAGES);
}

void
btyd_rows_note(const struct btyd *m)
{
	const bool equal = m->rates == BTYD_EQUAL_RATES;
	const char *const dropout[BTYD_LIMITS] = {
		[BTYD_NO_DROPOUT] = no_dropout_note(m),
		[BTYD_EQUAL_DROPOUT] = m->model == BTYD_PARETONBD
		    ? SAY("all customers drop out alike in these data; using the exponential limit")
		    : SAY("all customers drop out alike in these data; using the geometric limit"),
		[BTYD_ONCE_OR_NEVER] =
		    SAY("some customers drop out at their first chance and the others never in"
		    " these"
		    " data; using the once-or-never limit"),
	};

	note_stages(m);
	if (dropout[m->limit])
		opt_note("%s", say(dropout[m->limit]));
	if (equal)
		opt_note("all customers buy at the same rate in these data;"
		    " using the limit of equal rates");
}

void
btyd_rows_put(struct put *p, const struct btyd_fit *f, int32_t from, int32_t as_of)
{
	const struct params_names *name = &params_names[f->par.model];

	model_count(p, name->model, "n", f->customers);
	model_date(p, name->model, "from", from);
	model_date(p, name->model, "as_of", as_of);
	model_count(p, name->model, "tuples", (int64_t)f->tuples);
	model_word(p, name->model, "unit", "week");
	model_number(p, name->model, "log_likelihood", f->loglik, NAN);
	if (f->par.stages > 0)
		model_count(p, name->model, "k", f->par.stages);
	if (f->par.model != BTYD_NBD)
		model_word(p, name->model, "limit", params_limits[f->par.limit]);
	if (f->par.rates == BTYD_EQUAL_RATES) {
		/* not written for gamma rates: older versions know only these */
		model_word(p, name->model, "rates", params_rates[f->par.rates]);
		model_number(p, name->model, "lambda", f->par.lambda, NAN);
	} else {
		model_number(p, name->model, "r", f->par.r, f->se[0]);
		model_number(p, name->model, "alpha", f->par.alpha, f->se[1]);
	}
	if (params_of_limit(&f->par))
		model_number(p, name->model, params_of_limit(&f->par), f->par.a, NAN);
	if (f->par.limit == BTYD_REGULAR) {
		model_number(p, name->model, name->third, f->par.a, f->se[2]);
		model_number(p, name->model, name->fourth, f->par.b, f->se[3]);
	}
}

enum { NAME = 64 };

static const char *
candidate_name(size_t i, char to[static NAME])
{
	snprintf(to, NAME, "candidate.%s.%s", params_rates[i / BTYD_LIMITS],
	    params_limits[i % BTYD_LIMITS]);
	return to;
}

static const char *
stages_name(int k, char to[static NAME])
{
	snprintf(to, NAME, "candidate.k.%d", k);
	return to;
}

static const char *
compared_name(size_t model, char to[static NAME])
{
	snprintf(to, NAME, "aic.%s", params_names[model].model);
	return to;
}

void
btyd_rows_candidates(struct put *p, const struct btyd_fit *f)
{
	const char *model = params_names[f->par.model].model;
	char name[NAME];

	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		if (f->par.model != BTYD_NBD || i % BTYD_LIMITS == BTYD_NO_DROPOUT)
			model_number(p, model, candidate_name(i, name), f->candidate[i].loglik,
			    NAN);
	for (int k = 1; btyd_has_stages(f->par.model) && k <= BTYD_STAGES; k++)
		model_number(p, model, stages_name(k, name), f->loglik_of[k - 1], NAN);
}

void
btyd_rows_compared(struct put *p, enum btyd_model model, const double aic[static BTYD_MODELS])
{
	char name[NAME];

	for (size_t i = 0; i < BTYD_MODELS; i++)
		if (!isnan(aic[i]))
			model_number(p, params_names[model].model, compared_name(i, name), aic[i],
			    NAN);
}

static void
skip_candidates(struct model *m, const char *model)
{
	char name[NAME];

	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		model_skip(m, model, candidate_name(i, name));
	for (int k = 1; k <= BTYD_STAGES; k++)
		model_skip(m, model, stages_name(k, name));
	for (size_t i = 0; i < BTYD_MODELS; i++)
		model_skip(m, model, compared_name(i, name));
}

static const char *
value_of(void *m, const char *model, const char *name)
{
	return name == NULL ? (model_has(m, model) ? "" : NULL) : model_text(m, model, name);
}

struct params
btyd_rows_params(struct model *m)
{
	return (struct params){ value_of, m };
}

static enum btyd_model
model_of(const struct params *p, const char *path, int asked)
{
	const enum btyd_model model = params_model(p);

	if (model == BTYD_MODELS)
		fail("%s: no rows of bgnbd, mbgnbd, paretonbd, bgcnbd, mbgcnbd or nbd", path);
	if (asked != BTYD_ROWS_ANY && asked != (int)model)
		fail("%s: the model is %s, but --model=%s was given", path,
		    params_names[model].model, params_names[asked].model);
	return model;
}

void
btyd_rows_read(struct model *m, const char *path, int asked, bool covariates, struct btyd *p)
{
	const struct params rows = btyd_rows_params(m);
	const enum btyd_model model = model_of(&rows, path, asked);
	const char *name = params_names[model].model;
	char why[PARAMS_WHY];

	if (!params_btyd(&rows, model, covariates ? PARAMS_MOST_AT_0 : PARAMS_MOST, p, why))
		fail("%s: %s", path, why);
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		model_skip(m, name, facts[i]);
	skip_candidates(m, name);
	uncertain_rows_skip(m, name);
}
