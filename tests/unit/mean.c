/* mean: compared with the definition, and Student's t with printed tables. */
#include "lib/stat/mean.h"

#include "tests/unit/tap.h"

int
main(void)
{
	static const double x[] = { 2, 4, 4, 4, 5, 5, 7, 9 };	/* mean 5, squares 32 */
	static const struct { int n; double t; } table[] =
	    { { 2, 12.706 }, { 3, 4.303 }, { 6, 2.571 }, { 11, 2.228 }, { 31, 2.042 },
		{ 121, 1.980 } };
	struct mean m = { 0 }, none = { 0 }, far = { 0 };
	bool good = true;

	ok(isnan(mean_value(&none)) && isnan(mean_se(&none)) && isnan(mean_half(&none)),
	    "of nothing there is none");
	mean_add(&m, x[0]);
	ok(mean_value(&m) == 2 && isnan(mean_se(&m)) && isnan(mean_half(&m)),
	    "of one there is no error");
	for (int i = 1; i < 8; i++)
		mean_add(&m, x[i]);
	ok(m.n == 8 && mean_value(&m) == 5, "the mean");
	near(mean_se(&m), sqrt(32. / 7 / 8), 1e-15, "its standard error");
	near(mean_half(&m), 2.365 * sqrt(32. / 7 / 8), 2e-4,
	    "half the interval, at 7 degrees of freedom");
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct mean half = { 0 };

		for (int k = 0; k < table[i].n; k++)
			mean_add(&half, k % 2);
		good = good && fabs(mean_half(&half) / mean_se(&half) - table[i].t) < 5.1e-4;
	}
	ok(good, "t as the tables have it");
	for (int i = 0; i < 8; i++)
		mean_add(&far, 1e12 + x[i]);
	near(mean_se(&far), sqrt(32. / 7 / 8), 1e-6, "far from zero nothing cancels");
	return done();
}
