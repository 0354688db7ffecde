#include "lib/value/btyd_rows.h"

#include <err.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/io/model.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/value/uncertain_rows.h"

static const double MOST = 2e8;		/* above the bound of all fits */
static const double MOST_AT_0 = 1e100;	/* with covariates, which are rarely near 0 */

static const char *const limits[BTYD_LIMITS] = { "none", "no_dropout", "equal_dropout",
    "once_or_never" };
static const char *const rates[BTYD_RATES] = { "gamma", "equal" };
static const char *const facts[] = { "n", "tuples", "from", "as_of", "log_likelihood" };

/* The names of a model, of its third and fourth parameter, and of that of equal dropout. */
static const struct names {
	const char *model, *third, *fourth, *equal;
} names[BTYD_MODELS] = {
	[BTYD_BGNBD] = { "bgnbd", "a", "b", "p" },
	[BTYD_MBGNBD] = { "mbgnbd", "a", "b", "p" },
	[BTYD_PARETONBD] = { "paretonbd", "s", "beta", "mu" },
	[BTYD_BGCNBD] = { "bgcnbd", "a", "b", "p" },
	[BTYD_MBGCNBD] = { "mbgcnbd", "a", "b", "p" },
	[BTYD_NBD] = { .model = "nbd" },
};

const char *
btyd_rows_name(enum btyd_model model)
{
	return names[model].model;
}

static const char *
no_dropout_note(const struct btyd *m)
{
	static const char *const note[2][BTYD_RATES] = {
		{ "no dropout is visible in these data; using the NBD limit",
		    "no dropout is visible in these data; using the Poisson limit" },
		{ "no dropout is visible in these data; using the CNBD limit",
		    "no dropout is visible in these data; using the Erlang limit" },
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
		    ? "all customers drop out alike in these data; using the exponential limit"
		    : "all customers drop out alike in these data; using the geometric limit",
		[BTYD_ONCE_OR_NEVER] =
		    "some customers drop out at their first chance and the others never in these"
		    " data; using the once-or-never limit",
	};

	note_stages(m);
	if (dropout[m->limit])
		opt_note("%s", dropout[m->limit]);
	if (equal)
		opt_note("all customers buy at the same rate in these data;"
		    " using the limit of equal rates");
}

/* The name of the parameter of a limit of dropout; NULL if there is none. */
static const char *
limit_par(const struct btyd *m)
{
	if (m->limit == BTYD_EQUAL_DROPOUT)
		return names[m->model].equal;
	return m->limit == BTYD_ONCE_OR_NEVER ? "pi" : NULL;
}

void
btyd_rows_put(struct put *p, const struct btyd_fit *f, int32_t from, int32_t as_of)
{
	const struct names *name = &names[f->par.model];

	model_count(p, name->model, "n", f->customers);
	model_date(p, name->model, "from", from);
	model_date(p, name->model, "as_of", as_of);
	model_count(p, name->model, "tuples", (int64_t)f->tuples);
	model_word(p, name->model, "unit", "week");
	model_number(p, name->model, "log_likelihood", f->loglik, NAN);
	if (f->par.stages > 0)
		model_count(p, name->model, "k", f->par.stages);
	if (f->par.model != BTYD_NBD)
		model_word(p, name->model, "limit", limits[f->par.limit]);
	if (f->par.rates == BTYD_EQUAL_RATES) {
		/* not written for gamma rates: older versions know only these */
		model_word(p, name->model, "rates", rates[f->par.rates]);
		model_number(p, name->model, "lambda", f->par.lambda, NAN);
	} else {
		model_number(p, name->model, "r", f->par.r, f->se[0]);
		model_number(p, name->model, "alpha", f->par.alpha, f->se[1]);
	}
	if (limit_par(&f->par))
		model_number(p, name->model, limit_par(&f->par), f->par.a, NAN);
	if (f->par.limit == BTYD_REGULAR) {
		model_number(p, name->model, name->third, f->par.a, f->se[2]);
		model_number(p, name->model, name->fourth, f->par.b, f->se[3]);
	}
}

enum { NAME = 64 };

static const char *
candidate_name(size_t i, char to[static NAME])
{
	snprintf(to, NAME, "candidate.%s.%s", rates[i / BTYD_LIMITS], limits[i % BTYD_LIMITS]);
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
	snprintf(to, NAME, "aic.%s", names[model].model);
	return to;
}

void
btyd_rows_candidates(struct put *p, const struct btyd_fit *f)
{
	const char *model = names[f->par.model].model;
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
			model_number(p, names[model].model, compared_name(i, name), aic[i], NAN);
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

static enum btyd_limit
limit_of(const char *path, const char *model, const char *word)
{
	for (int i = 0; word && i < BTYD_LIMITS; i++)
		if (strcmp(word, limits[i]) == 0)
			return (enum btyd_limit)i;
	errx(EXIT_TROUBLE, "%s: %s,limit must be none, no_dropout, equal_dropout or once_or_never",
	    path, model);
}

/* WORD NULL: the file was written before there were equal rates. */
static enum btyd_rates
rates_of(const char *path, const char *model, const char *word)
{
	if (word == NULL || strcmp(word, rates[BTYD_GAMMA_RATES]) == 0)
		return BTYD_GAMMA_RATES;
	if (strcmp(word, rates[BTYD_EQUAL_RATES]) == 0)
		return BTYD_EQUAL_RATES;
	errx(EXIT_TROUBLE, "%s: %s,rates must be gamma or equal", path, model);
}

static enum btyd_model
model_of(const struct model *m, const char *path, int asked)
{
	int i = 0;

	while (i < BTYD_MODELS && !model_has(m, names[i].model))
		i++;
	if (i == BTYD_MODELS)
		errx(EXIT_TROUBLE,
		    "%s: no rows of bgnbd, mbgnbd, paretonbd, bgcnbd, mbgcnbd or nbd", path);
	if (asked != BTYD_ROWS_ANY && asked != i)
		errx(EXIT_TROUBLE, "%s: the model is %s, but --model=%s was given", path,
		    names[i].model, names[asked].model);
	return (enum btyd_model)i;
}

static void
read_rates(struct model *m, const char *path, const char *name, double most, struct btyd *p)
{
	p->rates = rates_of(path, name, model_text(m, name, "rates"));
	if (p->rates == BTYD_EQUAL_RATES) {
		p->lambda = model_positive(m, name, "lambda", most);
	} else {
		p->r = model_positive(m, name, "r", most);
		p->alpha = model_positive(m, name, "alpha", most);
	}
}

static void
read_stages(struct model *m, const char *path, const char *name, struct btyd *p)
{
	if (!btyd_has_stages(p->model))
		return;
	const double k = model_value(m, name, "k");

	if (!(k >= 1 && k <= BTYD_STAGES && k == floor(k)))
		errx(EXIT_TROUBLE, "%s: %s,k must be a whole number from 1 to %d", path, name,
		    BTYD_STAGES);
	p->stages = (int)k;
}

static void
read_dropout(struct model *m, const char *path, const struct names *name, double most,
    struct btyd *p)
{
	p->limit = BTYD_NO_DROPOUT;
	if (p->model == BTYD_NBD)
		return;
	p->limit = limit_of(path, name->model, model_text(m, name->model, "limit"));
	if (p->limit == BTYD_REGULAR) {
		p->a = model_positive(m, name->model, name->third, most);
		p->b = model_positive(m, name->model, name->fourth, most);
	} else if (limit_par(p)) {
		p->a = model_positive(m, name->model, limit_par(p), most);
		p->b = p->model == BTYD_PARETONBD && p->limit == BTYD_EQUAL_DROPOUT ? 1 : 1 - p->a;
		if (!(p->b > 0))
			errx(EXIT_TROUBLE, "%s: %s,%s must be below 1", path, name->model,
			    limit_par(p));
	}
}

void
btyd_rows_read(struct model *m, const char *path, int asked, bool covariates, struct btyd *p)
{
	const double most = covariates ? MOST_AT_0 : MOST;
	const enum btyd_model model = model_of(m, path, asked);
	const struct names *name = &names[model];
	const char *unit = model_text(m, name->model, "unit");

	*p = (struct btyd){ .model = model, .b = 1 };
	if (unit && strcmp(unit, "week") != 0)
		errx(EXIT_TROUBLE, "%s: %s,unit is '%s', but must be week", path, name->model,
		    unit);
	read_stages(m, path, name->model, p);
	read_rates(m, path, name->model, most, p);
	read_dropout(m, path, name, most, p);
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		model_skip(m, name->model, facts[i]);
	skip_candidates(m, name->model);
	uncertain_rows_skip(m, name->model);
}
