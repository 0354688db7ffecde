/*
 * indicators - facts that speak for a customer leaving soon, each with its sentence (pure).
 *
 * An indicator sets what is seen against what is usual; its measure, which has no unit, is what a
 * threshold and the points of a score go by.  What is not known is left out, and never bad.
 *
 *	             value                baseline                 measure
 *	rhythm       days since the       usual days between two   value by baseline
 *	             last purchase
 *	purchases    in the recent past   expected by the own      chance of so few or fewer:
 *	                                  past                     Poisson
 *	contacts     likewise             likewise                 likewise
 *	complaints   share of purchases   share among all          lower limit of the value:
 *	                                  customers                Wilson
 *	score        the last one, 0-10   -                        the value
 *	promises     broken               -                        the value
 *	cases        not resolved         -                        the value
 */
#ifndef INDICATORS_H
#define INDICATORS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/stat/scorecard.h"

enum indicators_kind {
	INDICATORS_RHYTHM, INDICATORS_PURCHASES, INDICATORS_CONTACTS, INDICATORS_COMPLAINTS, INDICATORS_SCORE,
	INDICATORS_PROMISES, INDICATORS_CASES, INDICATORS
};

struct indicators_past {	/* days and events of a customer: not known where .before_days is 0 */
	int64_t before, before_days;	/* up to the recent past; of purchases, those after the first */
	int64_t recent, recent_days;
};

struct indicators_facts {	/* of a customer; counts of -1 and NANs are not known */
	int64_t idle;		/* days since the last purchase */
	double gap;		/* median of the own days between two purchases, if there are two such gaps */
	double usual_gap;	/* median of the gaps of all customers, for those without one */
	struct indicators_past purchases, contacts;
	int64_t complaints, complained_of;	/* purchases, of which each can be complained of */
	double usual_complaints;	/* share among all customers */
	int64_t score;		/* the last NPS score: 6 and less are a detractor's */
	int64_t broken;		/* promises */
	int64_t cases, case_days;	/* not resolved; age of the oldest */
};

#define INDICATORS_UNKNOWN { .idle = -1, .gap = NAN, .usual_gap = NAN, .complaints = -1, .usual_complaints = NAN, \
	.score = -1, .broken = -1, .cases = -1, .case_days = -1 }

struct indicators_rule {
	double weight;		/* 0: no part of the score */
	double threshold;	/* of the measure: raised from there on; NAN: never */
	double none, full;	/* the measure of 0 points and that of 100, from which on it stays so */
};

struct indicators_rules {	/* of which one at least has a weight */
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

/* The median of the days between N purchase days, ascending; DAY is overwritten.  NAN where N is below 2. */
double indicators_gap(int32_t *day, size_t n);

struct indicators indicators_measure(const struct indicators_facts *, const struct indicators_rules *);

/* The method of rules: .score is the risk, 0 to 100, NAN where nothing of weight is known; .coverage says how much was. */
struct scorecard indicators_risk(const struct indicators *, const struct indicators_rules *);

const char *indicators_name(enum indicators_kind);	/* rhythm ... */
int indicators_find(const char *name);			/* -1: no such indicator */

/* "75 days since the last purchase, 2.4 times the usual 31"; empty where it is not known.  Cut to N bytes; returns the length. */
size_t indicators_sentence(enum indicators_kind, const struct indicators_facts *, const struct indicators *, char *to, size_t n);

/* The sentences of those that are raised, the weightiest first, "; " between them.  Likewise. */
size_t indicators_reasons(const struct indicators_facts *, const struct indicators *, const struct indicators_rules *,
    char *to, size_t n);

#endif
