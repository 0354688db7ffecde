#include "lib/value/likelihood.h"

#include "tests/unit/tap.h"

enum { N = 60 };
static struct btyd_tuple tuple[N];

/* Histories of 0 to 4 purchases, sorted and unique. */
static void
make(void)
{
	for (size_t i = 0; i < N; i++) {
		const int32_t x = (int32_t)(i / 12), of = (int32_t)(i % 12);

		tuple[i] = (struct btyd_tuple){ .x = x, .recency = x > 0 ? 5 + 3 * of + x : 0,
			.age = 60 + 20 * of, .n = 1 + of % 3 };
	}
}

/* The interior and the seven limits of a model. */
static struct btyd
at(int model, int rates, int limit)
{
	const double p = .25;
	struct btyd m = { .model = (enum btyd_model)model, .rates = (enum btyd_rates)rates,
		.limit = (enum btyd_limit)limit, .b = 1,
		.stages = btyd_has_stages((enum btyd_model)model) ? 3 : 0 };

	if (rates == BTYD_EQUAL_RATES) {
		m.lambda = .125;
	} else {
		m.r = .75;
		m.alpha = 6;
	}
	if (limit == BTYD_REGULAR) {
		m.a = .75;
		m.b = model == BTYD_PARETONBD ? 12 : 2;
	} else if (limit == BTYD_EQUAL_DROPOUT && model == BTYD_PARETONBD) {
		m.s = p / 8;
	} else if (limit != BTYD_NO_DROPOUT) {
		m.a = p;
		m.b = 1 - p;
	}
	return m;
}

static double
summed_over(const struct btyd *m, const struct btyd_tuple *t, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (double)t[i].n * btyd_loglik(m, (double)t[i].x, t[i].recency / 7.,
		    t[i].age / 7.);
	return sum;
}

static double
summed(const struct btyd *m)
{
	return summed_over(m, tuple, N);
}

/* The same, with one parameter a little larger. */
static struct btyd
moved(const struct btyd *m, int which, double by)
{
	struct btyd to = *m;

	if (which == 0 && m->rates == BTYD_EQUAL_RATES)
		to.lambda *= by;
	else if (which == 0)
		to.r *= by;
	else if (which == 1)
		to.alpha *= by;
	else if (which == 2)
		to.a *= by;
	else
		to.b *= by;
	if (m->limit == BTYD_ONCE_OR_NEVER ||
	    (m->limit == BTYD_EQUAL_DROPOUT && m->model != BTYD_PARETONBD))
		to.b = 1 - to.a;
	return to;
}

/*
 * The likelihood is that of the histories, and where it is largest no step in any parameter raises
 * it.
 */
static void
test(struct likelihood *l, int model, int rates, int limit)
{
	const struct btyd m = at(model, rates, limit);
	const struct btyd_candidate c = likelihood_max(l, &m, true);
	const double by[] = { .99, 1.01 };
	bool highest = true;
	char name[80];

	snprintf(name, sizeof name, "model %d rates %d limit %d", model, rates, limit);
	near(likelihood_of(l, &m), summed(&m), 1e-12, name);
	near(c.loglik, summed(&c.par), 1e-9, "at its maximum");
	for (int which = 0; which < 4 && c.inside; which++)
		for (int k = 0; k < 2; k++) {
			const struct btyd beside = moved(&c.par, which, by[k]);

			highest = highest && !(summed(&beside) > c.loglik + 1e-9);
		}
	ok(highest && c.loglik >= summed(&m), "which is the highest point around");
}

/* Many histories, whose days come several times; nearly all of one customer. */
static void
test_many(void)
{
	enum { MANY = 6000 };
	static struct btyd_tuple many[MANY];

	for (size_t i = 0; i < MANY; i++) {
		const int32_t x = (int32_t)(i / 1500), of = (int32_t)(i % 1500);

		many[i] = (struct btyd_tuple){ .x = x, .recency = x > 0 ? 1 + of % 50 : 0,
			.age = 50 + of / 3, .n = i % 9 == 0 ? 7 : 1 };
	}
	struct likelihood *l = likelihood_new(many, MANY, 1);
	bool good = true;

	for (int i = 0; i < BTYD_MODELS * BTYD_RATES * BTYD_LIMITS; i++) {
		const struct btyd m = at(i / 8, i / 4 % 2, i % 4);
		const double want = summed_over(&m, many, MANY), got = likelihood_of(l, &m);

		good = good && (is_near(got, want, 1e-12) || (isinf(want) && isinf(got)));
	}
	ok(good, "of many histories");
	likelihood_free(l);
}

/* Moves by hand: the logarithms of rates and shapes, and of the odds of a probability. */
static void
test_moved(void)
{
	const double by[4] = { log(2), log(3), log(5), log(7) }, still[4] = { 0 };
	struct btyd m = at(BTYD_BGNBD, BTYD_GAMMA_RATES, BTYD_REGULAR);
	struct btyd to = likelihood_moved(&m, by);

	near(to.r, 1.5, 1e-14, "r");
	near(to.alpha, 18, 1e-14, "alpha");
	near(to.a, 3.75, 1e-14, "a");
	near(to.b, 14, 1e-14, "b");
	m = at(BTYD_MBGNBD, BTYD_EQUAL_RATES, BTYD_ONCE_OR_NEVER);
	to = likelihood_moved(&m, by);
	near(to.lambda, .25, 1e-14, "lambda");
	near(to.a, .5, 1e-14, "odds of 1/3, times 3, are even");
	near(to.b, .5, 1e-14, "the others");
	m = at(BTYD_PARETONBD, BTYD_GAMMA_RATES, BTYD_EQUAL_DROPOUT);
	near(likelihood_moved(&m, by).s, 5 * m.s, 1e-14, "mu is a rate");
	m = at(BTYD_PARETONBD, BTYD_EQUAL_RATES, BTYD_EQUAL_DROPOUT);
	to = likelihood_moved(&m, (double[4]){ log(2), 0 });
	near(to.lambda, 2 * m.lambda, 1e-14, "both rates double: lambda");
	near(to.s, 2 * m.s, 1e-14, "both rates double: mu");
	for (int i = 0; i < BTYD_MODELS * BTYD_CANDIDATES; i++) {
		m = at(i / BTYD_CANDIDATES, i % BTYD_CANDIDATES / BTYD_LIMITS, i % BTYD_LIMITS);
		to = likelihood_moved(&m, still);
		ok(to.model == m.model && to.rates == m.rates && to.limit == m.limit &&
		    is_near(btyd_expected(&to, 2, 30, 38, 39), btyd_expected(&m, 2, 30, 38, 39),
		    1e-13), "no move");
	}
}

int
main(void)
{
	make();
	test_many();
	test_moved();
	struct likelihood *l = likelihood_new(tuple, N, 1);

	ok(likelihood_customers(l) == 120 && likelihood_purchases(l) == 240,
	    "customers, purchases");
	for (int model = 0; model < BTYD_MODELS; model++)
		for (int rates = 0; rates < BTYD_RATES; rates++)
			for (int limit = 0; limit < BTYD_LIMITS; limit++)
				test(l, model, rates, limit);
	likelihood_free(l);
	return done();
}
