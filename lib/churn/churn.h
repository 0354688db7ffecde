/*
 * churn - predicts who buys nothing within a horizon, learned from the past of the same log (pure).
 *
 * The as-of date is E, the first day of the log A, C = E - A, and H the horizon. The past has up to
 * three windows: (cut, E] with cut = E - w and w = C/4, C/3, 5C/12, but at most H. For each, a
 * logistic regression with a ridge predicts from the facts at the cut who bought nothing in the
 * window. The score of a customer is the mean of the log-odds that the regressions give for the
 * facts at E. The log-odds of its probability are kappa score + delta: the line whose probabilities
 * are nearest, by cross-entropy, to those of the dropout model for no purchase in (E, E + H].
 *
 * Features at a cut, x purchase days after the first, u = C/40, tau = C/4:
 *   log(1 + (cut - last)/u), log(1 + x), log(1e-4 + sum exp(-(cut - day)/tau)),
 *   log(.01 + sum max(amount, 0)/mean amount of a day),
 *   log-odds of the dropout model for no purchase in (cut, cut + h], h = w or H,
 *   and for each kind of event that occurs: log(1 + sum exp(-(cut - day)/tau)).
 */
#ifndef CHURN_H
#define CHURN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/history/fold.h"
#include "lib/stat/calibration.h"

enum { CHURN_WINDOWS = 3, CHURN_PURCHASES = 5 };	/* windows; features of the purchases */

enum churn_event_kind { CHURN_CONTACT, CHURN_COMPLAINT, CHURN_DETRACTOR, CHURN_KINDS };
enum { CHURN_FEATURES = CHURN_PURCHASES + CHURN_KINDS };

struct churn_event {
	int32_t day;
	enum churn_event_kind kind;
};

struct churn_customer {
	const struct fold_day *day;	/* purchase days; those after E are ignored */
	size_t days;			/* the first one is at or before E */
	const struct churn_event *event;	/* in any order */
	size_t events;
};

/*
 * P(no purchase in (T, T + t]) by the dropout model, in weeks. Several threads may call it at the
 * same time.
 */
typedef double churn_none(const void *ctx, double x, double tx, double T, double t);

struct churn_window {
	int32_t width;			/* w, days */
	size_t n, gone;			/* customers; those without a purchase in the window */
	double mean[CHURN_FEATURES], sd[CHURN_FEATURES];
	double coef[CHURN_FEATURES + 1];	/* the intercept first */
};

struct churn {
	int32_t begin, as_of, horizon;	/* A, E; H, days */
	double amount;			/* mean per purchase day, ten-thousandths; 0: no feature */
	bool kind[CHURN_KINDS];		/* whether this kind of event is a feature */
	size_t windows;			/* 0: too little past; the dropout model gives the score */
	struct churn_window window[CHURN_WINDOWS];
	struct calibration_line line;	/* from scores to log-odds */
	churn_none *none;
	const void *ctx;
};

/*
 * Learns from N customers as of AS_OF. MONEY: their purchases have amounts. Keeps NONE and CTX in
 * *to. The result does not depend on THREADS.
 */
void churn_learn(const struct churn_customer *, size_t n, bool money, int32_t as_of,
    int32_t horizon, churn_none *none, const void *ctx, unsigned threads, struct churn *to);

/* The features at CUT, for a horizon of HORIZON days. Features that are not used are 0. */
void churn_features(const struct churn *, const struct churn_customer *, int32_t cut,
    int32_t horizon, double to[static CHURN_FEATURES]);

/* Log-odds of no purchase in (E, E + H], not yet calibrated; a higher score means a higher risk. */
double churn_score(const struct churn *, const double features[static CHURN_FEATURES]);

/* The probability of no purchase in (E, E + H] for a score. */
double churn_probability(const struct churn *, double score);

#endif
