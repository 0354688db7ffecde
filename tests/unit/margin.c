/* margin: worked by hand; and recovered from simulated customers. */
#include "lib/value/margin.h"

#include "lib/base/money.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { MANY = 20000 };

#define ROW(n, spend, profit) { n, (spend) * MONEY_ONE, (profit) * MONEY_ONE }
#define FIT(...) \
	margin_fit((struct margin_row[]){ __VA_ARGS__ }, \
	    sizeof ((struct margin_row[]){ __VA_ARGS__ }) / sizeof(struct margin_row), &m)

/*
 * Of customers whose margin is .4 plus or minus .1, and of each of their purchases plus or minus
 * .2; all purchases have the same amount.
 */
static double
simulated_k(void)
{
	static struct margin_row row[MANY];
	struct margin m;

	for (int i = 0; i < MANY; i++) {
		const int64_t percent = random_below(2) ? 50 : 30;

		row[i] = (struct margin_row){ .purchases = 1 << random_below(4) };
		row[i].spend = 100 * MONEY_ONE * row[i].purchases;
		for (int64_t k = 0; k < row[i].purchases; k++)
			row[i].profit += (percent + (random_below(2) ? 20 : -20)) * MONEY_ONE;
	}
	return margin_fit(row, MANY, &m) ? m.purchases : NAN;
}

int
main(void)
{
	struct margin m, again;

	/* d: .25 after 1 purchase, .09 after 4: s = .16 / .75, t = .25 - s, k = 64 / 11 */
	ok(FIT(ROW(4, 400, 280), ROW(1, 100, 90), ROW(1, 100, -10), ROW(4, 400, 40)) && m.n == 4,
	    "four customers");
	near(m.mean, .4, 1e-15, "profit divided by spend");
	near(m.se, sqrt(4. / 3 * 33800) / 1000, 1e-14, "its standard error");
	near(m.purchases, 64. / 11, 1e-13, "k");
	near(m.amount, 100, 1e-15, "the mean amount of a purchase");
	near(margin_of(&m, 100, 90), (90 + .4 * 6400 / 11) / (100 + 6400. / 11), 1e-14,
	    "between the customer's own margin and that of all");
	near(margin_of(&m, 0, 0), .4, 1e-15, "of nothing, that of all");
	near(margin_of(&m, -50, -30), (-30 + .4 * 6400 / 11) / (6400. / 11), 1e-14,
	    "of refunds, no division by less than the prior");
	again = m;
	ok(FIT(ROW(1, 100, -10), ROW(4, 400, 40), ROW(4, 400, 280), ROW(1, 100, 90)) &&
	    m.mean == again.mean && m.se == again.se && m.purchases == again.purchases,
	    "in any order");
	/* d: .04 and .01: chance alone, s = .04 */
	ok(FIT(ROW(1, 100, 60), ROW(1, 100, 20), ROW(4, 400, 200), ROW(4, 400, 120)) &&
	    isinf(m.purchases) && margin_of(&m, 100, 60) == m.mean, "chance alone: that of all");
	ok(FIT(ROW(2, 100, 60), ROW(2, 100, 20)) && isinf(m.purchases),
	    "customers with the same number of purchases do not tell");
	ok(FIT(ROW(1, 100, 60), ROW(1, 100, 20), ROW(4, 400, 240), ROW(4, 400, 80)) &&
	    m.purchases == 1, "lasting differences alone: one purchase");
	ok(FIT(ROW(1, 100, -40)) && is_near(m.mean, -.4, 1e-15) && isnan(m.se) &&
	    isinf(m.purchases), "one customer, and a loss");
	ok(!FIT(ROW(1, 0, 5)) && isnan(m.mean) && m.n == 0, "no spend, no margin");
	ok(!FIT(ROW(1, -10, 5)), "nor of refunds alone");
	ok(FIT(ROW(1, 100, 50), ROW(3, 0, -9)) && is_near(m.mean, .41, 1e-15),
	    "a customer without spend counts in the mean");
	near(simulated_k(), 4, .15, "of simulated customers: .2^2 / .1^2");
	m = margin_fixed(.3);
	ok(m.n == 0 && margin_of(&m, 100, 90) == .3, "a margin that is given");
	return done();
}
