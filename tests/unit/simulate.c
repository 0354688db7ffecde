/* simulate: near the formulas, the same for the same seed, and an honest standard error. */
#include "lib/visit/simulate.h"

#include <math.h>

#include "tests/unit/tap.h"

enum { SEEDS = 400, CALLERS = 20000 };

static const struct erlang cases[] = {
	{ 100. / 1800, 180, INFINITY, 20 },
	{ 48. / 60, 60, 120, 10 },
};
static const int64_t agents[] = { 14, 50 };

int
main(void)
{
	for (int c = 0; c < 2; c++) {
		const double want = erlang_of(&cases[c], agents[c]).level;
		double mean = 0;
		int near_it = 0;

		for (uint64_t seed = 1; seed <= SEEDS; seed++) {
			const struct simulate_level s =
			    simulate_level(&cases[c], agents[c], CALLERS, seed);

			mean += s.level / SEEDS;
			near_it += fabs(s.level - want) <= 2 * s.se;
		}
		printf("# computed %.5f, simulated %.5f; within 2 se: %d of %d\n", want, mean,
		    near_it, SEEDS);
		ok(fabs(mean - want) < .002, "the mean of many simulations is what is computed");
		ok(near_it > SEEDS * .88 && near_it < SEEDS * .99, "about 95 % are within 2 se");
	}
	const struct simulate_level a = simulate_level(&cases[0], 14, CALLERS, 7),
	    b = simulate_level(&cases[0], 14, CALLERS, 7);

	ok(a.level == b.level && a.se == b.se, "the same seed gives the same");
	ok(simulate_level(&cases[0], 5, CALLERS, 1).level < .05, "too few agents");
	ok(simulate_level(&(struct erlang){ 0, 1, INFINITY, 0 }, 1, CALLERS, 1).level == 1,
	    "no callers");
	return done();
}
