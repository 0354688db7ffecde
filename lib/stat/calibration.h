/* calibration - turns scores into probabilities, and measures how good probabilities are (pure). */
#ifndef CALIBRATION_H
#define CALIBRATION_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/stat/binomial.h"
#include "lib/stat/ranking.h"

/* The probability of a score is logit_chance(slope * score + level). */
struct calibration_line {
	double slope, level;
};

/*
 * Fits the line with the least cross-entropy against CHANCE, the known outcome or probability of
 * each row, from 0 to 1. If the slope is not positive, it would reverse the order of the scores:
 * then the slope is 1 and only the level is fitted. False if there is no row, or if all of CHANCE
 * is 0 or all is 1.
 */
bool calibration_line(const double *score, const double *chance, size_t n,
    struct calibration_line *to);

struct calibration {		/* NAN if it is not defined */
	double brier;		/* the mean of (outcome - probability)^2 */
	/* the mean of -log(the probability given to the outcome, at least 1e-15) */
	double log_loss;
};

enum { CALIBRATION_TENTHS = 10 };

struct calibration_tenth {
	int64_t n, yes;
	/* the mean probability, and the share of yes; NAN if n is 0 */
	double predicted, observed;
	struct binomial_range range;	/* Wilson's interval for the share of yes */
};

/*
 * For groups whose scores are probabilities. If a score is not between 0 and 1, both measures are
 * NAN and the tenths are empty.
 */
struct calibration calibration_of(const struct ranking_group *, size_t groups);

/*
 * Divides the rows into tenths, the highest probabilities first. Equal probabilities stay together,
 * in the tenth that contains their middle.
 */
void calibration_tenths(const struct ranking_group *, size_t groups,
    struct calibration_tenth to[static CALIBRATION_TENTHS]);

#endif
