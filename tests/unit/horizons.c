/* The points of a shared base give the same values as those of the customer's own base. */
#include "lib/value/horizons.h"

#include <math.h>

#include "tests/unit/tap.h"

static const struct btyd models[] = {
	{ .model = BTYD_BGNBD, .r = .243, .alpha = 4.414, .a = .793, .b = 2.426 },
	{ .model = BTYD_MBGNBD, .r = .525, .alpha = 6.183, .a = .891, .b = 1.614 },
	{ .model = BTYD_PARETONBD, .r = .553, .alpha = 10.578, .s = .606, .beta = 11.669 },
	{ .model = BTYD_PARETONBD, .r = 2, .alpha = 30, .s = .01, .beta = 1e-6 },
	{ .model = BTYD_MBGNBD, .limit = BTYD_EQUAL_DROPOUT, .rates = BTYD_EQUAL_RATES,
	    .lambda = .2, .a = .1, .b = .9 },
	{ .model = BTYD_PARETONBD, .limit = BTYD_NO_DROPOUT, .r = .7, .alpha = 8, .b = 1 },
};

static void
test_model(const struct btyd *m, double t, double rate)
{
	const double age[] = { 0, 1 / 7., 1, 4, 38.857142857142854, 100, 1000 };
	const size_t n = sizeof age / sizeof *age;
	struct horizons *h = horizons_new(m, btyd_base(m, age[0]), btyd_base(m, age[n - 1]), t,
	    rate, 2);

	for (size_t i = 0; i < n; i++) {
		const double base = btyd_base(m, age[i]), tx = age[i] / 2, x = i ? 2 : 0;
		const struct btyd_horizon *at = horizons_at(h, base);
		const struct btyd_value v = btyd_value(m, x, tx, age[i], at);
		struct horizons *own = horizons_new(m, base, base, t, rate, 1);

		near(v.alive, btyd_alive(m, x, tx, age[i]), 1e-15, "alive");
		near(v.expected, btyd_expected(m, x, tx, age[i], t), 1e-11, "expected");
		near(v.discounted, btyd_discounted(m, x, tx, age[i], t, rate), 1e-10, "discounted");
		ok(v.discounted == btyd_value(m, x, tx, age[i], horizons_at(own, base)).discounted,
		    "the grid does not depend on the other customers");
		horizons_free(own);
	}
	horizons_free(h);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
		test_model(&models[i], 52, .1);
		test_model(&models[i], 39, 0);
		test_model(&models[i], 5200, .15);
	}
	horizons_free(NULL);
	return done();
}
