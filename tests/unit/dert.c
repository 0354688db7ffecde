/*
 * CDNOW to 1997-09-30: numbers of an independent computation, in which three formulas agree to 12
 * digits. Other parameters: against the sum over many short horizons, which btyd_expected computes.
 */
#include "lib/value/dert.h"

#include "tests/unit/tap.h"

static const double WEEK = 7;

static void
test_named(void)
{
	static const struct {
		const char *id;
		double x, tx, T, want[3];
	} named[] = {
		{ "0001", 2, 213, 272, { 6.50035312583, 8.15629461713, 6.48240386221 } },
		{ "0002", 1, 12, 272, { .764363895743, .959082838685, .762253276704 } },
		{ "0003", 0, 0, 272, { .478280314594, .600120498054, .476959651042 } },
		{ "0157", 29, 264, 266, { 87.1703612791, 109.325085465, 86.9301736921 } },
		{ "1000", 4, 171, 235, { 11.3126559139, 14.1518617258, 11.2818440444 } },
	};
	const double rate[3] = { dert_rate(.15), dert_rate(.1), .0027 };
	const struct btyd m = { .model = BTYD_PARETONBD, .r = .553277037, .alpha = 10.5776832,
		.s = .606239832, .beta = 11.6687307 };

	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		for (size_t k = 0; k < 3; k++)
			near(dert(&m, named[i].x, named[i].tx / WEEK, named[i].T / WEEK, rate[k]),
			    named[i].want[k], 1e-8, named[i].id);
}

/* The Stieltjes integral of e^(-delta u) over the expected purchases, by parts and Simpson. */
static double
summed(const struct btyd *m, double x, double tx, double T, double delta)
{
	const double until = 60 / delta, h = until / 20000;
	double sum = 0;

	for (int i = 0; i < 20000; i++) {
		const double u = (double)i * h, b = u + h;

		sum += h / 6 * delta * (exp(-delta * u) * btyd_expected(m, x, tx, T, u) +
		    4 * exp(-delta * (u + h / 2)) * btyd_expected(m, x, tx, T, u + h / 2) +
		    exp(-delta * b) * btyd_expected(m, x, tx, T, b));
	}
	return sum;
}

static void
test_others(void)
{
	static const double par[][3] = {	/* s, beta, delta */
		{ .1, 1e-6, .002 }, { 1, 10, .002 }, { 1.0000001, 10, .0001 }, { 5, 1, .01 },
		{ 300, 3000, .002 }, { .606, 11.67, 1e-5 }, { .02, 4000, .3 },
	};
	struct btyd m = { .model = BTYD_PARETONBD, .r = .55, .alpha = 10.6 };

	for (size_t i = 0; i < sizeof par / sizeof *par; i++) {
		m.s = par[i][0];
		m.beta = par[i][1];
		near(dert(&m, 2, 30, 38, par[i][2]), summed(&m, 2, 30, 38, par[i][2]), 5e-6,
		    "a sum over short horizons");
	}
}

/* El / (mu + delta), El / delta and El mean / (s - 1) by hand; r + x is 3, alpha + T is 30. */
static void
test_limits(void)
{
	struct btyd m = { .model = BTYD_PARETONBD, .r = 1, .alpha = 10, .s = .05, .b = 1,
		.limit = BTYD_EQUAL_DROPOUT };
	const double el = .1, delta = .002;

	near(dert(&m, 2, 15, 20, delta), btyd_alive(&m, 2, 15, 20) * el / .052, 1e-14, "equal");
	ok(dert_finite(&m, 0), "equal: finite without discount");
	near(dert(&m, 2, 15, 20, 0), btyd_alive(&m, 2, 15, 20) * el / .05, 1e-14, "equal: all");
	m.limit = BTYD_NO_DROPOUT;
	near(dert(&m, 2, 15, 20, delta), el / delta, 1e-14, "no dropout");
	ok(!dert_finite(&m, 0), "no dropout: infinite without discount");
	m.rates = BTYD_EQUAL_RATES;
	m.lambda = .2;
	near(dert(&m, 2, 15, 20, delta), .2 / delta, 1e-14, "equal rates, no dropout");
	m = (struct btyd){ .model = BTYD_PARETONBD, .r = 1, .alpha = 10, .a = .3, .b = .7,
		.limit = BTYD_ONCE_OR_NEVER };
	near(dert(&m, 0, 0, 20, delta), btyd_alive(&m, 0, 0, 20) / 30 / delta, 1e-14, "once");
	m = (struct btyd){ .model = BTYD_PARETONBD, .r = 1, .alpha = 10, .s = 3, .beta = 5 };
	near(dert(&m, 2, 15, 20, 0), btyd_alive(&m, 2, 15, 20) * el * 25 / 2, 1e-14, "s > 1: all");
	m.s = 1;
	ok(!dert_finite(&m, 0) && dert_finite(&m, 1e-9), "s = 1: infinite without discount");
	m.model = BTYD_BGNBD;
	ok(!dert_has(&m), "not for BG/NBD");
	m.model = BTYD_MBGNBD;
	ok(!dert_has(&m), "not for MBG/NBD");
}

int
main(void)
{
	test_named();
	test_others();
	test_limits();
	return done();
}
