/*
 * folds: the shuffle, compared with an independent Mersenne Twister (numpy), and how evenly the
 * rows are dealt.
 */
#include "lib/stat/folds.h"

#include <string.h>

#include "tests/unit/tap.h"

enum { N = 20, FOLDS = 5 };

static void
test_known(void)
{
	static const struct {
		uint32_t seed;
		unsigned fold[N];
	} known[] = {
		{ 1, { 2, 4, 3, 0, 3, 2, 1, 2, 3, 4, 1, 0, 3, 4, 4, 0, 1, 2, 1, 0 } },
		{ 42, { 3, 3, 3, 1, 0, 1, 1, 0, 4, 0, 3, 2, 0, 1, 4, 4, 2, 2, 2, 4 } },
		{ 0, { 0, 4, 1, 4, 4, 2, 1, 3, 1, 3, 0, 2, 0, 2, 3, 2, 3, 4, 1, 0 } },
	};
	double y[N];
	unsigned fold[N];

	for (int i = 0; i < N; i++)
		y[i] = i % 3 == 0;
	for (size_t k = 0; k < sizeof known / sizeof *known; k++)
		ok(folds_deal(y, N, FOLDS, known[k].seed, fold) &&
		    memcmp(fold, known[k].fold, sizeof fold) == 0, "the folds of a seed");
}

static void
test_even(void)
{
	enum { MANY = 1003 };
	double y[MANY];
	unsigned fold[MANY];
	int64_t of[2][FOLDS] = { 0 };
	bool even = true;

	for (int i = 0; i < MANY; i++)
		y[i] = i < 77;
	ok(folds_deal(y, MANY, FOLDS, 7, fold), "77 of 1003");
	for (int i = 0; i < MANY; i++)
		of[y[i] > 0][fold[i]]++;
	for (int k = 0; k < FOLDS; k++)
		even = even && (of[1][k] == 15 || of[1][k] == 16) &&
		    (of[0][k] == 185 || of[0][k] == 186) &&
		    (of[0][k] + of[1][k] == 200 || of[0][k] + of[1][k] == 201);
	ok(even, "every fold has its share of both, within one");
}

static void
test_impossible(void)
{
	static const double y[] = { 1, 0, 1, 0, 0, 0 }, all[] = { 1, 1, 1, 1, 1, 1 };
	unsigned fold[6] = { 9, 9, 9, 9, 9, 9 };

	ok(!folds_deal(y, 6, 3, 1, fold) && fold[0] == 9, "fewer of one outcome than folds");
	ok(!folds_deal(y, 6, 1, 1, fold) && !folds_deal(y, 6, 0, 1, fold), "fewer than two folds");
	ok(!folds_deal(all, 6, 2, 1, fold) && !folds_deal(y, 0, 2, 1, fold), "one outcome, no row");
	ok(folds_deal(y, 6, 2, 1, fold), "as many as folds");
}

int
main(void)
{
	test_known();
	test_even();
	test_impossible();
	return done();
}
