/*
 * calibration: the probabilities of the learned scores, their errors by scikit-learn, and tenths by
 * hand.
 */
#include "lib/stat/calibration.h"

#include "lib/stat/logit.h"
#include "tests/unit/csv.h"
#include "tests/unit/tap.h"

/* SLOPE and LEVEL by numpy; the file has the resulting probabilities. */
static void
learned(const char *path, double slope, double level, double brier, double of_mbg, double log_loss)
{
	size_t n;
	double *score = csv_column(path, "score_logit", NULL, &n),
	    *soft = csv_column(path, "lmbg", NULL, &n);
	double *want = csv_column(path, "p_calibrated", NULL, &n),
	    *y = csv_column(path, "y", NULL, &n), worst = 0;
	struct ranking_group *g = mem_new(n, sizeof *g);
	struct calibration_line to = { 0, 0 };

	for (size_t i = 0; i < n; i++)
		soft[i] = logit_chance(soft[i]);
	ok(calibration_line(score, soft, n, &to), path);
	near(to.slope, slope, 1e-10, "the slope");
	near(to.level, level, 1e-10, "the level");
	for (size_t i = 0; i < n; i++) {
		score[i] = logit_chance(to.slope * score[i] + to.level);
		worst = fmax(worst, fabs(score[i] - want[i]));
	}
	ok(worst < 1e-10, "the probability of every customer");
	const struct calibration c = calibration_of(g, ranking_groups(score, y, n, g));
	near(c.brier, brier, 1e-10, "Brier");
	if (!isnan(log_loss))
		near(c.log_loss, log_loss, 1e-10, "log-loss");
	near(calibration_of(g, ranking_groups(soft, y, n, g)).brier, of_mbg, 1e-10,
	    "Brier of MBG/NBD");
	free(score);
	free(soft);
	free(want);
	free(y);
	free(g);
}

static void
test_line(void)
{
	static const double score[] = { -2, -1, 0, 1, 3 }, falling[] = { .9, .8, .5, .4, .1 },
	    same[] = { 7, 7, 7, 7, 7 };
	static const double none[] = { 0, 0, 0, 0, 0 }, all[] = { 1, 1, 1, 1, 1 },
	    far[] = { -700, 700, 0, 0, 0 };
	struct calibration_line to = { 0, 0 };

	ok(calibration_line(score, falling, 5, &to) && to.slope == 1,
	    "the other way round: the order of the scores stays");
	near(to.level, .161084372468049162, 1e-10, "the level (mpmath)");
	ok(calibration_line(same, falling, 5, &to) && to.slope == 1, "all scores the same");
	near(to.level, log(.54 / .46) - 7, 1e-10, "the logit of the mean");
	ok(calibration_line(far, falling, 5, &to) && isfinite(to.slope) && isfinite(to.level),
	    "scores far out");
	ok(!calibration_line(score, none, 5, &to) && !calibration_line(score, all, 5, &to),
	    "certain of all: no line");
	ok(!calibration_line(score, all, 0, &to), "no row: no line");
}

/* 20 probabilities from .025 to .975, and the same with ties. */
static void
test_tenths(void)
{
	enum { N = 20 };
	double p[N], y[N], predicted = 0;
	struct ranking_group g[N];
	struct calibration_tenth tenth[CALIBRATION_TENTHS];
	bool good = true;
	int64_t n = 0;

	for (int i = 0; i < N; i++) {
		p[i] = (i + .5) / N;
		y[i] = i % 3 == 0;
	}
	calibration_tenths(g, ranking_groups(p, y, N, g), tenth);
	for (int k = 0; k < CALIBRATION_TENTHS; k++)
		good = good && tenth[k].n == 2 && is_near(tenth[k].predicted, .95 - k / 10., 1e-12);
	ok(good, "tenths of two each, the highest first");
	/* rows 18 and 19 are yes and no */
	ok(tenth[0].yes == 1 && tenth[0].observed == .5, "their share of yes");
	/* Wilson, 1 of 2: centre .5, half 1.96 sqrt(.125 + .2401)/(1 + 1.9208) */
	near(tenth[0].range.low, .5 - 1.9599639845400545 * sqrt(.125 +
	    3.841458820694124 / 16) / 2.920729410347062, 1e-12,
	    "Wilson's interval");
	for (int i = 0; i < N; i++)
		p[i] = i < 13 ? .2 : .7;
	calibration_tenths(g, ranking_groups(p, y, N, g), tenth);
	/*
	 * .7: rows 1 to 7 from the top, so the middle is in the second tenth; .2: rows 8 to 20 with
	 * the middle 13.5, in the seventh tenth
	 */
	ok(tenth[1].n == 7 && tenth[6].n == 13 && tenth[1].predicted == .7 &&
	    is_near(tenth[6].predicted, .2, 1e-15), "ties stay together");
	for (int k = 0; k < CALIBRATION_TENTHS; k++) {
		n += tenth[k].n;
		predicted += tenth[k].n > 0 ? (double)tenth[k].n * tenth[k].predicted : 0;
	}
	ok(n == N && is_near(predicted, 13 * .2 + 7 * .7, 1e-12), "all rows are in a tenth");
	ok(tenth[0].n == 0 && isnan(tenth[0].predicted) && isnan(tenth[0].observed) &&
	    isnan(tenth[0].range.low), "an empty tenth");
}

static void
test_limits(void)
{
	static const double certain[] = { 1, 1, 0, 0 }, y[] = { 1, 0, 1, 0 },
	    score[] = { 1.5, .5, .2, .1 }, low[] = { .5, .2, .1, -.1 };
	struct ranking_group g[4];
	struct calibration_tenth tenth[CALIBRATION_TENTHS];
	struct calibration c = calibration_of(g, ranking_groups(certain, y, 4, g));

	near(c.brier, .5, 1e-15, "certain and wrong half the time");
	near(c.log_loss, -log(1e-15) / 2, 1e-12, "the log-loss is finite");
	c = calibration_of(g, ranking_groups(score, y, 4, g));
	ok(isnan(c.brier) && isnan(c.log_loss), "a score above 1 is no probability");
	calibration_tenths(g, ranking_groups(score, y, 4, g), tenth);
	ok(tenth[0].n == 0 && tenth[9].n == 0, "no tenth has it");
	c = calibration_of(g, ranking_groups(low, y, 4, g));
	ok(isnan(c.brier), "nor is one below 0");
	ok(isnan(calibration_of(g, 0).brier), "no row");
	calibration_tenths(g, 0, tenth);
	ok(tenth[0].n == 0 && isnan(tenth[0].predicted), "nor a tenth");
}

int
main(void)
{
	learned("tests/data/learned_cdnow.csv", .957817989675492, -.427770764097269,
	    .1578113323559667, .1614063239856872, .488785662711);
	learned("tests/data/learned_online_retail.csv", 1.01549841916908, -.515840976220357,
	    .18511010815259998, .1882640229095474, NAN);
	test_line();
	test_tenths();
	test_limits();
	return done();
}
