#define _GNU_SOURCE
#include "lib/value/stages.h"

#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/history/history.h"
#include "lib/value/tuples.h"
#include "tests/unit/tap.h"

/*
 * Maximum likelihood of BG/CNBD-k and MBG/CNBD-k, computed independently of custkit. The parameters
 * are good to their digits; NAN: not given.
 */
static const struct set {
	const char *path, *as_of;
	struct {
		enum btyd_model model;
		int k;
		double loglik, par[4];
	} want[8];
} sets[] = {
	{ "share/examples/cdnow.csv", "1997-09-30", {
		{ BTYD_MBGCNBD, 1, -9582.13571555, { .524843159, 6.18308528, .891359391,
		    1.61400224 } },
		{ BTYD_MBGCNBD, 2, -9853.25312852, { .57989616, 2.2881488, 1.1344527,
		    1.58497422 } },
		{ BTYD_MBGCNBD, 3, -10394.36265162, { .53296836, 1.25819559, 1.28866399,
		    1.84520943 } },
		{ BTYD_MBGCNBD, 4, -11033.94088756, { NAN, NAN, NAN, NAN } },
		{ BTYD_BGCNBD, 1, -9582.42920667, { .242594517, 4.41360189, .792921991,
		    2.42590668 } },
		{ BTYD_BGCNBD, 2, -9855.32697409, { .226917214, 1.46291963, .944002254,
		    2.07432887 } },
		{ BTYD_BGCNBD, 3, -10393.56505378, { .219481732, .833431065, 1.02609264,
		    2.09413479 } },
		{ BTYD_BGCNBD, 4, -11030.19158756, { NAN, NAN, NAN, NAN } } } },
	{ "tests/data/online_retail.csv", "2011-06-09", {
		{ BTYD_MBGCNBD, 1, -13255.613441, { .741635945, 8.73670332, NAN, NAN } },
		{ BTYD_MBGCNBD, 2, -12946.08156376, { .85299761, 4.00455417, .120154417,
		    2.16308016 } },
		{ BTYD_MBGCNBD, 3, -13234.17214161, { .904863479, 2.46974382, .221542111,
		    1.99780578 } },
		{ BTYD_MBGCNBD, 4, -13727.36826706, { NAN, NAN, NAN, NAN } },
		{ BTYD_BGCNBD, 1, -13255.613441, { .741635945, 8.73670332, NAN, NAN } },
		{ BTYD_BGCNBD, 2, -12937.82126699, { .771318228, 3.7652904, .0575513016,
		    .83718799 } },
		{ BTYD_BGCNBD, 3, -13220.85861724, { .748965046, 2.22833088, .113493917,
		    1.01631657 } },
		{ BTYD_BGCNBD, 4, -13711.43824004, { NAN, NAN, NAN, NAN } } } },
};

static void
test_fit(const struct btyd_tuple *t, size_t n, double log_gaps, const struct set *s, int i)
{
	const int k = s->want[i].k;
	struct btyd_fit f;
	char name[80];

	snprintf(name, sizeof name, "%s model %d k %d", s->path, s->want[i].model, k);
	ok(btyd_fit_stages(s->want[i].model, k, t, n, log_gaps, 2, &f) && f.par.stages == k, name);
	ok(fabs(f.loglik - s->want[i].loglik) < 1e-5, "its log-likelihood");
	const double par[] = { f.par.r, f.par.alpha, f.par.a, f.par.b };

	for (int j = 0; j < 4; j++)	/* a hundredth of a standard error, or 1e-5 at a limit */
		if (!isnan(s->want[i].par[j]))
			ok(fabs(par[j] - s->want[i].par[j]) <
			    (isnan(f.se[j]) ? 1e-5 : .01 * f.se[j]), "parameter");
}

/* Each k of both models, and the k that is chosen. */
static void
test_set(const struct set *s, int chosen)
{
	struct history_opts o = HISTORY_DEFAULTS;
	char *operands[] = { mem_text(s->path), NULL };

	o.as_of = date_parse(s->as_of);
	o.days = true;
	struct histories *hs = history_open(&o, operands);
	struct tuples *t = tuples_new(hs);

	for (int i = 0; i < 8; i++)
		test_fit(t->tuple, t->n, t->log_gaps, s, i);
	for (int i = 0; i < 8; i += 4) {
		struct btyd_fit one, two;

		ok(tuples_fit(t, s->want[i].model, 1, &one) && one.par.stages == chosen,
		    "k is estimated");
		for (int k = 0; k < BTYD_STAGES; k++)
			ok(fabs(one.loglik_of[k] - s->want[i + k].loglik) < 1e-5, "of all k");
		ok(tuples_fit(t, s->want[i].model, 2, &two) && two.loglik == one.loglik &&
		    two.par.r == one.par.r && two.par.b == one.par.b, "the same on two threads");
	}
	tuples_free(t);
	history_close(hs);
	free(operands[0]);
}

/* S by hand: k = 3, r + kx = 4, v = 1/4: 1 + 4/4 + 10/16; lambda v = 1/2: 1 + 1/2 + 1/8. */
static void
test_wait(void)
{
	struct btyd m = { .model = BTYD_MBGCNBD, .stages = 3, .r = 1, .alpha = 2,
		.rates = BTYD_GAMMA_RATES, .lambda = .25 };

	near(stages_log_wait(&m, 1, 8, 8 + 10. / 3), log(2.625), 1e-14, "gamma rates");
	m.rates = BTYD_EQUAL_RATES;
	near(stages_log_wait(&m, 1, 8, 10), log(1.625), 1e-14, "equal rates");
	near(stages_log_ways(&m, 5, 2), 2 * 2 - 5 * log(2), 1e-14, "(k-1) 2 - 5 log (k-1)!");
	m.stages = 0;
	ok(stages_log_wait(&m, 1, 8, 10) == 0 && stages_log_ways(&m, 5, 2) == 0, "one stage");
}

int
main(void)
{
	test_wait();
	test_set(&sets[0], 1);
	test_set(&sets[1], 2);
	return done();
}
