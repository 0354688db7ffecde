/* The totals of groups of customers, with their intervals (total.h), and a new customer. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/work.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/value/buyer_own.h"
#include "lib/value/clv_by.h"
#include "lib/value/dropout.h"
#include "lib/value/ggsum.h"
#include "lib/value/likelihood.h"
#include "lib/value/predictive.h"
#include "lib/value/total.h"

/*
 * The axes of the purchase model come first, then those of the spend model. With covariates each
 * class has axes of its own (covariates_uncertain), which are combinations of the first ones.
 */
enum { OWN = DROPOUT_DIM, PURCHASES = FIT_DIM, SPEND = 3, CHUNK = 256 };
_Static_assert(PURCHASES + SPEND <= TOTAL_AXES, "");

/*
 * Steps for derivatives, in standard deviations. Those of the purchases are one-sided, because each
 * side costs as much as all the rest: the error is about NEAR, and that of the values, below 1e-11,
 * divided by NEAR.
 */
static const double STEP = 1e-3, NEAR = 1e-5;

/* What the totals need of a tuple. */
struct part {
	double expected[OWN], discounted[OWN];	/* derivatives along the axes of its class */
	double count[3];	/* moments of the number of purchases */
	double variance, third;	/* its cumulants */
	bool good;
};

struct parts {
	const struct buyer *b;
	struct part *part;
};

static void
set_cumulants(const double moment[static 3], double *variance, double *third)
{
	const double m = moment[0];

	*variance = fmax(moment[1] - m * m, 0);
	*third = moment[2] - 3 * m * moment[1] + 2 * m * m * m;
}

/* The models of a class, NEAR along each of its axes. */
struct moved {
	size_t dim;
	const struct btyd *at;
	struct btyd to[OWN];
};

static struct moved
moved(const struct buyer *b, size_t class)
{
	double turn[OWN][FIT_DIM], move[FIT_DIM];
	const struct uncertain u = buyer_uncertain_of(b, class, turn);
	struct moved m = { .dim = u.dim, .at = buyer_model_of(b, class) };

	for (size_t k = 0; k < u.dim; k++) {
		uncertain_along(&u, k, NEAR, move);
		m.to[k] = likelihood_moved(m.at, move);
	}
	return m;
}

/* VALUE: by the model itself. */
static struct part
part(const struct moved *m, const struct btyd_tuple *t, const struct btyd_horizon *h,
    const struct btyd_value *value)
{
	const double x = (double)t->x, tx = t->recency / BUYER_WEEK, T = t->age / BUYER_WEEK;
	struct predictive y = { 0 };
	struct part to = { .good = predictive_set(&y, m->at, x, tx, T, h->t) };

	if (to.good)
		predictive_moments(&y, to.count);
	predictive_free(&y);
	set_cumulants(to.count, &to.variance, &to.third);
	for (size_t k = 0; k < m->dim; k++) {
		const struct btyd_value near = btyd_value(&m->to[k], x, tx, T, h);

		to.expected[k] = (near.expected - value->expected) / NEAR;
		to.discounted[k] = (near.discounted - value->discounted) / NEAR;
	}
	return to;
}

static void
part_chunk(void *ctx, size_t chunk)
{
	struct parts *p = ctx;
	const struct buyer *b = p->b;
	size_t class = SIZE_MAX;
	struct moved m;

	for (size_t i = chunk * CHUNK; i < b->tuples->n && i < (chunk + 1) * CHUNK; i++) {
		if (class != buyer_class(b, i))
			m = moved(b, class = buyer_class(b, i));
		p->part[i] = part(&m, &b->tuples->tuple[i], buyer_horizon_of(b, i), &b->value[i]);
	}
}

/* The derivatives along the axes of the fit, from those along the axes of a class. */
static void
turn_back(const double own[OWN], double turn[OWN][FIT_DIM], size_t dim, double *to)
{
	for (size_t i = 0; i < dim; i++)
		for (size_t k = 0; k < PURCHASES; k++)
			to[k] += own[i] * turn[i][k];
}

/* The expected spend per purchase, and its derivatives along the axes of the spend model. */
static double
spend_of(const struct buyer *b, struct ggspend_row spent, double along[SPEND])
{
	double move[FIT_DIM], at[2];

	for (size_t k = 0; k < b->spend.uncertain.dim; k++) {
		for (int up = 0; up < 2; up++) {
			uncertain_along(&b->spend.uncertain, k, up ? STEP : -STEP, move);
			const struct ggspend m = ggspend_moved(&b->spend.par, move);

			at[up] = ggspend_expected(&m, spent.x, spent.zbar);
		}
		along[k] = (at[1] - at[0]) / (2 * STEP);
	}
	return ggspend_expected(&b->spend.par, spent.x, spent.zbar);
}

/* A customer: the tuple and its class. */
struct one {
	const struct btyd_value *value;
	const struct part *part;
	size_t class;
	struct buyer_amounts of;
};

struct sums {
	struct total orders, clv;
};

/* The value of one customer; ALONG has the derivatives of the discounted purchases. */
static struct total
clv_of(const struct buyer *b, const struct one *c, const double *along)
{
	double by_spend[SPEND] = { 0 }, moment[3];
	const struct ggspend_row spent = c->of.spent;
	const double margin = c->of.margin, spend = spend_of(b, spent, by_spend);
	const struct btyd_value *v = c->value;
	const double factor = v->expected > 0 ? v->discounted / v->expected : 1;
	const double unit = margin * factor * ggsum_unit(&b->spend.par, spent.x, spent.zbar);
	struct total t = { .n = 1, .mean = margin * spend * v->discounted,
		.loses = margin < 0 };

	for (size_t k = 0; k < PURCHASES; k++)
		t.along[k] = margin * spend * along[k];
	for (size_t k = 0; k < SPEND; k++)
		t.along[PURCHASES + k] = margin * v->discounted * by_spend[k];
	ggsum_moments(&b->spend.par, spent.x, c->part->count, moment);
	set_cumulants(moment, &t.variance, &t.third);
	t.variance *= unit * unit;
	t.third *= unit * unit * unit;
	return t;
}

/* The purchases and the value of one customer. */
static struct sums
sums_of(const struct buyer *b, const struct one *c)
{
	double turn[OWN][FIT_DIM], along[PURCHASES] = { 0 };
	const size_t dim = buyer_uncertain_of(b, c->class, turn).dim;
	struct sums s = { .orders = { .n = 1, .mean = c->value->expected,
		.variance = c->part->variance, .third = c->part->third } };

	turn_back(c->part->expected, turn, dim, s.orders.along);
	turn_back(c->part->discounted, turn, dim, along);
	if (b->has_spend)
		s.clv = clv_of(b, c, along);
	return s;
}

/* Groups. */

struct groups {
	struct map *names;
	struct sums *of;
	size_t room;
	struct sums all;
};

static struct sums *
group_at(struct groups *g, const char *name)
{
	bool is_new;
	const size_t i = map_at(g->names, name, strlen(name), &is_new);

	if (is_new) {
		g->of = mem_grow(g->of, i + 1, &g->room, sizeof *g->of);
		g->of[i] = (struct sums){ 0 };
	}
	return &g->of[i];
}

static void
add_sums(struct sums *to, const struct sums *s)
{
	total_add(&to->orders, &s->orders);
	total_add(&to->clv, &s->clv);
}

static void
add_customer(const struct buyer *b, const struct part *all, const struct history *h,
    struct sums *to, struct sums *to_all)
{
	const size_t i = b->tuples->of[history_index(b->hs, h)];
	const struct one c = { &b->value[i], &all[i], buyer_class(b, i),
		{ buyer_spent(h), buyer_margin_of(b, h) } };
	const struct sums s = sums_of(b, &c);

	add_sums(to, &s);
	if (to_all)
		add_sums(to_all, &s);
}

static void
put_total(struct put *p, const struct total *t, bool known, bool has_errors, double confidence)
{
	const struct total_range r = total_range(t, confidence);
	const double sd = total_sd(t);

	put_real(p, known ? t->mean : NAN);
	put_real(p, known && has_errors ? total_se(t) : NAN);
	put_real(p, known && isfinite(sd) ? sd : NAN);
	put_real(p, known ? r.low : NAN);
	put_real(p, known ? r.high : NAN);
}

static void
put_group(struct put *p, const struct buyer *b, const struct sums *g)
{
	const bool errors = b->purchases.uncertain.dim > 0, any = g->orders.n > 0;

	put_int(p, g->orders.n);
	put_total(p, &g->orders, any, errors, b->opts.confidence);
	put_total(p, &g->clv, any && b->has_spend, errors, b->opts.confidence);
	put_text(p, buyer_model(b));
	put_text(p, buyer_delta(b));
	put_end(p);
}

static void
put_columns_of_total(struct put *p, const char *by)
{
	if (by)
		put_column(p, by, PUT_PASSED);
	put_columns(p, (const struct put_head[]){ { "n", PUT_INT },
		{ "expected_orders", PUT_REAL }, { "orders_se", PUT_REAL },
		{ "orders_sd", PUT_REAL }, { "orders_low", PUT_REAL },
		{ "orders_high", PUT_REAL }, { "clv", PUT_REAL }, { "clv_se", PUT_REAL },
		{ "clv_sd", PUT_REAL }, { "clv_low", PUT_REAL }, { "clv_high", PUT_REAL },
		{ "model", PUT_TEXT }, { "interval", PUT_TEXT }, { 0 } });
}

static void
note_variance(const struct buyer *b, const struct groups *g)
{
	bool infinite = false;

	for (size_t i = 0; i < map_count(g->names); i++)
		infinite |= isinf(g->of[i].clv.variance);
	if (b->has_spend && infinite)
		opt_note("the spend model has no finite variance (q <= 2);"
		    " the total of clv has no interval");
}

/* Sums up in the order of the rows. */
static void
add_rows(const struct buyer *b, const struct part *part, const struct clv_by *by, struct groups *g)
{
	if (by->column == NULL)
		group_at(g, "");
	for (size_t row = 0; row < history_rows(b->hs); row++) {
		const struct history *h = history_row(b->hs, row);

		if (h != NULL)
			add_customer(b, part, h, group_at(g,
			    by->column ? by->of[history_index(b->hs, h)] : ""),
			    by->with_all ? &g->all : NULL);
	}
}

static void
check_parts(const struct parts *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!p->part[i].good)
			buyer_too_many();
}

void
buyer_total_print(const struct histories *hs, struct buyer *b, const struct clv_by *by,
    struct put *out)
{
	struct groups g = { .names = map_new() };
	struct parts p = { .b = b };
	const size_t n = b->tuples->n;

	buyer_prepare(b);
	buyer_note_errors(b);
	p.part = mem_new(n, sizeof *p.part);
	work_each(history_threads(hs), (n + CHUNK - 1) / CHUNK, part_chunk, &p);
	check_parts(&p, n);
	add_rows(b, p.part, by, &g);
	note_variance(b, &g);
	put_columns_of_total(out, by->column);
	size_t *order = map_order(g.names);

	for (size_t i = 0; i < map_count(g.names); i++) {
		if (by->column)
			put_text(out, map_key(g.names, order[i]));
		put_group(out, b, &g.of[order[i]]);
	}
	if (by->with_all) {
		put_text(out, NULL);
		put_group(out, b, &g.all);
	}
	free(order);
	free(g.of);
	free(p.part);
	map_free(g.names);
}

/* A new customer. */

struct newcomer {
	struct btyd_value value;
	struct part part;
	struct buyer_interval interval;		/* NAN if the horizon is infinite */
};

static struct newcomer
newcomer(const struct buyer *b, struct buyer_amounts of)
{
	const struct btyd_tuple none = { 0 };
	const struct btyd *m = &b->purchases.par;
	struct btyd_horizon h;
	struct newcomer to;

	if (duration_is_infinite(b->opts.horizon))
		return (struct newcomer){ buyer_residual_of(m, &none, b->opts.discount),
			.part.good = true, .interval = { NAN, NAN, NAN, NAN } };
	const struct moved by = moved(b, 0);

	btyd_horizon(m, 0, b->t, b->opts.discount, &h);
	to.value = btyd_value(m, 0, 0, 0, &h);
	to.part = part(&by, &none, &h, &to.value);
	if (!to.part.good)
		buyer_too_many();
	to.interval = buyer_interval_of(b, 0, &none, &to.value, of);
	return to;
}

static void
put_new(struct put *p, const struct buyer *b, const struct newcomer *new, struct buyer_amounts of)
{
	const struct sums s = sums_of(b, &(struct one){ &new->value, &new->part, 0, of });
	const bool finite = !duration_is_infinite(b->opts.horizon),
	    errors = finite && b->purchases.uncertain.dim > 0;

	put_value(p, &(struct value){ .i = b->purchases.customers,
		.none = b->purchases.customers == 0 });
	put_real(p, s.orders.mean);
	put_real(p, errors ? total_se(&s.orders) : NAN);
	put_real(p, new->interval.orders_low);
	put_real(p, new->interval.orders_high);
	put_real(p, b->has_spend ? ggspend_expected(&b->spend.par, 0, 0) : NAN);
	put_real(p, b->has_spend ? s.clv.mean : NAN);
	put_real(p, b->has_spend && errors ? total_se(&s.clv) : NAN);
	put_real(p, new->interval.clv_low);
	put_real(p, new->interval.clv_high);
	put_text(p, buyer_model(b));
	put_text(p, finite ? buyer_predictive(b) : NULL);
	if (!finite)
		put_real(p, new->value.discounted);
	put_end(p);
}

void
buyer_new_print(struct buyer *b, struct put *out)
{
	const struct buyer_amounts of = { { 0, 0 }, b->margin.mean };

	if (b->tuples->dim > 0)
		fail("--new is not possible with covariates:"
		    " those of a new customer are not known");
	buyer_prepare(b);
	if (!duration_is_infinite(b->opts.horizon))
		buyer_note_errors(b);
	const struct newcomer new = newcomer(b, of);

	put_columns(out, (const struct put_head[]){ { "n", PUT_INT },
		{ "expected_orders", PUT_REAL }, { "orders_se", PUT_REAL },
		{ "orders_low", PUT_REAL }, { "orders_high", PUT_REAL },
		{ "expected_spend", PUT_REAL }, { "clv", PUT_REAL }, { "clv_se", PUT_REAL },
		{ "clv_low", PUT_REAL }, { "clv_high", PUT_REAL }, { "model", PUT_TEXT },
		{ "interval", PUT_TEXT }, { 0 } });
	if (duration_is_infinite(b->opts.horizon))
		put_column(out, "dert", PUT_REAL);
	put_new(out, b, &new, of);
}
