/*
 * alert_trial - the customers whose alerts are held back, so that the effect of acting on alerts
 * can be measured (program).
 *
 * A customer enters the trial with the first alert NEW, and keeps the arm (trial/arm.h) from then
 * on. All alerts of who is held out are held back. Other alerts of customers who never entered, or
 * who are in both arms since a merge, are not.
 */
#ifndef ALERT_TRIAL_H
#define ALERT_TRIAL_H
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "lib/io/opt.h"

#define ALERT_TRIAL_NAME "churn-alert"

struct alert_trial_opts {
	const char *name;	/* NULL: ALERT_TRIAL_NAME */
	double holdout;		/* NAN: no trial */
};

#define ALERT_TRIAL_DEFAULTS { .holdout = NAN }

#define ALERT_TRIAL_OPTS(o) \
	{ OPT_RATE, 0, "holdout", "SHARE", \
	    "record but do not print the alerts of this share of customers", &(o)->holdout }, \
	{ OPT_TEXT, 0, "trial", "NAME", \
	    "with --holdout: the name of the trial (" ALERT_TRIAL_NAME ")", &(o)->name }

/* Misuse if the options are not valid. */
void alert_trial_check(const struct alert_trial_opts *);

struct store;
struct alert_trial;

/* Reads the trial from the store. NULL: no trial. */
struct alert_trial *alert_trial_open(const struct alert_trial_opts *, struct store *);

/*
 * The name of the trial if the alert of the customer is held back; else NULL. The customer enters
 * the trial if IS_NEW, an alert NEW. A trial of NULL holds nobody back. The id must stay valid
 * until alert_trial_free.
 */
const char *alert_trial_holds(struct alert_trial *, const char *id, bool is_new);

/* Stores those who have entered on this day, in a transaction of the caller. NULL: nobody has. */
void alert_trial_write(const struct alert_trial *, struct store *, int32_t day);
void alert_trial_free(struct alert_trial *);	/* NULL: does nothing */

#endif
