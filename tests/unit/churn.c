/*
 * churn: the learned churn score, compared with reference answers for every customer of two data
 * sets (tests/data/README).
 */
#include "lib/churn/churn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/history/history.h"
#include "tests/unit/csv.h"
#include "tests/unit/tap.h"

struct mbg {
	double r, alpha, a, b;
};

/* The formula of Batislam et al. (2007), as published. */
static double
none(const void *ctx, double x, double tx, double T, double t)
{
	const struct mbg *p = ctx;
	const double alive = 1 / (1 + p->a / (p->b + x) * pow((p->alpha + T) / (p->alpha + tx),
	    p->r + x));

	return 1 - alive * (1 - pow((p->alpha + T) / (p->alpha + T + t), p->r + x));
}

static struct histories *
read_log(const char *path, const char *as_of)
{
	char *files[] = { mem_text(path), NULL };
	struct history_opts o = HISTORY_DEFAULTS;

	o.as_of = date_parse(as_of);
	o.days = true;
	struct histories *h = history_open(&o, files);

	free(files[0]);
	return h;
}

static struct churn_customer *
customers(const struct histories *h)
{
	struct churn_customer *c = mem_new(history_count(h), sizeof *c);

	for (size_t i = 0; i < history_count(h); i++)
		c[i] = (struct churn_customer){ history_at(h, i)->day, history_at(h, i)->days, NULL,
		    0 };
	return c;
}

/* The largest difference per column; both files are sorted by id. */
static void
reference(const char *log, const char *as_of, int32_t horizon, const struct mbg *mbg,
    const char *answers, struct churn *m)
{
	static const char *const column[] = { "lidle", "lx", "er", "ltot", "score_logit",
	    "p_calibrated" };
	static const int feature[] = { 0, 1, 2, 3 };
	struct histories *h = read_log(log, as_of);
	struct churn_customer *c = customers(h);
	const size_t n = history_count(h);
	double *want[6], worst[6] = { 0 };
	char name[64];
	size_t rows = 0;

	for (int k = 0; k < 6; k++)
		want[k] = csv_column(answers, column[k], NULL, &rows);
	churn_learn(c, n, true, date_parse(as_of), horizon, none, mbg, 2, m);
	for (size_t i = 0; i < n && n == rows; i++) {
		double f[CHURN_FEATURES], got[6];

		churn_features(m, &c[i], date_parse(as_of), horizon, f);
		for (int k = 0; k < 4; k++)
			got[k] = f[feature[k]];
		got[4] = churn_score(m, f);
		got[5] = churn_probability(m, got[4]);
		for (int k = 0; k < 6; k++)
			worst[k] = fmax(worst[k], fabs(got[k] - want[k][i]));
	}
	ok(n == rows, "as many customers");
	for (int k = 0; k < 6; k++) {
		snprintf(name, sizeof name, "%s of %zu customers to 1e-6", column[k], n);
		ok(worst[k] < 1e-6, name);
		free(want[k]);
	}
	free(c);
	history_close(h);
}

/* The coefficients for the first window of cdnow, as published with the method. */
static void
coefficients(const struct churn_window *w)
{
	static const double mean[] = { 2.870183769, .3736154828, -1.720494878, .02389188597,
	    2.155658558 };
	static const double sd[] = { .6579713741, .5726974572, 1.023661676, .9785748342,
	    .9901333373 };
	static const double coef[] = { 2.011216116, .08846497007, -.3086910856, -.2620868251,
	    -.06640829453, .2314530488 };

	for (int k = 0; k < CHURN_PURCHASES; k++) {
		near(w->mean[k], mean[k], 1e-8, "mean of a feature, w = 68");
		near(w->sd[k], sd[k], 1e-8, "its standard deviation");
	}
	for (int k = 0; k <= CHURN_PURCHASES; k++)
		near(w->coef[k], coef[k], 1e-8, "its coefficient");
}

static void
widths(const struct churn *m, int32_t a, int32_t b, int32_t c)
{
	ok(m->windows == 3 && m->window[0].width == a && m->window[1].width == b &&
	    m->window[2].width == c, "the windows");
}

static double
half(const void *ctx, double x, double tx, double T, double t)
{
	(void)ctx, (void)x, (void)tx, (void)T, (void)t;
	return .5;
}

/* Very small data give results without NaN. */
static void
edges(void)
{
	const struct fold_day one[] = { { 0, 100, 1 } },
	    two[] = { { 5, 90, 1 }, { 7, 100, 1 }, { 9, 120, 1 } };
	const struct churn_customer c[] = { { one, 1, NULL, 0 }, { two, 3, NULL, 0 } };
	struct churn m;
	double f[CHURN_FEATURES];

	churn_learn(c, 1, true, 100, 30, half, NULL, 1, &m);
	churn_features(&m, &c[0], 100, 30, f);
	ok(m.windows == 0 && churn_score(&m, f) == 0 && churn_probability(&m, 0) == .5,
	    "a log of one day: the dropout model's");
	for (int k = 0; k < CHURN_FEATURES; k++)
		ok(isfinite(f[k]), "a feature of a log of one day is finite");
	churn_learn(c, 2, false, 110, 30, half, NULL, 1, &m);
	churn_features(&m, &c[1], 110, 30, f);
	ok(f[1] == log(2), "days after the as-of date are not looked at");
	ok(m.amount == 0 && f[3] == 0, "without amounts that feature is left out");
	churn_learn(c, 0, true, 110, 30, half, NULL, 1, &m);
	ok(m.windows == 0, "nobody");
}

/* Contacts are a feature if there are any by the date; recent contacts weigh more. */
static void
events(void)
{
	const struct fold_day day[] = { { 5, 0, 1 }, { 5, 90, 1 } };
	const struct churn_event old[] = { { 10, CHURN_CONTACT } },
	    recent[] = { { 99, CHURN_CONTACT }, { 101, CHURN_COMPLAINT } };
	const struct churn_customer c[] = { { day, 2, old, 1 }, { day, 2, recent, 2 } };
	struct churn m;
	double a[CHURN_FEATURES], b[CHURN_FEATURES];

	churn_learn(c, 2, true, 100, 30, half, NULL, 1, &m);
	churn_features(&m, &c[0], 100, 30, a);
	churn_features(&m, &c[1], 100, 30, b);
	near(a[CHURN_PURCHASES], log1p(exp(-90. / 25)), 1e-14, "a contact 90 days ago, tau = 25");
	near(b[CHURN_PURCHASES], log1p(exp(-1. / 25)), 1e-14, "and one of yesterday");
	ok(!m.kind[CHURN_COMPLAINT] && b[CHURN_PURCHASES + 1] == 0,
	    "a complaint of tomorrow is not known");
}

int
main(void)
{
	/*
	 * MBG/NBD of cdnow by maximum likelihood (tests/data/README); a tends to 0 in
	 * online_retail, where it is the NBD
	 */
	const struct mbg cdnow = { .524843129, 6.18308505, .891359399, 1.61400236 },
	    retail = { .741635945, 8.73670332, 1e-9, 1 };
	struct churn m;

	reference("share/examples/cdnow.csv", "1997-09-30", 273, &cdnow,
	    "tests/data/learned_cdnow.csv", &m);
	widths(&m, 68, 91, 113);
	coefficients(&m.window[0]);
	reference("tests/data/online_retail.csv", "2011-06-09", 183, &retail,
	    "tests/data/learned_online_retail.csv", &m);
	widths(&m, 48, 63, 79);
	edges();
	events();
	return done();
}
