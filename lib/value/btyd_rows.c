#include "lib/value/btyd_rows.h"

#include <err.h>
#include <math.h>
#include <string.h>

#include "lib/io/model.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"

static const double MOST = 1e6;		/* a fit stays far below */

static const char *const limits[] = { "none", "no_dropout", "equal_dropout" };

/* The model, its third and fourth parameter, and the one it has where all leave alike. */
static const struct names {
	const char *model, *third, *fourth, *equal;
} names[BTYD_MODELS] = {
	[BTYD_BGNBD] = { "bgnbd", "a", "b", "p" },
	[BTYD_MBGNBD] = { "mbgnbd", "a", "b", "p" },
	[BTYD_PARETONBD] = { "paretonbd", "s", "beta", "mu" },
};

const char *
btyd_rows_name(enum btyd_model model)
{
	return names[model].model;
}

void
btyd_rows_note(const struct btyd *m)
{
	if (m->limit == BTYD_NO_DROPOUT)
		opt_note("no dropout is visible in these data; using the NBD limit");
	if (m->limit == BTYD_EQUAL_DROPOUT)
		opt_note("%s", m->model == BTYD_PARETONBD ? "all customers drop out alike in these data; using the exponential limit"
		    : "all customers drop out alike in these data; using the geometric limit");
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
	model_word(p, name->model, "limit", limits[f->par.limit]);
	model_number(p, name->model, "r", f->par.r, f->se[0]);
	model_number(p, name->model, "alpha", f->par.alpha, f->se[1]);
	if (f->par.limit == BTYD_EQUAL_DROPOUT)
		model_number(p, name->model, name->equal, f->par.a, NAN);
	if (f->par.limit == BTYD_REGULAR) {
		model_number(p, name->model, name->third, f->par.a, f->se[2]);
		model_number(p, name->model, name->fourth, f->par.b, f->se[3]);
	}
}

static enum btyd_limit
limit_of(const char *path, const char *model, const char *word)
{
	for (int i = 0; word && i < (int)(sizeof limits / sizeof *limits); i++)
		if (strcmp(word, limits[i]) == 0)
			return (enum btyd_limit)i;
	errx(EXIT_TROUBLE, "%s: %s,limit must be none, no_dropout or equal_dropout", path, model);
}

static enum btyd_model
model_of(const struct model *m, const char *path, int asked)
{
	int i = 0;

	while (i < BTYD_MODELS && !model_has(m, names[i].model))
		i++;
	if (i == BTYD_MODELS)
		errx(EXIT_TROUBLE, "%s: no rows of bgnbd, mbgnbd or paretonbd", path);
	if (asked != BTYD_ROWS_ANY && asked != i)
		errx(EXIT_TROUBLE, "%s: the model is %s, but --model=%s was given", path, names[i].model, names[asked].model);
	return (enum btyd_model)i;
}

void
btyd_rows_read(struct model *m, const char *path, int asked, struct btyd *p)
{
	static const char *const facts[] = { "n", "tuples", "from", "as_of", "log_likelihood" };
	const struct names *name = &names[p->model = model_of(m, path, asked)];
	const char *unit = model_text(m, name->model, "unit");

	if (unit && strcmp(unit, "week") != 0)
		errx(EXIT_TROUBLE, "%s: %s,unit is '%s', but must be week", path, name->model, unit);
	p->limit = limit_of(path, name->model, model_text(m, name->model, "limit"));
	p->r = model_positive(m, name->model, "r", MOST);
	p->alpha = model_positive(m, name->model, "alpha", MOST);
	p->a = 0;
	p->b = 1;
	if (p->limit == BTYD_REGULAR) {
		p->a = model_positive(m, name->model, name->third, MOST);
		p->b = model_positive(m, name->model, name->fourth, MOST);
	} else if (p->limit == BTYD_EQUAL_DROPOUT) {
		p->a = model_positive(m, name->model, name->equal, MOST);
		if (p->model != BTYD_PARETONBD)
			p->b = 1 - p->a;
		if (!(p->b > 0))
			errx(EXIT_TROUBLE, "%s: %s,p must be below 1", path, name->model);
	}
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		model_skip(m, name->model, facts[i]);
}
