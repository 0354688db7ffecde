#include "lib/bgnbd.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/fit.h"
#include "lib/hyp.h"
#include "lib/work.h"

static const double DAYS = 7;		/* of a week */
static const double YEAR = 52;		/* weeks of a year */

/* log(1 + e^z) */
static double
log1pexp(double z)
{
	return z > 0 ? z + log1p(exp(-z)) : log1p(exp(z));
}

/* The odds of having left after the last purchase, as a logarithm. */
static double
log_left(const struct bgnbd *m, double x, double tx, double T)
{
	if (x == 0 || m->limit == BGNBD_NO_DROPOUT)
		return -INFINITY;
	double odds = m->limit == BGNBD_EQUAL_DROPOUT ? log(m->a / m->b) : log(m->a / (m->b + x - 1));

	return (m->r + x) * log1p((T - tx) / (m->alpha + tx)) + odds;
}

/* P(still there after each of x purchases), as a logarithm. */
static double
log_stayed(const struct bgnbd *m, double x)
{
	switch (m->limit) {
	case BGNBD_NO_DROPOUT:
		return 0;
	case BGNBD_EQUAL_DROPOUT:
		return x * log1p(-m->a);
	default:
		return hyp_logrise(m->b, x) - hyp_logrise(m->a + m->b, x);
	}
}

double
bgnbd_loglik(const struct bgnbd *m, double x, double tx, double T)
{
	return hyp_logrise(m->r, x) - m->r * log1p(T / m->alpha) - x * log(m->alpha + T) +
	    log_stayed(m, x) + log1pexp(log_left(m, x, tx, T));
}

double
bgnbd_alive(const struct bgnbd *m, double x, double tx, double T)
{
	return 1 / (1 + exp(log_left(m, x, tx, T)));
}

/*
 * The expected purchases of one who is there at T.
 *
 * One who never left would make N of them, negative binomial with s = r + x and z = t/(alpha+T+t),
 * and is still there after k of them with probability (b+x)_k / (a+b+x)_k = v_k.  So the sum over n
 * of P(N = n) (v_0 + ... + v_(n-1)) is what we want: all its terms are positive, and nothing
 * happens at a = 1.
 */
static double
by_count(const struct bgnbd *m, double x, double s, double y)
{
	const double big = 1e200, z = y / (1 + y);
	double p = 1, v = 1, stays = 0, sum = 0, scale = -s * log1p(y);

	for (double n = 1;; n++) {
		p *= (s + n - 1) / n * z;
		stays += v;
		v *= (m->b + x + n - 1) / (m->a + m->b + x + n - 1);
		sum += p * stays;
		double ratio = fmax((s + n) / (n + 1), 1) * z * (1 + v / stays);
		if (ratio < 1 && p * stays * ratio <= 1e-17 * sum * (1 - ratio))
			return sum * exp(scale);
		if (sum > big) {
			sum /= big;
			p /= big;
			scale += log(big);
		}
	}
}

/*
 * The same where N may be large: with e = a - 1, c = a+b+x-1, L = log(1-z) it is
 * c/e (1 - (1-z)^e 2F1(c-s, e; c; z)), written so that e = 0 and c = 0 are harmless.
 */
static double
by_2f1(const struct bgnbd *m, double x, double s, double y)
{
	double e = m->a - 1, c = m->a + m->b + x - 1, L = -log1p(y);
	double gone = e == 0 ? -L : -expm1(e * L) / e;

	return c * gone - exp(e * L) * hyp_rest(c - s, e, c, y / (1 + y));
}

/* How many terms by_count would take, roughly. */
static double
count_terms(double s, double y)
{
	return s * y + 9 * sqrt(s * y * (1 + y)) + 40 * (1 + y);
}

static double
expected_alive(const struct bgnbd *m, double x, double T, double t)
{
	double s = m->r + x, y = t / (m->alpha + T);

	switch (m->limit) {
	case BGNBD_NO_DROPOUT:
		return s * y;
	case BGNBD_EQUAL_DROPOUT:
		return -expm1(-s * log1p(m->a * y)) / m->a;
	default:
		break;
	}
	/* where s is much more than a + b + x, 2F1 has terms of both signs and loses digits */
	bool sound = m->a + m->b - 1 - m->r > -fmax(10, x / 2);
	double terms = count_terms(s, y);
	if (terms < 2000 || (!sound && terms < 1e6))
		return by_count(m, x, s, y);
	double v = by_2f1(m, x, s, y);
	return v >= 0 && v <= s * y ? v : s * y;	/* a million purchases in the horizon: any bound will do */
}

double
bgnbd_expected(const struct bgnbd *m, double x, double tx, double T, double t)
{
	return bgnbd_alive(m, x, tx, T) * expected_alive(m, x, T, t);
}

double
bgnbd_none(const struct bgnbd *m, double x, double tx, double T, double t)
{
	double left = 1 / (1 + exp(-log_left(m, x, tx, T)));

	return left + (1 - left) * exp(-(m->r + x) * log1p(t / (m->alpha + T)));
}

double
bgnbd_new(const struct bgnbd *m, double t)
{
	return bgnbd_expected(m, 0, 0, 0, t);
}

/* The terms of by_count at the end of the horizon, which serve the weeks before it too. */
enum { LANES = 8, TERMS = 640 };
typedef double pair __attribute__((vector_size(2 * sizeof(double))));	/* gcc -O2 vectorises little by itself */
struct terms {
	size_t n;		/* 0: to be had week by week only */
	double s, base, end, z;	/* r + x, alpha + T, that of the horizon's end and z there */
	double term[TERMS + 1];
};

static void
terms(const struct bgnbd *m, double x, double T, double t, struct terms *to)
{
	double s = m->r + x, v = 1, stays = 0, sum = 0;

	to->n = 0;
	to->s = s;
	to->base = m->alpha + T;
	to->end = to->base + t;
	to->z = t / to->end;
	double log_p = -s * log1p(t / to->base), p = exp(log_p);
	for (size_t i = 1; i <= TERMS && m->limit == BGNBD_REGULAR && log_p > -600; i++) {
		double n = (double)i;

		p *= (s + n - 1) * to->z / n;
		stays += v;
		v *= (m->b + x + n - 1) / (m->a + m->b + x + n - 1);
		sum += to->term[i] = p * stays;
		if (to->term[i] > 1e-13 * sum)
			continue;
		double ratio = fmax((s + n) / (n + 1), 1) * to->z * (1 + v / stays);
		if (ratio < 1 && to->term[i] * ratio <= 1e-15 * sum * (1 - ratio)) {
			to->n = i;
			return;
		}
	}
}

/* The terms that still count where z is BY times that of the horizon. */
static size_t
terms_needed(const struct terms *c, double by)
{
	size_t n = c->n;
	double length = -log(by) * (double)n;

	if (!(length > 0))
		return n;
	if (length > 690)	/* beyond, the power is 0 in a double */
		n = (size_t)((double)n * 690 / length) + 1;
	double power = pow(by, (double)n - 1);
	while (n > 1 && c->term[n] * power < 1e-18 * c->term[1]) {
		power /= by;
		n--;
	}
	return n;
}

/* What one who is there expects in the first week[0], week[1], ... weeks after T, ascending. */
static void
expected_weeks(const struct terms *c, const double week[LANES], double to[LANES])
{
	double by[LANES];

	for (int j = 0; j < LANES; j++)
		by[j] = week[j] / ((c->base + week[j]) * c->z);
	pair by0 = { by[0], by[1] }, by1 = { by[2], by[3] }, by2 = { by[4], by[5] }, by3 = { by[6], by[7] };
	pair sum0 = { 0 }, sum1 = { 0 }, sum2 = { 0 }, sum3 = { 0 };
	for (size_t n = terms_needed(c, by[LANES - 1]); n > 0; n--) {
		sum0 = (sum0 + c->term[n]) * by0;
		sum1 = (sum1 + c->term[n]) * by1;
		sum2 = (sum2 + c->term[n]) * by2;
		sum3 = (sum3 + c->term[n]) * by3;
	}
	double sum[LANES] = { sum0[0], sum0[1], sum1[0], sum1[1], sum2[0], sum2[1], sum3[0], sum3[1] };
	for (int j = 0; j < LANES; j++)
		to[j] = sum[j] * exp(c->s * log(c->end / (c->base + week[j])));
}

/* What one who is there expects at each of N times after T, ascending; N is a multiple of LANES. */
static void
expected_at(const struct bgnbd *m, const struct terms *c, double x, double T, const double *week, size_t n, double *to)
{
	for (size_t i = 0; i < n; i++)
		if (c->n == 0)
			to[i] = expected_alive(m, x, T, week[i]);
		else if (i % LANES == 0)
			expected_weeks(c, week + i, to + i);
}

/* (1+rate)^-(end/52) at the end of each week; what is expected in it is the difference of two values. */
static double
factor(double rate, double end)
{
	return pow(1 + rate, -end / YEAR);
}

static double
week_by_week(const struct bgnbd *m, const struct terms *c, double x, double T, double t, double rate)
{
	double week[LANES], until[LANES], before = 0, sum = 0;

	for (double done = 0; done < t; done += LANES) {
		for (int j = 0; j < LANES; j++)
			week[j] = fmin(done + j + 1, t);
		expected_at(m, c, x, T, week, LANES, until);
		for (int j = 0; j < LANES && done + j < t; j++) {
			sum += factor(rate, week[j]) * (until[j] - before);
			before = until[j];
		}
	}
	return sum;
}

/* Points enough for an error of e-13 where the function is analytic up to a distance of pi. */
static size_t
points(double half)
{
	const double far = M_PI / half, need = 13 * M_LN10 / log(far + sqrt(far * far + 1));
	size_t n = LANES;

	while ((double)n < need && n < BGNBD_NODES)
		n += LANES;
	return n;
}

/* Adds what the value at U, a part of the way from 0 to 1, has from each point, times G: barycentric. */
static void
spread(struct bgnbd_horizon *h, const double *at, double u, double g)
{
	double part[BGNBD_NODES], sum = 1 / u;	/* the point 0, where the value is 0 */

	sum /= 2;
	for (size_t j = 0; j < h->n; j++) {
		if (u == at[j]) {
			h->weight[j] += g;
			return;
		}
		part[j] = (j % 2 ? 1 : -1) * (j + 1 == h->n ? .5 : 1) / (u - at[j]);
		sum += part[j];
	}
	for (size_t j = 0; j < h->n; j++)
		h->weight[j] += g * part[j] / sum;
}

void
bgnbd_horizon(const struct bgnbd *m, double T, double t, double rate, struct bgnbd_horizon *h)
{
	const double base = m->alpha + T, all = log1p(t / base);
	double at[BGNBD_NODES];

	*h = (struct bgnbd_horizon){ .t = t, .rate = rate, .n = points(all / 2) };
	for (size_t j = 0; j < h->n; j++) {
		const double turn = M_PI * (double)(j + 1) / (double)h->n;

		at[j] = (1 - cos(turn)) / 2;
		h->week[j] = j + 1 == h->n ? t : base * expm1(all * at[j]);
		h->last[j] = cos((double)h->n * turn) / (j + 1 == h->n ? 2 : 1);
		h->last_but_one[j] = 2 * cos((double)(h->n - 1) * turn) / (j + 1 == h->n ? 2 : 1);
	}
	for (double w = 1; w < t; w++)
		spread(h, at, log1p(w / base) / all, factor(rate, w) - factor(rate, fmin(w + 1, t)));
	h->weight[h->n - 1] += factor(rate, t);
}

struct bgnbd_value
bgnbd_value(const struct bgnbd *m, double x, double tx, double T, const struct bgnbd_horizon *h)
{
	struct bgnbd_value v = { .alive = bgnbd_alive(m, x, tx, T) };
	double value[BGNBD_NODES], last = 0, but_one = 0, sum = 0;
	struct terms c;

	if (!(h->t > 0))
		return v;
	terms(m, x, T, h->t, &c);
	expected_at(m, &c, x, T, h->week, h->n, value);
	for (size_t j = 0; j < h->n; j++) {
		last += h->last[j] * value[j];
		but_one += h->last_but_one[j] * value[j];
		sum += h->weight[j] * value[j];
	}
	if (fabs(last) + fabs(but_one) > 1e-11 * (double)h->n * value[h->n - 1])
		sum = week_by_week(m, &c, x, T, h->t, h->rate);
	v.expected = v.alive * value[h->n - 1];
	v.discounted = v.alive * sum;
	return v;
}

double
bgnbd_discounted(const struct bgnbd *m, double x, double tx, double T, double t, double rate)
{
	struct bgnbd_horizon h;

	if (!(t > 0))
		return 0;
	bgnbd_horizon(m, T, t, rate, &h);
	return bgnbd_value(m, x, tx, T, &h).discounted;
}

/*
 * Fitting.  What depends on x only is summed once for each x, and the rest over the tuples: the
 * log odds of having left are s (log(alpha+T) - log(alpha+tx)) + k, where k depends on x and on
 * the third and fourth parameter (a and b; the odds p/(1-p) of equal dropout; none).
 */
struct group {
	double x, n;
	double k, kb, kbb;	/* and its derivatives by b */
};

enum { CHUNK = 4096, DIM = 4, SUMS = 1 + DIM + DIM * DIM };

struct fitting {
	const struct bgnbd_tuple *tuple;
	size_t n, ngroup, nchunk;
	unsigned threads;
	enum bgnbd_limit limit;
	struct group *group;		/* one for each x, ascending */
	size_t *first;			/* the group of the first tuple of each chunk */
	double (*part)[SUMS];		/* of each chunk: value, gradient, Hessian */
	double customers, purchases, weeks;	/* weeks observed, of all of them */
	double r, alpha, ka, kaa;	/* where it is evaluated; derivatives of k by the third parameter */
	bool derive;
};

static void
chunk_value(struct fitting *f, size_t c)
{
	const struct group *g = f->group + f->first[c];
	size_t end = c + 1 < f->nchunk ? (c + 1) * CHUNK : f->n;
	double sum = 0;

	for (size_t i = c * CHUNK; i < end; i++) {
		const struct bgnbd_tuple *t = f->tuple + i;
		double x = (double)t->x, n = (double)t->n;

		if (x != g->x)
			g++;
		double far = log(f->alpha + t->age / DAYS), s = f->r + x;
		sum -= n * s * far;
		if (x > 0 && g->k > -INFINITY)
			sum += n * log1pexp(s * (far - log(f->alpha + t->recency / DAYS)) + g->k);
	}
	f->part[c][0] = sum;
}

static void
add_tuple(const struct fitting *f, const struct group *g, const struct bgnbd_tuple *t, double *sum)
{
	double *grad = sum + 1, *hess = grad + DIM;
	double n = (double)t->n, s = f->r + g->x, T = f->alpha + t->age / DAYS, tx = f->alpha + t->recency / DAYS;
	double far = log(T);

	sum[0] -= n * s * far;
	grad[0] -= n * far;
	grad[1] -= n * s / T;
	hess[1] -= n / T;
	hess[DIM + 1] += n * s / (T * T);
	if (!(g->x > 0) || !(g->k > -INFINITY))
		return;

	double by_r = far - log(tx), by_both = 1 / T - 1 / tx;
	double by[DIM] = { by_r, s * by_both, f->ka, g->kb };
	double z = s * by_r + g->k, left = 1 / (1 + exp(-z)), bend = n * left * (1 - left);

	sum[0] += n * log1pexp(z);
	for (size_t i = 0; i < DIM; i++) {
		grad[i] += n * left * by[i];
		for (size_t j = i; j < DIM; j++)
			hess[i * DIM + j] += bend * by[i] * by[j];
	}
	hess[1] += n * left * by_both;
	hess[DIM + 1] += n * left * s * (1 / (tx * tx) - 1 / (T * T));
	hess[2 * DIM + 2] += n * left * f->kaa;
	hess[3 * DIM + 3] += n * left * g->kbb;
}

static void
chunk(void *ctx, size_t c)
{
	struct fitting *f = ctx;

	if (!f->derive) {
		chunk_value(f, c);
		return;
	}
	const struct group *g = f->group + f->first[c];
	size_t end = c + 1 < f->nchunk ? (c + 1) * CHUNK : f->n;
	double sum[SUMS] = { 0 };

	for (size_t i = c * CHUNK; i < end; i++) {
		if ((double)f->tuple[i].x != g->x)
			g++;
		add_tuple(f, g, f->tuple + i, sum);
	}
	memcpy(f->part[c], sum, sizeof sum);
}

static void
set_groups(struct fitting *f, const double *par)
{
	double first = f->limit == BGNBD_NO_DROPOUT ? 0 : par[2];

	f->r = par[0];
	f->alpha = par[1];
	f->ka = 1 / first;
	f->kaa = -1 / (first * first);
	for (struct group *g = f->group; g < f->group + f->ngroup; g++) {
		g->k = log(first);
		if (f->limit != BGNBD_REGULAR || !(g->x > 0))
			continue;
		g->kb = -1 / (par[3] + g->x - 1);
		g->kbb = g->kb * g->kb;
		g->k -= log(par[3] + g->x - 1);
	}
}

/* N times the log of the rising factorial (par)_x and its derivatives. */
static void
add_rise(const struct fitting *f, double n, double par, double x, const bool which[DIM], double *sum)
{
	double rise[3];

	if (!f->derive) {
		sum[0] += n * hyp_logrise(par, x);
		return;
	}
	hyp_rise(par, x, rise);
	sum[0] += n * rise[0];
	for (size_t i = 0; i < DIM; i++)
		if (which[i]) {
			sum[1 + i] += n * rise[1];
			for (size_t j = i; j < DIM; j++)
				if (which[j])
					sum[1 + DIM + i * DIM + j] += n * rise[2];
		}
}

static void
add_groups(const struct fitting *f, const double *par, double *sum)
{
	double o = f->limit == BGNBD_EQUAL_DROPOUT ? par[2] : 0;

	for (const struct group *g = f->group; g < f->group + f->ngroup; g++) {
		add_rise(f, g->n, par[0], g->x, (bool[DIM]){ true }, sum);
		if (f->limit != BGNBD_REGULAR)
			continue;
		add_rise(f, g->n, par[3], g->x, (bool[DIM]){ [3] = true }, sum);
		add_rise(f, -g->n, par[2] + par[3], g->x, (bool[DIM]){ [2] = true, [3] = true }, sum);
	}
	sum[0] += f->customers * par[0] * log(par[1]) - f->purchases * log1p(o);
	if (!f->derive)
		return;
	sum[1] += f->customers * log(par[1]);
	sum[2] += f->customers * par[0] / par[1];
	sum[1 + DIM + 1] += f->customers / par[1];
	sum[1 + DIM + DIM + 1] -= f->customers * par[0] / (par[1] * par[1]);
	sum[3] -= o > 0 ? f->purchases / (1 + o) : 0;
	sum[1 + DIM + 2 * DIM + 2] += o > 0 ? f->purchases / ((1 + o) * (1 + o)) : 0;
}

static void
evaluate(struct fitting *f, const double *par, bool derive, double sum[SUMS])
{
	memset(sum, 0, SUMS * sizeof *sum);
	f->derive = derive;
	set_groups(f, par);
	work_each(f->threads, f->nchunk, chunk, f);
	for (size_t c = 0; c < f->nchunk; c++)
		for (size_t i = 0; i < (derive ? SUMS : 1); i++)
			sum[i] += f->part[c][i];
	add_groups(f, par, sum);
}

static double
loglik(void *ctx, const double *par)
{
	double sum[SUMS];

	evaluate(ctx, par, false, sum);
	return sum[0];
}

static size_t
dim(enum bgnbd_limit limit)
{
	return limit == BGNBD_NO_DROPOUT ? 2 : limit == BGNBD_EQUAL_DROPOUT ? 3 : 4;
}

static double
derive(void *ctx, const double *par, double *grad, double *hess)
{
	struct fitting *f = ctx;
	size_t n = dim(f->limit);
	double sum[SUMS];

	evaluate(f, par, true, sum);
	for (size_t i = 0; i < n; i++) {
		grad[i] = sum[1 + i];
		for (size_t j = i; j < n; j++)
			hess[i * n + j] = hess[j * n + i] = sum[1 + DIM + i * DIM + j];
	}
	return sum[0];
}

static void
fitting_free(struct fitting *f)
{
	free(f->group);
	free(f->first);
	free(f->part);
}

/* False where there is nothing to fit, or no memory. */
static bool
fitting_new(struct fitting *f)
{
	f->nchunk = f->n / CHUNK + (f->n % CHUNK > 0);
	for (size_t i = 0; i < f->n; i++)
		f->ngroup += i == 0 || f->tuple[i].x != f->tuple[i - 1].x;
	if (f->ngroup == 0)
		return false;
	f->group = calloc(f->ngroup, sizeof *f->group);
	f->first = calloc(f->nchunk, sizeof *f->first);
	f->part = calloc(f->nchunk, sizeof *f->part);
	if (!f->group || !f->first || !f->part)
		return false;

	size_t g = 0;
	for (size_t i = 0; i < f->n; i++) {
		double n = (double)f->tuple[i].n;

		g += i > 0 && f->tuple[i].x != f->tuple[i - 1].x;
		if (i % CHUNK == 0)
			f->first[i / CHUNK] = g;
		f->group[g].x = (double)f->tuple[i].x;
		f->group[g].n += n;
		f->customers += n;
		f->purchases += n * f->group[g].x;
		f->weeks += n * f->tuple[i].age / DAYS;
	}
	return f->purchases > 0 && f->weeks > 0;
}

/* Whether the search ended at a boundary; alpha counts in mean gaps, as it depends on how often people buy. */
static bool
boundary(const struct fitting *f, const struct fit *best, size_t n)
{
	struct fit scaled = *best;

	scaled.par[1] *= f->purchases / f->weeks;
	return fit_boundary(&scaled, n);
}

/* False where the maximum is not inside; TO then has the best there was. */
static bool
maximise(struct fitting *f, enum bgnbd_limit limit, const double start[DIM], struct fit *to)
{
	struct fit_model m = { .dim = dim(limit), .loglik = loglik, .derive = derive, .ctx = f };

	f->limit = limit;
	return fit_max(&m, start, to) && !boundary(f, to, m.dim);
}

static void
report(enum bgnbd_limit limit, const struct fit *f, struct bgnbd_fit *to)
{
	double third = limit == BGNBD_NO_DROPOUT ? 0 : f->par[2], fourth = limit == BGNBD_REGULAR ? f->par[3] : 1;

	if (limit == BGNBD_EQUAL_DROPOUT) {
		fourth = 1 / (1 + f->par[2]);
		third = f->par[2] * fourth;
	}
	to->par = (struct bgnbd){ f->par[0], f->par[1], third, fourth, limit };
	to->loglik = f->loglik;
	for (size_t i = 0; i < 4; i++)
		to->se[i] = limit == BGNBD_REGULAR ? f->se[i] : NAN;
}

/* Once more, from where nobody leaves; the better of the two in TO. */
static bool
retry(struct fitting *f, const struct fit *none, struct fit *to)
{
	struct fit again;
	bool good = maximise(f, BGNBD_REGULAR, (double[DIM]){ none->par[0], none->par[1], .1, 1 }, &again);

	if (isfinite(to->loglik) && !(again.loglik > to->loglik))
		return false;
	*to = again;
	return good;
}

/*
 * Where the regular model has no usable maximum, the limit is reported, provided that the data can
 * hardly tell it from what the regular model reaches (half of the 95 % point of chi-square with 1
 * degree of freedom).  Equal dropout contains the NBD, which is preferred where it does as well.
 */
static bool
fit_models(struct fitting *f, struct bgnbd_fit *to)
{
	const double indistinct = 1.92, little = 1e-3;
	const double start[DIM] = { 1, f->weeks / f->purchases, 1, 1 };
	struct fit regular, equal, none;
	bool found = maximise(f, BGNBD_REGULAR, start, &regular);
	bool stay = !found && maximise(f, BGNBD_NO_DROPOUT, start, &none);

	found = found || (stay && retry(f, &none, &regular));
	report(BGNBD_REGULAR, &regular, to);
	if (found)
		return true;
	bool leave = maximise(f, BGNBD_EQUAL_DROPOUT, start, &equal);
	double need = regular.loglik - indistinct;
	if (stay && none.loglik >= need && !(leave && none.loglik < equal.loglik - 1e-6))
		report(BGNBD_NO_DROPOUT, &none, to);
	else if (leave && equal.loglik >= need)
		report(BGNBD_EQUAL_DROPOUT, &equal, to);
	else
		return isfinite(regular.se[0]) || (regular.par[2] < little && regular.par[3] < little &&
		    !boundary(f, &(struct fit){ .par = { regular.par[0], regular.par[1] } }, 2));
	return true;
}

/* From a maximum that a sample has: Newton alone, if that ends inside. */
static bool
fit_near(struct fitting *f, const struct bgnbd *start, struct bgnbd_fit *to)
{
	struct fit_model m = { .dim = dim(BGNBD_REGULAR), .loglik = loglik, .derive = derive, .ctx = f, .near = true };
	struct fit best;

	f->limit = BGNBD_REGULAR;
	if (!fit_max(&m, (double[DIM]){ start->r, start->alpha, start->a, start->b }, &best) || boundary(f, &best, m.dim))
		return false;
	report(BGNBD_REGULAR, &best, to);
	return true;
}

/* Every so manieth tuple of many: enough to search with, as Newton goes on from there with all. */
static bool
fit_sample(const struct fitting *f, struct bgnbd_fit *to)
{
	enum { SAMPLE = 1 << 14 };
	const size_t step = f->n / SAMPLE;
	struct bgnbd_tuple *part = step > 1 ? calloc(f->n / step + 1, sizeof *part) : NULL;
	size_t n = 0;

	if (part == NULL)
		return false;
	for (size_t i = 0; i < f->n; i += step)
		part[n++] = f->tuple[i];
	const bool good = bgnbd_fit(part, n, f->threads, to) && to->par.limit == BGNBD_REGULAR && isfinite(to->se[0]);

	free(part);
	return good;
}

bool
bgnbd_fit(const struct bgnbd_tuple *tuple, size_t n, unsigned threads, struct bgnbd_fit *to)
{
	struct fitting f = { .tuple = tuple, .n = n, .threads = threads };
	struct bgnbd_fit sample;
	bool good = fitting_new(&f);

	*to = (struct bgnbd_fit){ .par = { NAN, NAN, NAN, NAN, BGNBD_REGULAR }, .se = { NAN, NAN, NAN, NAN },
		.loglik = NAN, .customers = (int64_t)f.customers, .tuples = n };
	if (good && !(fit_sample(&f, &sample) && fit_near(&f, &sample.par, to)))
		good = fit_models(&f, to);
	fitting_free(&f);
	return good;
}
