#include "lib/value/params.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/num.h"
#include "lib/base/say.h"

static const double MOST_SPEND = 1e15;	/* far above any fit */

const struct params_names params_names[BTYD_MODELS] = {
	[BTYD_BGNBD] = { "bgnbd", "a", "b", "p" },
	[BTYD_MBGNBD] = { "mbgnbd", "a", "b", "p" },
	[BTYD_PARETONBD] = { "paretonbd", "s", "beta", "mu" },
	[BTYD_BGCNBD] = { "bgcnbd", "a", "b", "p" },
	[BTYD_MBGCNBD] = { "mbgcnbd", "a", "b", "p" },
	[BTYD_NBD] = { .model = "nbd" },
};
const char *const params_limits[BTYD_LIMITS] = { "none", "no_dropout", "equal_dropout",
    "once_or_never" };
const char *const params_rates[BTYD_RATES] = { "gamma", "equal" };

/* The values of the row "limit". "none" is not written: older versions do not know this row. */
const char *const params_spend_limits[GGSPEND_LIMITS] = { "none", "same_amount", "same_customers",
    "one_amount" };

/* The rows of one model, and the first reason why one of them is not valid. */
struct reading {
	const struct params *from;
	const char *model;
	double most;
	bool bad;
	char *why;
};

static const char *
text(const struct reading *r, const char *name)
{
	return r->from->value(r->from->of, r->model, name);
}

/* Sets the reason: MODEL,NAME and the WORDS about it. Later ones do not replace it. */
static void
wrong(struct reading *r, const char *name, const char *words)
{
	if (!r->bad)
		snprintf(r->why, PARAMS_WHY, "%s,%s %s", r->model, name, words);
	r->bad = true;
}

static double
number(struct reading *r, const char *name)
{
	const char *s = text(r, name);
	double x = NAN;

	if (s == NULL && !r->bad)
		snprintf(r->why, PARAMS_WHY, say("no row %s,%s"), r->model, name);
	else if (s && !num_parse(s, &x) && !r->bad)
		snprintf(r->why, PARAMS_WHY, say("%s,%s '%.80s' is not a number"), r->model, name,
		    s);
	r->bad = r->bad || isnan(x);
	return x;
}

static double
positive(struct reading *r, const char *name)
{
	const double x = number(r, name);

	if (!(x > 0))
		wrong(r, name, say("must be positive"));
	else if (x > r->most)
		wrong(r, name, say("is out of range"));
	return x;
}

/* The place of the value of a row among N words; a file without the row means the first. */
static int
word(struct reading *r, const char *name, const char *const *words, int n, const char *wanted)
{
	const char *s = text(r, name);

	for (int i = 0; s && i < n; i++)
		if (strcmp(s, words[i]) == 0)
			return i;
	if (s)
		wrong(r, name, say(wanted));
	return 0;
}

bool
params_has(const struct params *p, const char *model)
{
	return p->value(p->of, model, NULL) != NULL;
}

enum btyd_model
params_model(const struct params *p)
{
	int i = 0;

	while (i < BTYD_MODELS && !params_has(p, params_names[i].model))
		i++;
	return (enum btyd_model)i;
}

const char *
params_of_limit(const struct btyd *m)
{
	if (m->limit == BTYD_EQUAL_DROPOUT)
		return params_names[m->model].equal;
	return m->limit == BTYD_ONCE_OR_NEVER ? "pi" : NULL;
}

static void
read_unit(struct reading *r)
{
	const char *unit = text(r, "unit");

	if (unit && strcmp(unit, "week") != 0 && !r->bad) {
		snprintf(r->why, PARAMS_WHY, say("%s,unit is '%.40s', but must be week"), r->model,
		    unit);
		r->bad = true;
	}
}

static void
read_stages(struct reading *r, struct btyd *to)
{
	if (!btyd_has_stages(to->model))
		return;
	const double k = number(r, "k");

	if (k >= 1 && k <= BTYD_STAGES && k == floor(k)) {
		to->stages = (int)k;
		return;
	}
	_Static_assert(BTYD_STAGES == 4, "the message below says 4");
	wrong(r, "k", say("must be a whole number from 1 to 4"));
}

/* A file without the row "rates" was written before there were equal rates. */
static void
read_rates(struct reading *r, struct btyd *to)
{
	to->rates = (enum btyd_rates)word(r, "rates", params_rates, BTYD_RATES,
	    say("must be gamma or equal"));
	if (to->rates == BTYD_EQUAL_RATES) {
		to->lambda = positive(r, "lambda");
	} else {
		to->r = positive(r, "r");
		to->alpha = positive(r, "alpha");
	}
}

static void
read_limit(struct reading *r, struct btyd *to)
{
	const char *const name = params_of_limit(to);

	to->a = positive(r, name);
	to->b = to->model == BTYD_PARETONBD && to->limit == BTYD_EQUAL_DROPOUT ? 1 : 1 - to->a;
	if (!(to->b > 0))
		wrong(r, name, say("must be below 1"));
}

static void
read_dropout(struct reading *r, struct btyd *to)
{
	static const char wanted[] =
	    SAY("must be none, no_dropout, equal_dropout or once_or_never");
	const struct params_names *name = &params_names[to->model];

	to->limit = BTYD_NO_DROPOUT;
	if (to->model == BTYD_NBD)
		return;
	if (text(r, "limit") == NULL)
		wrong(r, "limit", say(wanted));
	to->limit = (enum btyd_limit)word(r, "limit", params_limits, BTYD_LIMITS, wanted);
	if (to->limit == BTYD_REGULAR) {
		to->a = positive(r, name->third);
		to->b = positive(r, name->fourth);
	} else if (params_of_limit(to)) {
		read_limit(r, to);
	}
}

bool
params_btyd(const struct params *p, enum btyd_model model, double most, struct btyd *to,
    char why[static PARAMS_WHY])
{
	struct reading r = { .from = p, .model = params_names[model].model, .most = most,
	    .why = why };

	*to = (struct btyd){ .model = model, .b = 1 };
	read_unit(&r);
	read_stages(&r, to);
	read_rates(&r, to);
	read_dropout(&r, to);
	return !r.bad;
}

bool
params_spend(const struct params *p, struct ggspend *to, char why[static PARAMS_WHY])
{
	struct reading r = { .from = p, .model = PARAMS_SPEND, .most = MOST_SPEND, .why = why };

	*to = (struct ggspend){ .p = NAN, .q = NAN, .gamma = NAN };
	to->limit = (enum ggspend_limit)word(&r, "limit", params_spend_limits, GGSPEND_LIMITS,
	    say("must be none, same_amount, same_customers or one_amount"));
	if (to->limit == GGSPEND_REGULAR || to->limit == GGSPEND_SAME_CUSTOMERS)
		to->p = positive(&r, "p");
	if (to->limit == GGSPEND_REGULAR || to->limit == GGSPEND_SAME_AMOUNT)
		to->q = positive(&r, "q");
	if (to->limit == GGSPEND_REGULAR)
		to->gamma = positive(&r, "gamma");
	else
		to->level = positive(&r, "level");
	if (to->q <= 1)
		wrong(&r, "q", say("must be above 1"));
	return !r.bad;
}

bool
params_margin(const struct params *p, struct margin *to, char why[static PARAMS_WHY])
{
	struct reading r = { .from = p, .model = PARAMS_MARGIN, .most = MOST_SPEND, .why = why };

	*to = margin_fixed(number(&r, "mean"));
	const double n = positive(&r, "n");

	if (to->mean > MOST_SPEND || to->mean < -MOST_SPEND)
		wrong(&r, "mean", say("must be from -1e15 to 1e15"));
	if (r.bad)
		return false;
	to->n = (int64_t)n;
	if (text(&r, "purchases") == NULL)
		return true;
	to->purchases = positive(&r, "purchases");
	to->amount = positive(&r, "amount");
	return !r.bad;
}
