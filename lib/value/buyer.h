/*
 * buyer - the purchase and the spend model together, fitted on histories or read from a file
 * (program).
 *
 * A model of btyd.h says how many purchases to expect, gamma-gamma how much is
 * spent on each, and the value of a customer is the one times the other, discounted by the week
 * (Fader, Hardie, Lee 2005).
 */
#ifndef BUYER_H
#define BUYER_H
#include <stdbool.h>

#include "lib/base/date.h"
#include "lib/base/duration.h"
#include "lib/history/history.h"
#include "lib/value/btyd_rows.h"

struct buyer;
struct put;

struct buyer_opts {
	int model;		/* enum btyd_model; BTYD_ROWS_ANY: MBG/NBD to fit, and to read what
				   the file has;
				   BTYD_ROWS_AUTO: the one of the least AIC */
	struct duration horizon;
	double discount, margin;
};

#define BUYER_DEFAULTS \
	{ .model = BTYD_ROWS_ANY, .horizon = { 365, 'd' }, .discount = .1, .margin = 1 }

struct buyer_score {
	double alive;		/* P(alive) at the as-of date */
	double orders;		/* expected purchases within the horizon */
	double spend;		/* expected spend a purchase; NAN without a spend model */
	double clv;		/* spend times the discounted purchases, times the margin; NAN
				   likewise */
};

/*
 * Ends the tool if nobody came back; without a spend model, or amounts for it, it says so and goes
 * on.
 */
struct buyer *buyer_fit(const struct histories *, const struct buyer_opts *);
struct buyer *buyer_read(const char *path, const struct histories *, const struct buyer_opts *);

/*
 * With the defaults, prepared, without a word; NULL if there are no amounts, or nothing can be fitted.
 * PURCHASES: a model that is fitted already; NULL: fit MBG/NBD.
 */
struct buyer *buyer_try(const struct histories *, const struct btyd_fit *purchases);
void buyer_free(struct buyer *);

bool buyer_has_spend(const struct buyer *);
const char *buyer_model(const struct buyer *);	/* bgnbd, mbgnbd, paretonbd */

/* Before the first score: what all customers of the same x, t_x and T share. */
void buyer_prepare(struct buyer *);

/* Any thread. */
struct buyer_score buyer_score(const struct buyer *, const struct history *);

/*
 * The rows of the histories with the scores; or, highest first, of the TOP customers of the
 * highest value.
 */
enum { BUYER_ALL = -1 };
void buyer_print(const struct histories *, struct buyer *, int64_t top, struct put *);

/* The model file; CANDIDATES: also the log-likelihoods of all that were compared. */
void buyer_put(const struct buyer *, struct put *, const char *tool, bool candidates);
void buyer_save(const struct buyer *, const char *path, const char *tool);

#endif
