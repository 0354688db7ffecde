/*
 * calibration - scores as probabilities: made so, and how good they are (pure but for memory).
 */
#ifndef CALIBRATION_H
#define CALIBRATION_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/stat/binomial.h"
#include "lib/stat/ranking.h"

/* The probability of a score: logit_chance(slope * score + level). */
struct calibration_line {
	double slope, level;
};

/*
 * The line of the least cross-entropy against CHANCE, what is known of each row from 0 to 1.  A slope
 * that would turn the order of the scores around is 1 instead, and only the level is fitted.  False
 * where all chances are 0, or all 1, or there is none.
 */
bool calibration_line(const double *score, const double *chance, size_t n, struct calibration_line *to);

struct calibration {		/* NAN where it cannot be told */
	double brier;		/* the mean square of outcome less probability */
	double log_loss;	/* the mean of -log of what was given to the outcome, which counts as
				   1e-15 at least */
};

enum { CALIBRATION_TENTHS = 10 };

struct calibration_tenth {
	int64_t n, yes;
	double predicted, observed;	/* the mean probability, the share of yes; NAN where n is 0 */
	struct binomial_range range;	/* of the share of yes, by Wilson */
};

/*
 * Of groups whose scores are probabilities.  Neither can be told, and the tenths are empty, where one
 * is not between 0 and 1.
 */
struct calibration calibration_of(const struct ranking_group *, size_t groups);

/* By tenths, the highest first: equal probabilities stay together, in the tenth of their middle. */
void calibration_tenths(const struct ranking_group *, size_t groups, struct calibration_tenth to[static CALIBRATION_TENTHS]);

#endif
