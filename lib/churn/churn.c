#include "lib/churn/churn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/work.h"
#include "lib/stat/logit.h"

enum {
	LEAST = 20,	/* the fewest customers with and without a purchase in a window */
	CHUNK = 4096,	/* customers per call of a thread */
	WEEK = 7,
};
enum { IDLE, BOUGHT, RECENT, SPENT, DROPOUT };

static const double RIDGE = 50, CLIP = 4, EDGE = 1e-9;

static double
log_odds(double p)
{
	const double q = fmin(fmax(p, EDGE), 1 - EDGE);

	return log(q) - log1p(-q);
}

/* The number of purchase days up to CUT. */
static size_t
days_by(const struct churn_customer *c, int32_t cut)
{
	size_t low = 0, high = c->days;

	while (low < high) {
		const size_t mid = (low + high) / 2;

		if (c->day[mid].day <= cut)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void
event_features(const struct churn *m, const struct churn_customer *c, int32_t cut, double tau,
    double *to)
{
	for (size_t i = 0; i < c->events; i++)
		if (c->event[i].day <= cut)
			to[c->event[i].kind] += exp(-(cut - c->event[i].day) / tau);
	for (int k = 0; k < CHURN_KINDS; k++)
		to[k] = m->kind[k] ? log1p(to[k]) : 0;
}

void
churn_features(const struct churn *m, const struct churn_customer *c, int32_t cut, int32_t horizon,
    double to[static CHURN_FEATURES])
{
	const double span = m->as_of > m->begin ? m->as_of - m->begin : 1;
	const double tau = span / 4, u = span / 40;
	const size_t n = days_by(c, cut);
	const int32_t first = c->day[0].day, last = c->day[n - 1].day;
	double recent = 0, spent = 0;

	for (size_t i = 0; i < n; i++) {
		recent += exp(-(cut - c->day[i].day) / tau);
		spent += fmax((double)c->day[i].amount, 0);
	}
	memset(to, 0, CHURN_FEATURES * sizeof *to);
	to[IDLE] = log1p((cut - last) / u);
	to[BOUGHT] = log((double)n);
	to[RECENT] = log(1e-4 + recent);
	to[SPENT] = m->amount > 0 ? log(.01 + spent / m->amount) : 0;
	to[DROPOUT] = log_odds(m->none(m->ctx, (double)n - 1, (double)(last - first) / WEEK,
	    (double)(cut - first) / WEEK, (double)horizon / WEEK));
	event_features(m, c, cut, tau, to + CHURN_PURCHASES);
}

static double
window_score(const struct churn_window *w, const double *f)
{
	double s = w->coef[0];

	for (int k = 0; k < CHURN_FEATURES; k++)
		s += w->coef[k + 1] * fmin(fmax((f[k] - w->mean[k]) / w->sd[k], -CLIP), CLIP);
	return s;
}

double
churn_score(const struct churn *m, const double f[static CHURN_FEATURES])
{
	double sum = 0;

	if (m->windows == 0)
		return f[DROPOUT];
	for (size_t w = 0; w < m->windows; w++)
		sum += window_score(&m->window[w], f);
	return sum / (double)m->windows;
}

double
churn_probability(const struct churn *m, double score)
{
	return logit_chance(m->line.slope * score + m->line.level);
}

/* The features of all customers with a purchase up to a cut, computed on several threads. */

struct look {
	const struct churn *m;
	const struct churn_customer *all;
	const size_t *who;	/* per row: the index of the customer */
	size_t n;
	int32_t cut, horizon;
	double *x, *y;
};

static void
look_chunk(void *ctx, size_t chunk)
{
	const struct look *l = ctx;
	const size_t end = (chunk + 1) * CHUNK < l->n ? (chunk + 1) * CHUNK : l->n;

	for (size_t i = chunk * CHUNK; i < end; i++) {
		const struct churn_customer *c = &l->all[l->who[i]];

		churn_features(l->m, c, l->cut, l->horizon, l->x + i * CHURN_FEATURES);
		l->y[i] = days_by(c, l->m->as_of) == days_by(c, l->cut);
	}
}

static void
look_back(struct look *l, size_t n, unsigned threads)
{
	size_t *who = mem_new(n, sizeof *who);

	for (size_t i = 0; i < n; i++)
		if (l->all[i].days > 0 && l->all[i].day[0].day <= l->cut)
			who[l->n++] = i;
	l->who = who;
	l->x = mem_resize(NULL, l->n * CHURN_FEATURES, sizeof *l->x);
	l->y = mem_resize(NULL, l->n, sizeof *l->y);
	work_each(threads, (l->n + CHUNK - 1) / CHUNK, look_chunk, l);
}

static void
look_free(struct look *l)
{
	free((size_t *)l->who);
	free(l->x);
	free(l->y);
}

/* False if too few customers bought, or too few did not. */
static bool
learn_window(const struct look *l, struct churn_window *w)
{
	w->n = l->n;
	for (size_t i = 0; i < l->n; i++)
		w->gone += l->y[i] > 0;
	if (w->gone < LEAST || w->n - w->gone < LEAST)
		return false;
	const struct logit_rows rows = {
		.x = l->x, .y = l->y, .n = l->n, .dim = CHURN_FEATURES,
	};
	struct logit *fit = logit_fit(&rows, &(struct logit_opts){ .ridge = RIDGE, .clip = CLIP });

	if (fit == NULL)
		return false;
	memcpy(w->mean, fit->mean, sizeof w->mean);
	memcpy(w->sd, fit->sd, sizeof w->sd);
	memcpy(w->coef, fit->coef, sizeof w->coef);
	logit_free(fit);
	return true;
}

static void
learn_windows(const struct churn_customer *c, size_t n, unsigned threads, struct churn *to)
{
	static const double share[CHURN_WINDOWS] = { 1. / 4, 1. / 3, 5. / 12 };
	int32_t before = 0;

	for (int i = 0; i < CHURN_WINDOWS; i++) {
		/* nearbyint rounds half to even */
		const double part = nearbyint(share[i] * (to->as_of - to->begin));
		const double w = fmin(part, to->horizon);
		struct churn_window *window = &to->window[to->windows];
		struct look l = {
			.m = to, .all = c, .cut = to->as_of - (int32_t)w, .horizon = (int32_t)w,
		};

		if (w < 1 || (int32_t)w == before)
			continue;
		before = (int32_t)w;
		*window = (struct churn_window){ .width = (int32_t)w };
		look_back(&l, n, threads);
		to->windows += learn_window(&l, window);
		look_free(&l);
	}
}

static void
calibrate(const struct look *now, struct churn *to)
{
	double *score = mem_new(now->n, sizeof *score), *chance = mem_new(now->n, sizeof *chance);
	struct calibration_line line;

	to->line = (struct calibration_line){ .slope = 1 };
	for (size_t i = 0; i < now->n; i++) {
		score[i] = churn_score(to, now->x + i * CHURN_FEATURES);
		chance[i] = logit_chance(now->x[i * CHURN_FEATURES + DROPOUT]);
	}
	if (to->windows > 0 && calibration_line(score, chance, now->n, &line))
		to->line = line;
	free(score);
	free(chance);
}

/* Sets what the features need: the first day, the mean amount, the kinds of events. */
static void
measure(const struct churn_customer *c, size_t n, bool money, struct churn *to)
{
	double amount = 0;
	size_t days = 0;

	to->begin = to->as_of;
	for (size_t i = 0; i < n; i++) {
		if (c[i].days > 0 && c[i].day[0].day < to->begin)
			to->begin = c[i].day[0].day;
		for (size_t k = 0; k < c[i].days && c[i].day[k].day <= to->as_of; k++, days++)
			amount += fmax((double)c[i].day[k].amount, 0);
		for (size_t k = 0; k < c[i].events; k++)
			to->kind[c[i].event[k].kind] |= c[i].event[k].day <= to->as_of;
	}
	to->amount = money && days > 0 ? amount / (double)days : 0;
}

void
churn_learn(const struct churn_customer *c, size_t n, bool money, int32_t as_of, int32_t horizon,
    churn_none *none, const void *ctx, unsigned threads, struct churn *to)
{
	*to = (struct churn){ .as_of = as_of, .horizon = horizon, .none = none, .ctx = ctx };
	measure(c, n, money, to);
	if (to->begin < as_of)
		learn_windows(c, n, threads, to);
	struct look now = { .m = to, .all = c, .cut = as_of, .horizon = horizon };

	look_back(&now, n, threads);
	calibrate(&now, to);
	look_free(&now);
}
