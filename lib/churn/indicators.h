/*
 * indicators - facts that suggest that a customer leaves soon, each with a sentence (pure).
 *
 * An indicator compares a value with a baseline. Its measure, which has no unit, decides whether it
 * is raised and how many points it gives. An indicator that is not known is left out; it never
 * counts as bad.
 *
 *	             value                baseline                 measure
 *	rhythm       days since the       usual days between two   value / baseline
 *	             last purchase
 *	purchases    number in the        expected from the        probability of so few or
 *	             recent past          customer's past          fewer: Poisson
 *	contacts     as purchases         as purchases             as purchases
 *	complaints   share of purchases   share among all          lower limit of the value:
 *	                                  customers                Wilson
 *	score        the last one, 0-10   -                        the value
 *	promises     number broken        -                        the value
 *	cases        number not resolved  -                        the value
 */
#ifndef INDICATORS_H
#define INDICATORS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/stat/scorecard.h"

enum indicators_kind {
	INDICATORS_RHYTHM, INDICATORS_PURCHASES, INDICATORS_CONTACTS, INDICATORS_COMPLAINTS,
	INDICATORS_SCORE, INDICATORS_PROMISES, INDICATORS_CASES, INDICATORS
};

struct indicators_past {	/* events of a customer; not known if .before_days is 0 */
	int64_t before, before_days;	/* after the first event and before the recent past */
	int64_t recent, recent_days;	/* in the recent past */
};

struct indicators_facts {	/* of a customer; -1 and NAN: not known */
	int64_t idle;		/* days since the last purchase */
	double gap;		/* median of the days between purchases; needs two gaps */
	double usual_gap;	/* the same among all customers, if gap is not known */
	struct indicators_past purchases, contacts;
	int64_t complaints, complained_of;	/* number of complaints, and of purchases */
	double usual_complaints;	/* complaints / purchases of all customers */
	int64_t score;		/* the last NPS score; a detractor has 6 or less */
	int64_t broken;		/* number of broken promises */
	int64_t cases, case_days;	/* number not resolved; days since the oldest */
};

#define INDICATORS_UNKNOWN { \
	.idle = -1, .gap = NAN, .usual_gap = NAN, .complaints = -1, .usual_complaints = NAN, \
	.score = -1, .broken = -1, .cases = -1, .case_days = -1 }

struct indicators_rule {
	double weight;		/* in the score; 0: not part of it */
	double threshold;	/* raised if the measure reaches it; NAN: never */
	double none, full;	/* the measures for 0 points and for 100 points */
};

struct indicators_rules {	/* at least one of them has a weight */
	struct indicators_rule of[INDICATORS];
};

struct indicator {
	double value, baseline;	/* NAN: there is none */
	double measure;		/* NAN: not known */
	bool raised;
};

struct indicators {
	struct indicator of[INDICATORS];
};

/* The median of the days between N ascending purchase days; NAN if N < 2. Overwrites DAY. */
double indicators_gap(int32_t *day, size_t n);

struct indicators indicators_measure(const struct indicators_facts *,
    const struct indicators_rules *);

/*
 * The risk by rules: .score is the risk from 0 to 100, NAN if no indicator with a weight is known.
 * .coverage is the share of the weights whose indicators are known.
 */
struct scorecard indicators_risk(const struct indicators *, const struct indicators_rules *);

const char *indicators_name(enum indicators_kind);	/* rhythm ... */
int indicators_find(const char *name);			/* -1: not an indicator */

/*
 * Writes a sentence such as "2 promises broken"; nothing if the indicator is not known. Cuts it to
 * N bytes with its NUL. Returns the length.
 */
size_t indicators_sentence(enum indicators_kind, const struct indicators_facts *,
    const struct indicators *, char *to, size_t n);

/* The same for all raised indicators, the highest weight first, with "; " between the sentences. */
size_t indicators_reasons(const struct indicators_facts *, const struct indicators *,
    const struct indicators_rules *, char *to, size_t n);

#endif
