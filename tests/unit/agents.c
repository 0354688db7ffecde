/* agents: the first to be free is the least of all, as a search through all of them finds it. */
#include "lib/visit/agents.h"

#include <stdbool.h>

#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { MOST = 40, CALLS = 2000 };

static size_t
least(const double *x, size_t n)
{
	size_t at = 0;

	for (size_t i = 1; i < n; i++)
		at = x[i] < x[at] ? i : at;
	return at;
}

static bool
agree(size_t n)
{
	double heap[MOST] = { 0 }, all[MOST] = { 0 };

	for (int i = 0; i < CALLS; i++) {
		const size_t at = least(all, n);
		const double end = all[at] + random_below(100);

		if (heap[0] != all[at])
			return false;
		all[at] = end;
		agents_occupy(heap, n, end);
	}
	return true;
}

int
main(void)
{
	bool good = true;

	ok(agree(1), "one agent");
	ok(agree(2), "two agents");
	for (size_t n = 3; n <= MOST; n++)
		good = good && agree(n);
	ok(good, "more agents");
	return done();
}
