/*
 * churn - who will not buy within a horizon, learned from the log's own past (pure but for memory).
 *
 * The as-of date is E, the first day of the log A, C = E - A, and H the horizon.  The past is looked at
 * from up to three earlier days: cut = E - w, w = C/4, C/3, 5C/12, no more than H.  What was known
 * of each customer at the cut tells, by logistic regression with a ridge, who bought nothing in
 * (cut, E].  The score of a customer is the mean of what the regressions say of E, in log-odds.
 * Its probability is the line kappa score + delta, in log-odds, that comes nearest in cross-entropy
 * to the dropout model's probability of no purchase in (E, E + H].
 *
 * Features at a cut, x purchase days after the first, u = C/40, tau = C/4:
 *   log(1 + (cut - last)/u), log(1 + x), log(1e-4 + sum exp(-(cut - day)/tau)),
 *   log(.01 + sum max(amount, 0)/mean amount of a day),
 *   log-odds of the dropout model for no purchase in (cut, cut + h], h = w or H,
 *   and of each kind of event that there is: log(1 + sum exp(-(cut - day)/tau)).
 */
#ifndef CHURN_H
#define CHURN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/history/fold.h"
#include "lib/stat/calibration.h"

enum { CHURN_WINDOWS = 3, CHURN_PURCHASES = 5 };	/* the last of these features is the dropout model's */

enum churn_event_kind { CHURN_CONTACT, CHURN_COMPLAINT, CHURN_DETRACTOR, CHURN_KINDS };
enum { CHURN_FEATURES = CHURN_PURCHASES + CHURN_KINDS };

struct churn_event {
	int32_t day;
	enum churn_event_kind kind;
};

struct churn_customer {
	const struct fold_day *day;	/* purchase days, the first of them by E; later ones are not looked at */
	size_t days;
	const struct churn_event *event;	/* in any order */
	size_t events;
};

/* P(no purchase in (T, T + t]) in weeks, by the dropout model, on any thread. */
typedef double churn_none(const void *ctx, double x, double tx, double T, double t);

struct churn_window {
	int32_t width;			/* w, days */
	size_t n, gone;			/* customers; of them without a purchase in the window */
	double mean[CHURN_FEATURES], sd[CHURN_FEATURES];
	double coef[CHURN_FEATURES + 1];	/* the intercept first */
};

struct churn {
	int32_t begin, as_of, horizon;	/* A, E; H, days */
	double amount;			/* mean of a purchase day, ten-thousandths; 0: that feature is left out */
	bool kind[CHURN_KINDS];		/* is there such a feature */
	size_t windows;			/* 0: there was too little past, and the score is the dropout model's */
	struct churn_window window[CHURN_WINDOWS];
	struct calibration_line line;	/* from scores to probabilities */
	churn_none *none;
	const void *ctx;
};

/*
 * Learns from N customers known at AS_OF, MONEY: are the amounts any.  NONE and CTX are kept in *to.
 * The result does not depend on THREADS.
 */
void churn_learn(const struct churn_customer *, size_t n, bool money, int32_t as_of, int32_t horizon, churn_none *none,
    const void *ctx, unsigned threads, struct churn *to);

/* What was known at CUT, for HORIZON days on; the features that there are not are 0. */
void churn_features(const struct churn *, const struct churn_customer *, int32_t cut, int32_t horizon,
    double to[static CHURN_FEATURES]);

/* Log-odds of no purchase in (E, E + H]; the more, the likelier. */
double churn_score(const struct churn *, const double features[static CHURN_FEATURES]);

double churn_probability(const struct churn *, double score);

#endif
