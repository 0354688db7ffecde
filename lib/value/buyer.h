/*
 * buyer - a purchase model and a spend model together, fitted to histories or read from a file
 * (program).
 *
 * A model of btyd.h predicts the number of purchases, the gamma-gamma model the spend per purchase.
 * The value of a customer is their product, discounted week by week (Fader, Hardie, Lee 2005).
 */
#ifndef BUYER_H
#define BUYER_H
#include <stdbool.h>

#include "lib/base/date.h"
#include "lib/base/duration.h"
#include "lib/history/history.h"
#include "lib/value/btyd_rows.h"

struct buyer;
struct clv_by;
struct consent;
struct model;
struct put;

struct buyer_opts {
	/*
	 * enum btyd_model, or BTYD_ROWS_ANY: fit MBG/NBD, or read the model that the file has, or
	 * BTYD_ROWS_AUTO: the model with the lowest AIC. Those with a k are only compared if the
	 * days of the purchases are known
	 */
	int model;
	struct duration horizon;
	double discount;
	double confidence;	/* of the intervals; 0: none */
	int64_t chances;	/* print P(Y = 0) to P(Y = chances) of the purchases; -1: none */
};

enum { BUYER_CHANCES = 100 };	/* the most */

#define BUYER_DEFAULTS \
	{ .model = BTYD_ROWS_ANY, .horizon = { 365, 'd' }, .discount = .1, .chances = -1 }

/* Whether the fit uses the days of all purchases: history_opts.days. */
bool buyer_needs_days(const struct buyer_opts *);

struct buyer_score {
	double alive;		/* P(alive) at the as-of date */
	/* expected purchases within the horizon; NAN if it and they are infinite */
	double orders;
	double spend;		/* expected spend per purchase; NAN without a spend model */
	/* spend times discounted purchases times margin; NAN without a spend model or margin */
	double clv;
};

/*
 * Fits the models, or reads them from the model file PATH, and closes it. If the histories have
 * covariates, the purchase model has them too; they must be those of the file. Ends the tool if no
 * customer has a repeat purchase. If there is no spend model, or there are no amounts for it,
 * prints a note and continues.
 */
struct buyer *buyer_fit(const struct histories *, const struct buyer_opts *);
struct buyer *buyer_read(struct model *, const char *path, const struct histories *,
    const struct buyer_opts *);

/*
 * The models of another buyer, without covariates, for the customers of these histories. Nothing is
 * fitted.
 */
struct buyer *buyer_like(const struct buyer *, const struct histories *);

/*
 * Fits with the defaults, prints nothing, and calls buyer_prepare. Returns NULL if there are no
 * amounts or if nothing can be fitted. PURCHASES is a model that is already fitted; NULL: fit
 * MBG/NBD.
 */
struct buyer *buyer_try(const struct histories *, const struct btyd_fit *purchases);
void buyer_free(struct buyer *);

bool buyer_has_spend(const struct buyer *);
bool buyer_has_margin(const struct buyer *);	/* see margin_rows.h */
const char *buyer_model(const struct buyer *);	/* bgnbd, mbgnbd, ... */
const struct btyd *buyer_purchases(const struct buyer *);

/* Call it before the first score. It computes the scores per tuple (tuples.h). */
void buyer_prepare(struct buyer *);

/* Several threads may call it at the same time; also the next three. */
struct buyer_score buyer_score(const struct buyer *, const struct history *);

/* The present value of all expected purchases. Only for an infinite horizon. */
double buyer_dert(const struct buyer *, const struct history *);

struct buyer_interval {
	double orders_low, orders_high;
	double clv_low, clv_high;	/* NAN without a spend model or margin */
};
struct buyer_interval buyer_interval(const struct buyer *, const struct history *);

/* P(Y = k) of the purchases in the horizon. */
double buyer_chance(const struct buyer *, const struct history *, size_t k);

/*
 * The methods of the intervals: WORD, or if the parameters have no standard errors, because they
 * were read from a file, WORD_fixed.
 */
const char *buyer_predictive(const struct buyer *);	/* of a customer */
const char *buyer_delta(const struct buyer *);		/* of a total */

/*
 * Prints the rows of the histories with the scores. TOP: only the TOP customers with the highest
 * value, highest first, of those whom CONSENT does not bar (consent.h; NULL: it bars nobody).
 */
enum { BUYER_ALL = -1 };
void buyer_print(const struct histories *, struct buyer *, int64_t top, struct consent *,
    struct put *);

/*
 * Prints the total of all customers, or the total of each group; and the row of a new customer on
 * the day of the first purchase. The latter ends the tool if the model has covariates.
 */
void buyer_total_print(const struct histories *, struct buyer *, const struct clv_by *,
    struct put *);
void buyer_new_print(struct buyer *, struct put *);

/*
 * Writes the model file. CANDIDATES: also the log-likelihoods of the interior, the limits and each
 * k, and the AIC of the models compared.
 */
void buyer_put(const struct buyer *, struct put *, const char *tool, bool candidates);
void buyer_save(const struct buyer *, const char *path, const char *tool);

#endif
