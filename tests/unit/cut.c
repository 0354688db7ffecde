#include "lib/segment/cut.h"

#include "tests/unit/tap.h"

/* The midrank by its formula: min(bins, floor(bins (2 less + equal) / (2 n)) + 1). */
static int
by_formula(const double *x, int n, int bins, double v)
{
	int less = 0, equal = 0;

	for (int i = 0; i < n; i++) {
		less += x[i] < v;
		equal += x[i] == v;
	}
	const int bin = bins * (2 * less + equal) / (2 * n) + 1;

	return bin < bins ? bin : bins;
}

static bool
matches(const double *x, int n, int bins)
{
	const struct cut c = cut_quantiles(x, (size_t)n, bins);

	for (int i = 0; i < n; i++)
		if (cut_bin(&c, x[i]) != by_formula(x, n, bins, x[i]))
			return false;
	return true;
}

int
main(void)
{
	enum { N = 101 };
	double x[N];
	const double signs[] = { -1e300, -2.5, -0., 0., 1e-300, 3, 1e300 };
	const struct cut none = cut_quantiles(NULL, 0, 4);
	const struct cut limits = { .bins = 3, .from = { 10, 20.5 } };

	for (int i = 0; i < N; i++)
		x[i] = (double)(i * 37 % N) / 7 - 5;
	ok(matches(x, N, 2) && matches(x, N, 4) && matches(x, N, 10) && matches(x, N, 100),
	    "2, 4, 10 and 100 bins of different numbers");
	for (int i = 0; i < N; i++)
		x[i] = (double)(i * i % 13) - 6;
	ok(matches(x, N, 3) && matches(x, N, 10), "with ties");
	ok(matches(signs, 7, 2) && matches(signs, 7, 7), "signs, zeros and extremes");
	for (int i = 0; i < N; i++)
		x[i] = 7;
	ok(matches(x, N, 5), "all equal: floor(5/2) + 1 = 3");
	ok(cut_bin(&none, 3) == 1, "without numbers every number is in bin 1");
	ok(cut_bin(&limits, 9.99) == 1 && cut_bin(&limits, 10) == 2 && cut_bin(&limits, 20) == 2 &&
	    cut_bin(&limits, 20.5) == 3 && cut_bin(&limits, 1e9) == 3 && cut_bin(&limits, -5) == 1,
	    "given limits: a number on a limit is in the bin that begins there");
	return done();
}
