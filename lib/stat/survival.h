/*
 * survival - how long something lasts if some of it has not ended yet: Kaplan and Meier's estimate,
 * and tests of whether groups differ (pure).
 *
 * A case lasts until its time; then there is an event, or the case is censored: nothing is known
 * after this time. At a time, a case is at risk if its own time is not before it; so a case that is
 * censored at the time of an event is at risk then.
 */
#ifndef SURVIVAL_H
#define SURVIVAL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct survival_case {
	double time;		/* finite */
	uint32_t group;
	bool event;		/* false: censored */
};

/* Sorts by time. All functions below need sorted cases. */
void survival_sort(struct survival_case *, size_t n);

struct survival_step {		/* at a time at which a case ends */
	double time;
	int64_t at_risk, events, censored;
	double share;		/* S(t): the share that lasts longer than this time */
	double se;		/* Greenwood's standard error; NAN if the share is 0 */
	/*
	 * 95 % interval: Greenwood's on the scale log(-log S), so that it stays between 0 and 1
	 * (Kalbfleisch and Prentice, section 1.4); NAN before the first event, and if the share
	 * is 0
	 */
	double low, high;
};

/* One step per different time of the cases of a group. *n is their number; the caller frees it. */
struct survival_step *survival_curve(const struct survival_case *, size_t cases, uint32_t group,
    size_t *n);

/*
 * The first time at which the share is .5 or less; the interval has the times at which .5 lies in
 * the interval of the share (Brookmeyer and Crowley 1982). NAN if a curve does not fall so far.
 */
struct survival_median {
	double time, low, high;
};
struct survival_median survival_median(const struct survival_step *, size_t n);

enum survival_weight {
	SURVIVAL_LOG_RANK,	/* all events count the same (Mantel 1966) */
	SURVIVAL_BRESLOW,	/* an event counts the number at risk (Gehan 1965, Breslow 1970) */
};

struct survival_test {		/* NAN, and df 0, if there are not two groups to compare */
	double chi2, p;
	int df;
};

/*
 * Tests whether GROUPS groups have the same survival. Groups that are never at risk together with
 * another one at an event take no part. EXPECTED, unless NULL, receives per group the number of
 * events expected if all are the same; it does not depend on the weight.
 */
struct survival_test survival_compare(const struct survival_case *, size_t n, size_t groups,
    enum survival_weight, double *expected);

#endif
