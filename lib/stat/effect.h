/*
 * effect - the effect of a treatment on the mean of an outcome, with an interval (pure).
 *
 * The estimate is that of CUPED (Deng, Xu, Kohavi and Walker, WSDM 2013), within strata: outcome
 * and covariate are centred in each stratum, the outcome is regressed on the covariate, and the
 * residuals of the arms are compared. In numbers: the coefficient of the treatment in a regression
 * of the outcome on treatment, covariate and strata.
 *
 * The interval and p invert a randomisation test (EFFECT_SHUFFLED). If the effect were D, the
 * outcomes y - D t (t: 1 with the treatment, else 0) would not depend on the arm; so their
 * studentised difference is compared with its values when the arms are shuffled within the strata.
 * The interval has every D that the test does not reject, each tail at ALPHA / 2. It is exact if
 * the effect is the same for all, however skewed the outcomes are and however small an arm is
 * (Lehmann and Romano, Testing Statistical Hypotheses, 3rd ed., 15.2), and right in large samples
 * otherwise (Janssen, Statistics and Probability Letters 36, 1997; Chung and Romano, Annals of
 * Statistics 41, 2013). The relative effect R, which compares with the mean of the hold-out,
 * inverts the same test with the outcomes y (1 - K t), K = R / (1 + R). The residuals are linear
 * in D and in K, so each shuffle keeps a few sums, and no D needs a shuffle of its own.
 *
 * EFFECT_WELCH compares the same statistic with Student's distribution instead (Welch 1947). It is
 * used only where shuffling would be slow and is not needed: the smaller arm has more than
 * EFFECT_LARGE cases, and more than 355 times the squared skewness of the outcome (Kohavi, Deng,
 * Longbotham and Xu, KDD 2014); or ALPHA is too small for EFFECT_MOST shuffles.
 *
 * Strata without both arms cannot be compared by themselves: they are one stratum together.
 */
#ifndef EFFECT_H
#define EFFECT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EFFECT_SHUFFLES = 1999, EFFECT_MOST = 99999, EFFECT_LARGE = 100000 };
enum { EFFECT_SEED = 1 };

struct effect_case {
	double y, x;		/* the outcome; the covariate, 0 for all: none */
	uint32_t stratum;	/* from 0 */
	bool held;		/* no treatment */
};

enum effect_method { EFFECT_SHUFFLED, EFFECT_WELCH };

enum effect_why {		/* why there is no estimate, or only the estimate */
	EFFECT_OK,
	EFFECT_NO_CASES,
	EFFECT_NO_HOLDOUT,	/* nobody is held out */
	EFFECT_NO_TREATMENT,	/* all are held out */
	EFFECT_SAME,		/* all outcomes are equal; there is nothing to compare */
	EFFECT_FEW,		/* so few cases that every effect is possible */
	EFFECT_NO_TEST,		/* so few that no assignment of them is as rare as ALPHA */
};

struct effect {			/* NAN: not known */
	size_t treated, held;
	double treated_mean, held_mean;
	double value, low, high;
	double relative, relative_low, relative_high;	/* low may be -INFINITY, high INFINITY */
	double p;		/* of no effect, two-sided */
	double saved;		/* share of the variance that the covariate explains, 0 to 1 */
	enum effect_method method;
	enum effect_why why;
};

/* Of N cases, whose order does not matter but for the shuffles. ALPHA .05: 95 % intervals. */
struct effect effect_of(const struct effect_case *, size_t n, double alpha, uint64_t seed);

/*
 * The smallest effect above 0 that effect_of will find with probability POWER, if the outcomes of
 * the trial are spread as those of the N cases (of the past, when nobody was treated): the shuffles
 * themselves give the distribution of the statistic with and without an effect. NAN: there is
 * none, see *why. SAVED as above. LEAST_P: the smallest two-sided p that the arms allow, 2 divided
 * by the number of ways to draw them; above ALPHA no test of them finds anything.
 */
struct effect_least {
	double value, mean, saved, least_p;
	size_t treated, held;
	enum effect_method method;
	enum effect_why why;
};
struct effect_least effect_least(const struct effect_case *, size_t n, double alpha, double power,
    uint64_t seed);

/*
 * The same for an outcome of 0 or 1, from what effect_least returned: the share of 1 rises from
 * mean to mean + value, which changes the variance of the treated. How many standard errors the
 * effect must have is what the shuffles say, or the normal approximation. NAN: even a share of 1
 * would not be found.
 */
double effect_least_share(const struct effect_least *, double alpha, double power);

/* "shuffled", "welch"; and why, as words for people: "nobody is held out" */
const char *effect_method_name(enum effect_method);
const char *effect_why_text(enum effect_why);

#endif
