/* diff_score: the points of the scores from 0 to 10, and what is none. */
#include "lib/diff/diff_score.h"

#include <stdio.h>

#include "tests/unit/tap.h"

int
main(void)
{
	static const char *const none[] = { "", "11", "-1", "9.5", " 9", "ten", "1e1",
		"99999999999999999999" };
	bool good = true, refused = true;
	double points;

	for (int i = 0; i <= 10; i++) {
		char cell[4];

		snprintf(cell, sizeof cell, "%d", i);
		good = good && diff_score(cell, &points) &&
		    points == (i >= 9 ? 100 : i >= 7 ? 0 : -100);
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		refused = refused && !diff_score(none[i], &points);
	ok(good, "promoters 9 and 10, passives 7 and 8, detractors 0 to 6");
	ok(refused, "no score");
	return done();
}
