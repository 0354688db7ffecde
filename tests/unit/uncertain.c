/* Arithmetic by hand, and identities: the points have the mean 0 and the covariance of the fit. */
#include "lib/stat/uncertain.h"

#include "tests/unit/tap.h"

static void
test_covariance(void)
{
	/* of the logarithms: .04, .03, .0625 and 0 with the third, .25 */
	struct fit f = { .par = { 2, 5, 10 }, .cov = { { .16, .3, 0 }, { .3, 1.5625, 0 },
	    { 0, 0, 25 } } };
	static const double want[3][3] = { { .04, .03, 0 }, { .03, .0625, 0 }, { 0, 0, .25 } };
	const struct uncertain u = uncertain_of(&f, 3);
	double at[FIT_DIM], mean = 0, cov[3][3] = { { 0 } };

	ok(u.dim == 3 && uncertain_points(&u) == 6, "6 points for 3 parameters");
	near(u.root[1][0], .15, 1e-14, "root: .03 / .2");
	near(u.root[1][1], .2, 1e-14, "root: the square root of .0625 - .15^2");
	for (size_t p = 0; p < 6; p++) {
		uncertain_point(&u, p, at);
		for (size_t i = 0; i < 3; i++) {
			mean += at[i];
			for (size_t j = 0; j < 3; j++)
				cov[i][j] += at[i] * at[j] / 6;
		}
	}
	near(mean, 0, 1e-14, "the mean of the points");
	for (size_t i = 0; i < 9; i++)
		ok(fabs(cov[i / 3][i % 3] - want[i / 3][i % 3]) < 1e-14, "their covariance");
	uncertain_along(&u, 1, .5, at);
	ok(at[0] == 0 && is_near(at[1], .1, 1e-14) && at[2] == 0, "half a deviation along an axis");
}

/* The covariance of sums is A C A', and the turned axes are those of the sums. */
static void
test_sums(void)
{
	struct fit f = { .par = { 2, 5, 10 }, .cov = { { .16, .3, 0 }, { .3, 1.5625, 0 },
	    { 0, 0, 25 } } };
	const struct uncertain u = uncertain_of(&f, 3);
	double a[2][FIT_DIM] = { { 1, 0, -2 }, { 0, 1, 3 } };
	/* .04 + 4 * .25, .03 - 6 * .25, .0625 + 9 * .25 */
	const double want[2][2] = { { 1.04, -1.47 }, { -1.47, 2.3125 } };
	double turn[2][FIT_DIM];
	const struct uncertain to = uncertain_of_sums(&u, a, 2, turn);
	const struct uncertain none = uncertain_of_sums(&(struct uncertain){ 0 }, a, 2, turn);

	ok(to.dim == 2 && none.dim == 0, "two sums; of nothing, nothing");
	uncertain_of_sums(&u, a, 2, turn);
	for (size_t i = 0; i < 4; i++) {
		const size_t p = i / 2, q = i % 2;
		double cov = 0, one = 0;

		for (size_t k = 0; k < 3; k++)
			cov += to.root[p][k] * to.root[q][k];
		near(cov, want[p][q], 1e-14, "the covariance of the sums");
		/* a root of the sums from the axes before: root of the sums times turn */
		for (size_t k = 0; k < 3; k++)
			one += turn[p][k] * turn[q][k];
		ok(fabs(one - (p == q)) < 1e-15, "turned, not stretched");
	}
	for (size_t k = 0; k < 3; k++)
		near(to.root[1][0] * turn[0][k] + to.root[1][1] * turn[1][k],
		    u.root[1][k] + 3 * u.root[2][k], 1e-14, "the same change along an axis");
}

static void
test_edges(void)
{
	struct fit f = { .par = { 1, 1 }, .cov = { { 1, 2 }, { 2, 1 } } };
	struct uncertain u = uncertain_of(&f, 2);
	double at[FIT_DIM];

	ok(u.dim == 0 && uncertain_points(&u) == 1, "not a covariance: the estimate alone");
	uncertain_point(&u, 0, at);
	ok(at[0] == 0 && at[1] == 0, "which is not moved");
	f.cov[0][1] = f.cov[1][0] = NAN;
	ok(uncertain_of(&f, 2).dim == 0, "not a number");
	f = (struct fit){ .par = { 1, 1 }, .cov = { { 100, 50 }, { 50, 100 } } };
	u = uncertain_of(&f, 2);
	uncertain_point(&u, 1, at);
	near(at[0], log(20), 1e-14, "no farther than a factor of 20");
	near(at[1], log(20) / 2, 1e-14, "in the same direction");
}

int
main(void)
{
	test_covariance();
	test_sums();
	test_edges();
	return done();
}
