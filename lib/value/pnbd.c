/*
 * Pareto/NBD. The difficult part is one integral: the probability density of leaving at u without a
 * purchase in (from, u], over u in (from, to]. It is a difference of two 2F1. By quadrature, all
 * terms are positive, and the derivatives are sums over the same points.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/stat/gauss.h"
#include "lib/value/dropout.h"
#include "lib/value/rates.h"

enum { DIM = DROPOUT_DIM, SUMS = DROPOUT_SUMS };

/*
 * Gauss-Legendre quadrature. A rule has an error of 1e-12 on an interval that is not longer than
 * LONGEST, if the logarithm of the integrand falls by no more than STEEPEST.
 */
enum { POINTS = 16 };
static const struct rule {
	size_t n;
	double longest, steepest;
	double half[POINTS / 2][2];	/* the positive abscissae in (-1, 1), and their weights */
} rules[] = {
	{ 4, .3, .3, {
		{ .33998104358485626480, .65214515486254614263 },
		{ .86113631159405257522, .34785484513745385737 },
	} },
	{ 8, 1.5, 4, {
		{ .18343464249564980494, .36268378337836198297 },
		{ .52553240991632898582, .31370664587788728734 },
		{ .79666647741362673959, .22238103445337447054 },
		{ .96028985649753623168, .10122853629037625915 },
	} },
	{ 16, 3, 28, GAUSS_16 },
};
enum { RULES = sizeof rules / sizeof *rules };

/* The rest of the integral is ignored if the integrand is below this share of its maximum. */
static const double END = 2e-12;

/*
 * A point u of the integral. SILENT is the probability to be there without a purchase since FROM:
 * exp(-(s a + (m->s) b)), where s is r + x or lambda.
 */
struct point {
	double u, a, b, silent;
	double weight;		/* the integrand */
};

/*
 * The integral, panel by panel. The variable is y = log((c+u)/(c+from)), where c is the smaller of
 * alpha and beta. Then every singularity has a distance of at least pi from the real axis. That of
 * the larger one lies above y = far, so panels before it may be longer. At a limit, 1/lambda or
 * 1/mu replaces the larger one. If both are at their limits, no integral is needed (closed).
 */
struct span {
	const struct btyd *m;
	double s, from, c;	/* s: r + x, or lambda */
	struct point here, last;
	double y, left, far;	/* y of HERE, and the distance to LAST; see above */
	double highest;
};

static bool
regular(const struct btyd *m)
{
	return m->limit == BTYD_REGULAR;
}

static double
against(const struct span *p, const struct point *at)
{
	return p->s * at->a + p->m->s * at->b;
}

/*
 * The time since FROM, PASSED weeks, as an integral of the hazard: a of struct point for the rates
 * of purchase, b for those of leaving.
 */
static double
since(bool varies, double c, const struct span *p, double y, double passed)
{
	if (!varies)
		return passed;
	return c == p->c ? y : log1p(passed / (c + p->from));
}

static struct point
point(const struct span *p, double y)
{
	const struct btyd *m = p->m;
	const double passed = (p->c + p->from) * expm1(y), grown = passed + p->from + p->c;
	struct point at = { .u = p->from + passed };

	at.a = since(!rates_equal(m), m->alpha, p, y, passed);
	at.b = since(regular(m), m->beta, p, y, passed);
	at.silent = exp(-against(p, &at));
	/* the rate of leaving per unit of y */
	at.weight = at.silent * m->s * (regular(m) ? grown / (m->beta + at.u) : grown);
	return at;
}

static double
least(const struct btyd *m)
{
	const double alpha = rates_equal(m) ? INFINITY : m->alpha;

	return regular(m) ? fmin(alpha, m->beta) : alpha;
}

static double
other(const struct btyd *m)
{
	return fmax(rates_equal(m) ? 1 / m->lambda : m->alpha, regular(m) ? m->beta : 1 / m->s);
}

static struct span
span(const struct btyd *m, double x, double from, double to)
{
	const double c = least(m);
	struct span p = { .m = m, .s = rates_equal(m) ? m->lambda : m->r + x, .from = from, .c = c,
		.left = log1p((to - from) / (c + from)) };

	p.far = p.left > rules[RULES - 1].longest ? log(other(m) / (c + from)) : 0;

	p.here = point(&p, 0);
	p.last = point(&p, p.left);
	return p;
}

/* Chooses the rule for the next panel, and its length *h and its end. */
static const struct rule *
panel(const struct span *p, double *h, struct point *end)
{
	const struct rule *r = rules;
	const double before = against(p, &p->here);

	*h = p->left;
	*end = p->last;
	while (r < rules + RULES - 1 && (*h > r->longest || against(p, end) - before > r->steepest))
		r++;
	const double longest = fmax(r->longest, (p->far - p->y) / 2);
	if (*h > longest)
		*end = point(p, p->y + (*h = longest));
	const double fall = against(p, end) - before;
	if (fall > r->steepest)	/* the fall is convex: a shorter panel is less steep */
		*end = point(p, p->y + (*h *= r->steepest / fall));
	return r;
}

/* Sets the points of the next panel. Returns their number; 0: the rest is negligible. */
static size_t
next(struct span *p, struct point at[POINTS])
{
	if (!(p->left > 0) || p->here.weight <= END * p->highest)
		return 0;

	double h;
	struct point end;
	const struct rule *r = panel(p, &h, &end);

	for (size_t i = 0; i < r->n; i++) {
		const double *g = r->half[i / 2];

		at[i] = point(p, p->y + h / 2 * (1 + (i % 2 ? g[0] : -g[0])));
		at[i].weight *= h / 2 * g[1];
	}
	p->highest = fmax(p->highest, p->here.weight);
	p->here = end;
	p->y += h;
	p->left -= h;
	return r->n;
}

/*
 * The probability to leave within the span without a purchase, for a customer who is there at FROM.
 */
static double
leaves(struct span p)
{
	struct point at[POINTS];
	double sum = 0;

	for (size_t n; (n = next(&p, at)) > 0;)
		for (size_t i = 0; i < n; i++)
			sum += at[i].weight;
	return sum;
}

/* The b of struct point at T, counted from 0. */
static double
lived(const struct btyd *m, double T)
{
	return regular(m) ? log1p(T / m->beta) : T;
}

static double
log_stayed(const struct btyd *m, double x, double T)
{
	(void)x;
	return -m->s * lived(m, T);
}

static bool
closed(const struct btyd *m)
{
	return rates_equal(m) && !regular(m);
}

static double
log_left(const struct btyd *m, double x, double tx, double T)
{
	if (closed(m)) {
		const double both = m->lambda + m->s, z = both * (T - tx);

		return log(m->s / both) + z + log(-expm1(-z));
	}
	const struct span p = span(m, x, tx, T);

	return log(leaves(p)) + against(&p, &p.last);
}

static double
none(const struct btyd *m, double x, double T, double t)
{
	if (closed(m)) {
		const double both = m->lambda + m->s;

		return 1 + m->lambda / both * expm1(-both * t);
	}
	const struct span p = span(m, x, T, T + t);

	return leaves(p) + p.last.silent;
}

static double
base(const struct btyd *m, double T)
{
	return m->beta + T;
}

static double
hazard(const struct btyd *m, double u)
{
	return regular(m) ? m->s / (m->beta + u) : m->s;
}

/*
 * The rate times (beta+T) / (s-1) (1 - ((beta+T)/(beta+T+t))^(s-1)), written in a form that is also
 * exact for s = 1.
 */
static double
expected(const struct btyd *m, double x, double T, double t)
{
	const double e = m->s - 1, L = log1p(t / base(m, T));

	return rates_mean(m, x, T) * base(m, T) * (e == 0 ? L : -expm1(-e * L) / e);
}

/*
 * Fitting. Let E(u) be (1+u/alpha)^-(r+x) P(there at u), or e^(-lambda u) P(there at u) if the
 * rates are equal. The likelihood of a history is E(T) plus the integral over u in (tx, T] of E(u)
 * times the rate of leaving. Both are weighted sums over points: the weight is E (GONE = 0), or E
 * times the rate (GONE = 1). The logarithm of a weight has the derivatives c + d v, with four v:
 * log(1+u/alpha) and 1/(alpha+u) (for equal rates: u and 0), log(1+u/beta), and 1/(beta+u).
 */
static double
log_there(const struct btyd *m, double x, double u)
{
	return (rates_equal(m) ? -m->lambda * u : -(m->r + x) * log((m->alpha + u) / m->alpha)) -
	    m->s * lived(m, u);
}

/* Sets the four v at u; LOG_U and LIVED_U are already computed. */
static void
set_v(const struct btyd *m, double u, double log_u, double lived_u, double v[DIM])
{
	v[0] = rates_equal(m) ? u : log_u;
	v[1] = rates_equal(m) ? 0 : 1 / (m->alpha + u);
	v[2] = lived_u;
	v[3] = 1 / (m->beta + u);
}

/* Adds to SUM the weight, its products with each v, and those with each product of two v. */
static void
add_point(double weight, const double v[DIM], double sum[SUMS])
{
	double *one = sum + 1, *two = one + DIM;

	sum[0] += weight;
	for (size_t i = 0; i < DIM; i++) {
		one[i] += weight * v[i];
		for (size_t j = i; j < DIM; j++)
			two[i * DIM + j] += weight * v[i] * v[j];
	}
}

/* Adds the points of the integral. E is 1 at the beginning of the span. */
static void
add_leaving(struct span p, bool derive, double sum[SUMS])
{
	const double a = derive ? log((p.m->alpha + p.from) / p.m->alpha) : 0,
	    b = derive ? lived(p.m, p.from) : 0;
	struct point at[POINTS];
	double v[DIM];

	for (size_t n; (n = next(&p, at)) > 0;)
		for (const struct point *q = at; q < at + n; q++)
			if (derive) {
				set_v(p.m, q->u, a + q->a, b + q->b, v);
				add_point(q->weight, v, sum);
			} else {
				sum[0] += q->weight;
			}
}

/* Sets SUM for the term E(T): the customer is there at u. */
static void
set_there(const struct btyd *m, double u, double weight, double sum[SUMS])
{
	double v[DIM];

	memset(sum, 0, SUMS * sizeof *sum);
	set_v(m, u, log((m->alpha + u) / m->alpha), lived(m, u), v);
	add_point(weight, v, sum);
}

/* Turns the sums of products into derivatives. */
static void
derivatives(const struct btyd *m, double s, double gone, double sum[SUMS])
{
	const double beta = m->beta, all = sum[0], more = regular(m) ? m->s + gone : 0;
	const double c[DIM] = { 0, 0, gone / m->s, regular(m) ? m->s / beta : 0 },
	    d[DIM] = { -1, -s, -1, -more };
	double *one = sum + 1, *two = one + DIM;
	const double u = one[1], v = one[3], uu = two[DIM + 1], vv = two[3 * DIM + 3];

	for (size_t i = 0; i < DIM; i++)
		for (size_t j = i; j < DIM; j++)
			two[i * DIM + j] = c[i] * c[j] * all + c[i] * d[j] * one[j] +
			    c[j] * d[i] * one[i] +
			    d[i] * d[j] * two[i * DIM + j];
	for (size_t i = 0; i < DIM; i++)
		one[i] = c[i] * all + d[i] * one[i];
	two[1] -= u;
	two[DIM + 1] += s * uu;
	two[2 * DIM + 2] -= gone * all / (m->s * m->s);
	if (regular(m)) {
		two[2 * DIM + 3] += all / beta - v;
		two[3 * DIM + 3] += more * vv - m->s * all / (beta * beta);
	}
}

/* Adds N times the logarithm of LEFT plus THERE, and its derivatives. */
static void
add_log(double n, const double left[SUMS], const double there[SUMS], bool derive, double *to)
{
	const double all = left[0] + there[0];
	double sum[SUMS], *grad = sum + 1, *hess = grad + DIM;

	to[0] += n * log(all);
	if (!derive)
		return;
	for (size_t i = 1; i < SUMS; i++)
		sum[i] = (left[i] + there[i]) / all;
	for (size_t i = 0; i < DIM; i++) {
		to[1 + i] += n * grad[i];
		for (size_t j = i; j < DIM; j++)
			to[1 + DIM + i * DIM + j] += n * (hess[i * DIM + j] - grad[i] * grad[j]);
	}
}

/*
 * The integral from a day to the last day, with E = 1 at that day. The integral of a history is a
 * difference of two tails.
 */
struct tail {
	double log_there, sum[SUMS];
};

struct tails {
	int32_t first, last;
	struct tail *of;	/* per day; NULL: each history computes its own integral */
};

static void
add_tails(const struct btyd *m, const struct dropout_group *g, bool derive, struct tails *t)
{
	for (int32_t day = t->last; day >= t->first; day--) {
		const double from = dropout_weeks(day);
		struct tail *to = t->of + (day - t->first);

		to->log_there = log_there(m, g->x, from);
		if (day == t->last)
			continue;
		const struct span p = span(m, g->x, from, dropout_weeks(day + 1));
		for (size_t k = 0; k < (derive ? SUMS : 1); k++)
			to->sum[k] = p.last.silent * to[1].sum[k];
		add_leaving(p, derive, to->sum);
	}
}

/* Computes the tails if that is less work than an integral per history. */
static struct tails
tails(const struct btyd *m, const struct dropout_group *g, const struct btyd_tuple *t, size_t n,
    bool derive)
{
	struct tails s = { .first = t->recency, .last = t->age };

	for (size_t i = 1; i < n; i++)
		s.last = t[i].age > s.last ? t[i].age : s.last;
	const size_t days = (size_t)(s.last - s.first) + 1;
	if (days < 2 * n) {
		s.of = mem_new(days, sizeof *s.of);
		add_tails(m, g, derive, &s);
	}
	return s;
}

static void
add_tuple(const struct btyd *m, const struct dropout_group *g, const struct tails *tail,
    const struct btyd_tuple *t, bool derive, double *to)
{
	const double s = m->r + g->x, tx = dropout_weeks(t->recency), T = dropout_weeks(t->age);
	double left[SUMS] = { 0 }, there[SUMS], before, remains;

	if (tail->of) {
		const struct tail *a = tail->of + (t->recency - tail->first),
		    *b = tail->of + (t->age - tail->first);

		before = a->log_there;
		remains = exp(b->log_there - before);
		for (size_t k = 0; k < (derive ? SUMS : 1); k++)
			left[k] = a->sum[k] - remains * b->sum[k];
	} else {
		before = log_there(m, g->x, tx);
		remains = exp(log_there(m, g->x, T) - before);
		add_leaving(span(m, g->x, tx, T), derive, left);
	}
	if (derive) {
		derivatives(m, s, 1, left);
		set_there(m, T, remains, there);
		derivatives(m, s, 0, there);
	} else {
		there[0] = remains;
	}
	to[0] += (double)t->n * before;
	add_log((double)t->n, left, there, derive, to);
}

static void
add(const struct btyd *m, const struct dropout_group *g, const struct btyd_tuple *t, size_t n,
    bool derive, double *sum)
{
	const struct tails s = tails(m, g, t, n, derive);

	for (size_t i = 0; i < n; i++)
		add_tuple(m, g, &s, t + i, derive, sum);
	free(s.of);
}

const struct dropout pnbd_regular = {
	.log_stayed = log_stayed, .log_left = log_left, .none = none, .expected = expected,
	    .base = base, .hazard = hazard,
	.dim = 2, .add = add,
};

/* All customers leave at the rate s; beta is not used. */
static double
equal_expected(const struct btyd *m, double x, double T, double t)
{
	return rates_mean(m, x, T) * -expm1(-m->s * t) / m->s;
}

const struct dropout pnbd_equal = {
	.log_stayed = log_stayed, .log_left = log_left, .none = none, .expected = equal_expected,
	.hazard = hazard,
	.dim = 1, .add = add,
};
