#include "lib/value/bgbb_rows_own.h"

#include <math.h>

#include "lib/base/fail.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"

const struct put_head bgbb_rows_head[] = {
	{ "p_alive", PUT_SHARE }, { "p_alive_next", PUT_SHARE }, { "expected_orders", PUT_REAL },
	{ "discounted_orders", PUT_REAL }, { "model", PUT_TEXT }, { 0 },
};

/* The opportunities: their words, the number per year, and the units of a duration. */
static const struct opportunity {
	enum period period;
	const char *words;
	double per_year;
	struct {
		char unit;
		int64_t of, is;	/* OF units are IS opportunities */
	} unit[2];
} opportunities[] = {
	{ PERIOD_WEEK, SAY("weeks"), 52, { { 'w', 1, 1 }, { 'd', 7, 1 } } },
	{ PERIOD_MONTH, SAY("months"), 12, { { 'm', 1, 1 }, { 'y', 1, 12 } } },
	{ PERIOD_YEAR, SAY("years"), 1, { { 'y', 1, 1 }, { 'm', 12, 1 } } },
};

enum period
bgbb_rows_opportunity(const struct bgbb_rows_opts *o)
{
	return o->opportunity < 0 ? PERIOD_NONE : opportunities[o->opportunity].period;
}

/* The number of opportunities in the horizon; NAN if it is not a whole number of them. */
static double
opportunities_in(const struct bgbb_rows_opts *o)
{
	const struct opportunity *k = &opportunities[o->opportunity];

	for (size_t i = 0; i < 2; i++)
		if (o->horizon.unit == k->unit[i].unit && o->horizon.n % k->unit[i].of == 0)
			return (double)(o->horizon.n / k->unit[i].of * k->unit[i].is);
	return NAN;
}

void
bgbb_rows_check(const struct bgbb_rows_opts *o)
{
	const bool given = o->horizon.unit != '\0', inf = duration_is_infinite(o->horizon);

	opt_refuse((const struct opt_conflict[]){
		{ given && o->periods >= 0, "--horizon and --periods cannot be used together" },
		{ given && !inf && o->opportunity < 0,
		    "--horizon with --model=bgbb requires --opportunity; or use --periods=N" },
		{ 0 } });
	if (given && !inf && isnan(opportunities_in(o)))
		opt_misuse("--horizon=%jd%c is not a whole number of %s", (intmax_t)o->horizon.n,
		    o->horizon.unit, say(opportunities[o->opportunity].words));
}

static double
periods(const struct bgbb_rows_opts *o)
{
	if (o->periods >= 0)
		return (double)o->periods;
	if (duration_is_infinite(o->horizon))
		return INFINITY;
	if (o->horizon.unit != '\0')
		return opportunities_in(o);
	return o->opportunity < 0 ? 1 : opportunities[o->opportunity].per_year;
}

static double
rate(const struct bgbb_rows_opts *o)
{
	return o->opportunity < 0 ? o->discount
	    : expm1(log1p(o->discount) / opportunities[o->opportunity].per_year);
}

/* Ends the tool: no customer has bought at an opportunity after the first purchase. */
static _Noreturn void
cannot_fit(const struct bgbb_rows_opts *o, const struct bgbb_cell *cell, size_t n)
{
	int64_t customers = 0, most = 0;

	for (size_t i = 0; i < n; i++) {
		customers += cell[i].customers;
		most = cell[i].n > most ? cell[i].n : most;
	}
	if (customers == 0)
		fail("no customers; nothing to fit");
	if (most == 0 && o->opportunity >= 0)
		fail("no customer has had an opportunity after the first purchase;"
		    " cannot fit --model=bgbb to %s (use a shorter --opportunity,"
		    " or --model=mbgnbd)", say(opportunities[o->opportunity].words));
	fail("none of %jd customer%s bought at one of up to %jd opportunities;"
	    " cannot fit --model=bgbb or one of its limits"
	    " (use --params=FILE with a model of more customers)",
	    (intmax_t)customers, TEXT_PLURAL(customers), (intmax_t)most);
}

bool
bgbb_rows_model(const struct bgbb_rows_opts *o, struct bgbb_cell *cell, size_t n,
    struct bgbb_rows *r, struct put *out)
{
	r->periods = periods(o);
	r->rate = rate(o);
	if (o->params)
		bgbb_model_read(o->params, r->model.opportunity, &r->model.fit.par);
	else if (!bgbb_fit(cell, n, &r->model.fit))
		cannot_fit(o, cell, n);
	else
		bgbb_model_note(&r->model.fit.par);
	if (o->save)
		bgbb_model_save(&r->model, o->save, o->tool);
	if (o->fit)
		bgbb_model_put(&r->model, out, o->tool, o->verbose);
	else if (isinf(bgbb_expected(&r->model.fit.par, 1, 1, 1, INFINITY, 0)) && isinf(r->periods))
		opt_note("the expected number of all future purchases has no limit in this model;"
		    " expected_orders is empty");
	return !o->fit;
}

/* NAN, an empty cell, if there is no limit. */
static double
finite_or_none(double x)
{
	return isinf(x) ? NAN : x;
}

void
bgbb_rows_fill(const struct bgbb_rows *r, const struct bgbb_cell *c,
    struct value to[static BGBB_ROWS_SCORES])
{
	const struct bgbb *m = &r->model.fit.par;
	const double x = (double)c->x, tx = (double)c->tx, n = (double)c->n;
	const double orders = bgbb_expected(m, x, tx, n, r->periods, 0);

	to[0].x = bgbb_alive(m, x, tx, n);
	to[1].x = bgbb_alive_next(m, x, tx, n);
	to[2].x = finite_or_none(orders);
	to[3].x = finite_or_none(bgbb_expected(m, x, tx, n, r->periods, r->rate));
	to[4].s = "bgbb";
}
