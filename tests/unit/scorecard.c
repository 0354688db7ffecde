/* scorecard: seven items worked by hand, and missing marks. */
#include "lib/stat/scorecard.h"

#include "tests/unit/tap.h"

int
main(void)
{
	static const double weight[] = { 15, 10, 15, 10, 15, 20, 15 };
	double points[] = { 80, 70, 60, 50, 90, 75, 65 };
	struct scorecard s = scorecard(weight, points, 7);

	ok(s.n == 7 && s.score == 71.25 && s.coverage == 1, "seven elements");
	s = scorecard((const double[]){ 40, 30, 30 }, (const double[]){ 80, 50, NAN }, 3);
	/* (40 80 + 30 50) / 70 */
	ok(s.n == 2 && fabs(s.score - 67.1429) < 5e-5 && is_near(s.coverage, .7, 1e-12),
	    "a missing item leaves its weight out");
	s = scorecard((const double[]){ 40, 30, 30 }, (const double[]){ 80, 50, 20 }, 3);
	near(s.score, 53, 1e-12, "nothing missing");
	s = scorecard(weight, (const double[]){ NAN, NAN, NAN, NAN, NAN, NAN, NAN }, 7);
	ok(s.n == 0 && isnan(s.score) && s.coverage == 0, "nothing marked");
	s = scorecard((const double[]){ 0, 10 }, (const double[]){ 90, NAN }, 2);
	ok(s.n == 1 && isnan(s.score) && s.coverage == 0, "marked where there is no weight");
	ok(scorecard_points(3, 1, 5) == 50 && scorecard_points(1, 0, 1) == 100 &&
	    scorecard_points(1, 1, 5) == 0, "marks as points");
	static const bool is_cost[] = { false, false, false, false, true, true, true, true };
	static const double one[] = { 1, 1, 1, 1, 1, 1, 1, 1 };
	double marks[] = { 120, 30, 20, 10, 100, 15, 10, 5 };
	struct scorecard_balance b = scorecard_balance(one, marks, is_cost, 8);

	ok(b.value == 180 && b.cost == 130, "value and cost");
	b = scorecard_balance((const double[]){ 1, 40 }, (const double[]){ 500, 2 },
	    (const bool[]){ false, true }, 2);
	ok(b.value == 500 && b.cost == 80, "a weight is a factor");
	marks[7] = NAN;
	b = scorecard_balance(one, marks, is_cost, 8);
	ok(isnan(b.value) && isnan(b.cost), "a missing mark leaves no balance");
	return done();
}
