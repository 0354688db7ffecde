#define _GNU_SOURCE
#include "lib/value/renewal.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/tap.h"

static int
place(const char *word, const char *const *words)
{
	int i = 0;

	while (words[i] && strcmp(word, words[i]) != 0)
		i++;
	return i;
}

/* A row of stages_tuples.csv: a cell has words and one or two numbers. */
static struct btyd
named(char **cell)
{
	static const char *const rates[] = { "gamma", "equal", NULL };
	static const char *const limits[] = { "het", "none", "equal", "once", NULL };
	struct btyd m = { .model = cell[0][0] == 'b' ? BTYD_BGCNBD : BTYD_MBGCNBD,
		.stages = atoi(cell[1]), .rates = (enum btyd_rates)place(cell[2], rates),
		.limit = (enum btyd_limit)place(cell[3], limits) };
	char *rest;

	m.r = m.lambda = strtod(cell[4], &rest);
	m.alpha = strtod(rest, NULL);
	m.a = strtod(cell[5], &rest);
	m.b = m.limit == BTYD_REGULAR ? strtod(rest, NULL) : 1 - m.a;
	return m;
}

/* All candidates with k = 2 to 4, of the reference; and the discounted sum without a discount. */
static void
test_tuples(void)
{
	enum { WIDTH = 15 };
	FILE *f = fopen("tests/data/stages_tuples.csv", "r");
	char line[500], *cell[WIDTH], name[80];
	int n = 0;

	ok(f && fgets(line, sizeof line, f), "stages_tuples.csv");
	for (; f && fgets(line, sizeof line, f); n++) {
		char *at = line;
		double v[WIDTH];

		for (int i = 0; i < WIDTH; i++)
			v[i] = strtod(cell[i] = strsep(&at, ","), NULL);
		const struct btyd m = named(cell);
		const double x = v[6], tx = v[7] / 7, T = v[8] / 7, t = v[9];
		const double alive = btyd_alive(&m, x, tx, T), expected = v[12];

		snprintf(name, sizeof name, "%s k %s %s %s x %g", cell[0], cell[1], cell[2],
		    cell[3], x);
		ok(fabs(btyd_loglik(&m, x, tx, T) - v[10]) <= 1e-12 * (1 + fabs(v[10])), name);
		near(alive, v[11], 1e-10, "P(alive)");
		near(btyd_expected(&m, x, tx, T, t), expected, 1e-8, "expected purchases");
		near(btyd_none(&m, x, tx, T, t), v[13], 1e-7, "P(no purchase)");
		near(alive * renewal_at_least(&m, x, tx, T, t, 3), v[14], 1e-7,
		    "P(3 or more purchases)");
		near(btyd_discounted(&m, x, tx, T, t, 0), expected, 1e-8, "without a discount");
	}
	ok(n == 147, "147 rows");
	if (f)
		fclose(f);
}

/*
 * What the C++ source of the R package BTYDplus (1.2.0) checks: k = 3, r = .5, alpha = 2, a = .3, b
 * = .6; x = 3 and 4 by t_x = 12, T = 14, with 3 for the sum of the logarithms of the gaps; P(2
 * purchases in 10 weeks) of a new customer.
 */
static void
test_btydplus(void)
{
	const struct btyd bg = { .model = BTYD_BGCNBD, .stages = 3, .r = .5, .alpha = 2, .a = .3,
		.b = .6 };
	struct btyd mbg = bg;

	mbg.model = BTYD_MBGCNBD;
	ok(fabs(btyd_loglik(&bg, 3, 12, 14) + 2 * 3 - -10.425) < 5e-6, "BTYDplus: x = 3");
	ok(fabs(btyd_loglik(&bg, 4, 12, 14) + 2 * 3 - -12.22396) < 5e-6, "BTYDplus: x = 4");
	ok(fabs(btyd_alive(&bg, 0, 0, 0) * (renewal_at_least(&bg, 0, 0, 0, 10, 2) -
	    renewal_at_least(&bg, 0, 0, 0, 10, 3)) - .05669) < 5e-6, "BTYDplus: two purchases");
	ok(fabs(btyd_alive(&mbg, 0, 0, 0) * (renewal_at_least(&mbg, 0, 0, 0, 10, 2) -
	    renewal_at_least(&mbg, 0, 0, 0, 10, 3)) - .04548) < 5e-6, "the same in MBG/CNBD-3");
}

/* With k = 1 a model is the one without stages. */
static void
test_one_stage(void)
{
	struct btyd one = { .model = BTYD_MBGCNBD, .stages = 1, .r = .52, .alpha = 6.2, .a = .89,
		.b = 1.6 };
	struct btyd plain = one;

	plain.model = BTYD_MBGNBD;
	plain.stages = 0;
	for (double x = 0; x < 40; x = 2 * x + 1) {
		const double tx = x > 0 ? 30 : 0, T = 39;

		ok(btyd_loglik(&one, x, tx, T) == btyd_loglik(&plain, x, tx, T), "k = 1");
		ok(btyd_expected(&one, x, tx, T, 52) == btyd_expected(&plain, x, tx, T, 52),
		    "the same expected purchases");
		near(renewal_expected(&one, x, tx, T, 52) * btyd_alive(&plain, x, tx, T),
		    btyd_expected(&plain, x, tx, T, 52), 1e-12, "and by stages");
		near(1 - renewal_none(&one, x, tx, T, 52), renewal_at_least(&plain, x, tx, T, 52,
		    1), 1e-13, "P(a purchase)");
	}
}

/* The expectation is the sum of the tail, also for many purchases. */
static void
test_sum(void)
{
	const struct btyd m = { .model = BTYD_MBGCNBD, .stages = 3, .r = 2.5, .alpha = 1.5,
		.a = .3, .b = 4 };
	double sum = 0, before = 1;
	bool falls = true;

	for (int n = 1; n < 2000; n++) {
		const double p = renewal_at_least(&m, 30, 38, 40, 52, n);

		sum += p;
		falls = falls && p >= 0 && p <= before;
		before = p;
	}
	near(renewal_expected(&m, 30, 38, 40, 52), sum, 1e-10, "the sum of the tail");
	ok(falls && before < 1e-12, "which falls to 0");
	ok(renewal_at_least(&m, 30, 38, 40, 0, 1) == 0 && renewal_expected(&m, 3, 8, 40, 0) == 0 &&
	    renewal_none(&m, 3, 8, 40, 0) == 1, "no time, no purchase");
}

/* Many purchases and long horizons: the terms are added one by one, or their sum is an integral. */
static void
test_many(void)
{
	static const enum btyd_limit limits[] = { BTYD_REGULAR, BTYD_NO_DROPOUT,
		BTYD_EQUAL_DROPOUT };
	bool finite = true, even = true;

	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
		for (int rates = 0; rates < BTYD_RATES; rates++) {
			const struct btyd m = { .model = BTYD_BGCNBD, .stages = 4,
				.limit = limits[i], .rates = (enum btyd_rates)rates, .r = 1.5,
				.alpha = 3, .lambda = 3600,
				.a = limits[i] == BTYD_REGULAR ? 1.7 : .002,
				.b = limits[i] == BTYD_REGULAR ? 300 : .998 };
			/* the sum changes its method somewhere here */
			for (double t = 26.9, h = .01; t < 28; t += h)
				even = even && is_near(renewal_expected(&m, 9e4, 99, 100, t - h) +
				    renewal_expected(&m, 9e4, 99, 100, t + h),
				    2 * renewal_expected(&m, 9e4, 99, 100, t), 4e-7);
			for (double x = 0; x <= 1e6; x = 10 * x + 1)
				for (double t = 1e-3; t < 1e6; t *= 10) {
					const double tx = x > 0 ? 50 : 0,
					    e = renewal_expected(&m, x, tx, 52, t);

					finite = finite && e >= 0 && isfinite(e);
				}
		}
	ok(even, "without a jump");
	ok(finite, "always a number");
}

int
main(void)
{
	test_tuples();
	test_btydplus();
	test_one_stage();
	test_sum();
	test_many();
	return done();
}
