/* servqual: two respondents worked by hand, and published gaps. */
#include "lib/survey/servqual.h"

#include "tests/unit/tap.h"

enum { ITEMS = 22, DIMENSIONS = 5 };

static const size_t dimension_of[ITEMS] = { 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4,
    4, 4, 4 };

static const struct {
	const char *name;
	int e[ITEMS], p[ITEMS];
	double weight[DIMENSIONS], gap[DIMENSIONS], weighted;
} respondent[] = {
	{ "R1", { 5, 6, 5, 6, 7, 7, 6, 7, 7, 6, 6, 7, 6, 6, 7, 6, 7, 5, 5, 6, 5, 6 },
		{ 6, 6, 5, 5, 5, 6, 6, 5, 5, 5, 6, 5, 6, 6, 6, 6, 7, 5, 4, 5, 5, 6 },
		{ 11, 32, 22, 19, 16 }, { 0, -1.4, -.75, -.25, -.4 }, -.7245 },
	{ "R2", { 4, 5, 5, 5, 6, 7, 7, 7, 6, 7, 6, 6, 6, 6, 6, 6, 6, 6, 5, 5, 6, 5 },
		{ 5, 5, 6, 5, 5, 5, 6, 6, 5, 6, 6, 5, 5, 6, 7, 6, 5, 6, 5, 6, 5, 5 },
		{ 20, 20, 20, 20, 20 }, { .5, -1.2, -.75, 0, 0 }, -.29 },
};

static double
gap(struct servqual x)
{
	return (double)(x.perception - x.expectation);
}

static void
test_two(void)
{
	static const double means[DIMENSIONS] = { .25, -1.3, -.75, -.125, -.2 };
	struct servqual_gap dimension[DIMENSIONS] = { 0 }, plain = { 0 }, weighted = { 0 };
	bool good;

	for (int r = 0; r < 2; r++) {
		struct servqual item[ITEMS], d[DIMENSIONS];

		good = servqual_weights_good(respondent[r].weight, DIMENSIONS);
		for (int i = 0; i < ITEMS; i++)
			item[i] = (struct servqual){ respondent[r].e[i], respondent[r].p[i] };
		for (size_t i = 0; i < DIMENSIONS; i++) {
			d[i] = servqual_dimension(item, dimension_of, ITEMS, i);
			good = good && is_near(gap(d[i]), respondent[r].gap[i], 1e-12);
			servqual_add(&dimension[i], d[i]);
		}
		servqual_add(&plain, servqual_overall(d, NULL, DIMENSIONS));
		const struct servqual w = servqual_overall(d, respondent[r].weight, DIMENSIONS);

		servqual_add(&weighted, w);
		ok(good && is_near(gap(w), respondent[r].weighted, 1e-12), respondent[r].name);
	}
	good = true;
	for (int i = 0; i < DIMENSIONS; i++)
		good = good && is_near(mean_value(&dimension[i].gap), means[i], 1e-12);
	ok(good, "the means of the dimensions");
	near(mean_value(&plain.gap), -.425, 1e-12, "two respondents, unweighted");
	near(mean_value(&weighted.gap), -.50725, 1e-12, "two respondents, weighted");
}

int
main(void)
{
	const struct servqual published[] = { { 5, 4.35L }, { 5, 3.9L }, { 5, 4.17L }, { 5, 4.3L },
	    { 5, 3.99L } };
	const struct servqual part[] = { { 5, 6 }, { NAN, 3 }, { 7, NAN }, { 3, 2 } };
	const size_t of[] = { 0, 0, 0, 1 };
	struct servqual_gap g = { 0 };

	test_two();
	near(gap(servqual_overall(published, NULL, 5)), -.858, 1e-12, "the published gaps");
	ok(servqual_weights_good((const double[]){ 33.4, 33.3, 33.3 }, 3) &&
	    !servqual_weights_good((const double[]){ 50, 49.9 }, 2) &&
	    !servqual_weights_good((const double[]){ 101, -1 }, 2) &&
	    !servqual_weights_good((const double[]){ NAN, 100 }, 2), "weights");
	struct servqual x = servqual_dimension(part, of, 4, 0);
	ok(x.expectation == 5 && x.perception == 6,
	    "an item without its other half counts on neither side");
	ok(isnan((double)servqual_dimension(part, of, 3, 1).expectation), "no item, no dimension");
	ok(isnan(gap(servqual_overall((const struct servqual[]){ { 1, 1 }, { NAN, NAN } }, NULL,
	    2))), "no dimension, no whole");
	servqual_add(&g, (struct servqual){ NAN, 3 });
	servqual_add(&g, (struct servqual){ 3, NAN });
	ok(g.gap.n == 0 && g.expectation.n == 0, "what is not known is left out");
	return done();
}
