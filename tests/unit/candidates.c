#define _GNU_SOURCE
#include "lib/value/candidates.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/history/history.h"
#include "lib/value/tuples.h"
#include "tests/unit/tap.h"

/* The data sets of limits_all.csv. */
static const struct set {
	const char *name, *path, *as_of;
} sets[] = {
	{ "i16", "tests/data/limits/i16.csv", "2020-04-30" },
	{ "sim3", "tests/data/limits/sim3.csv", "2020-04-30" },
	{ "sim2053", "tests/data/limits/sim2053.csv", "2020-04-30" },
	{ "sim2068", "tests/data/limits/sim2068.csv", "2020-04-30" },
	{ "sim2138", "tests/data/limits/sim2138.csv", "2021-02-04" },
	{ "cdnow", "share/examples/cdnow.csv", "1997-09-30" },
	{ "online_retail", "tests/data/online_retail.csv", "2011-06-09" },
	{ "ii_sim1000", "tests/data/limits/ii_sim1000.csv", "2021-06-01" },
};
enum { SETS = sizeof sets / sizeof *sets };

enum { MODELS = BTYD_PARETONBD + 1 };	/* those of the reference */

static struct btyd_fit fits[SETS][MODELS];
static bool fitted[SETS][MODELS];

static void
fit_set(size_t i)
{
	struct history_opts o = HISTORY_DEFAULTS;
	char *operands[] = { mem_text(sets[i].path), NULL };

	o.as_of = date_parse(sets[i].as_of);
	o.threads = 2;
	struct histories *hs = history_open(&o, operands);
	struct tuples *t = tuples_new(hs);

	for (int m = 0; m < MODELS; m++)
		fitted[i][m] = tuples_fit(t, (enum btyd_model)m, 2, &fits[i][m]);
	tuples_free(t);
	history_close(hs);
	free(operands[0]);
}

static int
place(const char *word, const char *const *words)
{
	int i = 0;

	while (words[i] && strcmp(word, words[i]) != 0)
		i++;
	return i;
}

static const char *const models[] = { "bgnbd", "mbgnbd", "paretonbd", NULL },
    *const rates[] = { "gamma", "equal", NULL };

static size_t
set_of(const char *name)
{
	size_t i = 0;

	while (i < SETS && strcmp(sets[i].name, name) != 0)
		i++;
	return i;
}

/*
 * A row: data set, model, rates, dropout, log-likelihood, parameters, and whether it is the best.
 */
static void
test_candidate(char **cell)
{
	const char *limits[] = { "", "none", "equal", "once_or_never", NULL };
	const size_t set = set_of(cell[0]);
	const int model = place(cell[1], models), rate = place(cell[2], rates);
	const int found = place(cell[3], limits);
	const enum btyd_limit limit = found < BTYD_LIMITS ? (enum btyd_limit)found : BTYD_REGULAR;
	const bool best = strncmp(cell[9], "yes", 3) == 0;
	const double want = strtod(cell[4], NULL);
	char name[100];

	snprintf(name, sizeof name, "%s %s %s/%s", cell[0], cell[1], cell[2], cell[3]);
	if (set == SETS || !fitted[set][model]) {
		ok(false, name);
		return;
	}
	const struct btyd_fit *f = &fits[set][model];
	const struct btyd_candidate *c =
	    &f->candidate[candidates_place((enum btyd_rates)rate, limit)];

	if (best) {
		ok(f->par.rates == (enum btyd_rates)rate && f->par.limit == limit, name);
		ok(fabs(f->loglik - want) < 1e-5, "its log-likelihood");
	} else if (c->inside && limit != BTYD_REGULAR) {
		ok(fabs(c->loglik - want) < 1e-5, name);
	} else {
		ok(!(c->loglik > f->loglik + 1e-6), name);	/* or it was not fitted */
	}
	if (best && rate == BTYD_EQUAL_RATES)
		near(f->par.lambda, strtod(cell[5], NULL), 1e-3, "lambda");
	else if (best)
		near(f->par.r, strtod(cell[5], NULL), 1e-3, "r");
}

static void
each_row(const char *path, size_t width, void (*test)(char **cell))
{
	FILE *f = fopen(path, "r");
	char line[500], *cell[10];
	size_t n = 0;

	ok(f && fgets(line, sizeof line, f), path);
	for (; f && fgets(line, sizeof line, f); n++) {
		char *at = line;

		for (size_t i = 0; i < width; i++)
			cell[i] = strsep(&at, ",");
		test(cell);
	}
	if (f)
		fclose(f);
	ok(n > 40, "rows");
}

/*
 * A row: model, limit, id, x, t_x and T in days, P(alive), expected purchases in 13 and in 52
 * weeks.
 */
static void
test_customer(char **cell)
{
	const struct btyd *m = &fits[0][place(cell[0], models)].par;
	double v[9];

	for (size_t i = 0; i < 9; i++)
		v[i] = strtod(cell[i], NULL);
	near(btyd_alive(m, v[3], v[4] / 7, v[5] / 7), v[6], 1e-4, "P(alive) of a customer of i16");
	near(btyd_expected(m, v[3], v[4] / 7, v[5] / 7, 13), v[7], 1e-4,
	    "expected purchases in 13 weeks");
	near(btyd_expected(m, v[3], v[4] / 7, v[5] / 7, 52), v[8], 1e-4, "and in 52");
}

/* The candidate chosen is the simplest one within a millionth of the best. */
static void
test_choose(void)
{
	struct btyd_candidate c[BTYD_CANDIDATES];

	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		c[i] = (struct btyd_candidate){
			.par = { .rates = (enum btyd_rates)(i / BTYD_LIMITS),
			    .limit = (enum btyd_limit)(i % BTYD_LIMITS) },
			.loglik = NAN,
		};
	ok(candidates_choose(c) == BTYD_CANDIDATES, "nothing to choose from");
	c[BTYD_REGULAR].loglik = -10;
	ok(candidates_choose(c) == BTYD_REGULAR, "the only one");
	c[BTYD_EQUAL_DROPOUT].loglik = -10 - 5e-7;
	ok(candidates_choose(c) == BTYD_EQUAL_DROPOUT, "a simpler one that is as good");
	c[BTYD_NO_DROPOUT].loglik = -10 - 2e-6;
	ok(candidates_choose(c) == BTYD_EQUAL_DROPOUT, "not one that is a little worse");
	c[BTYD_ONCE_OR_NEVER].loglik = -10;
	ok(candidates_choose(c) == BTYD_ONCE_OR_NEVER, "of two as simple the better");
}

int
main(void)
{
	for (size_t i = 0; i < SETS; i++)
		fit_set(i);
	each_row("tests/data/limits_all.csv", 10, test_candidate);
	each_row("tests/data/i16_customers.csv", 9, test_customer);
	test_choose();
	return done();
}
