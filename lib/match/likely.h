/*
 * likely - the pairs of people who are likely the same person (program).
 *
 * Only pairs that have something in common are compared: the same e-mail address, phone, birthday,
 * letters of the name, ... (the table of passes in blocks.c). A value that too many people have,
 * such as the phone of a shop, is not looked at alone, so that the time grows with the number of
 * people and not with its square. The model (linkage.h) is fitted to a sample of these pairs.
 *
 * The tier of a pair: 1 if the normalised phone, the e-mail key or the number in another system is
 * the same; 2 if the name is, with the birthday, a column of --on or a part of the phone; 3 for all
 * others, which only have a score.
 *
 * A family shares a home, and often a phone: such fields agree in pairs of people with different
 * names and birthdays. How often they do is counted in the data. If the name and the birthday do
 * not say that two people are the same (likely_is_doubtful), the fields that families share do not
 * count for them; if both say that they are not (likely_contradict), the score is 0.
 */
#ifndef LIKELY_H
#define LIKELY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/match/linkage.h"
#include "lib/match/people.h"

struct likely_pair {
	uint32_t a, b;		/* A is the one to keep */
	linkage_pattern levels;
	float weight;		/* log2 of the evidence, without the odds before */
	float score;		/* the probability of a match; 0 if they contradict each other */
	uint8_t tier;
	bool external;		/* the number in another system is the same */
};

struct likely_crowd {		/* values that too many people share */
	size_t values, people;
	uint32_t example;	/* one of the people */
};

struct likely {
	struct likely_pair *pair;	/* by A, then by B */
	size_t n;
	struct linkage model;
	double prior;			/* log2 of the odds of a match before the comparison */
	unsigned shared;		/* a bit per field that families share in these data */
	size_t compared;
	size_t refused;			/* pairs that would be of tier 1, but are doubtful */
	struct likely_crowd phones, emails;
};

/* Keeps the pairs of tier 1 and 2, and those of tier 3 with this score or a higher one. */
struct likely *likely_find(const struct people *, double least_score, unsigned threads);
void likely_free(struct likely *);

/* Drops the pairs of later tiers. */
void likely_limit(struct likely *, unsigned tier);

/* The birthday is another, and so is the name, or the given name. */
bool likely_contradict(linkage_pattern);

/*
 * Neither does the name agree, without another birthday, nor the birthday, without another name:
 * twins, father and son, husband and wife are such pairs.
 */
bool likely_is_doubtful(linkage_pattern);

/* The weight of a field, given what both have in common: rare values weigh more. */
double likely_weight(const struct likely *, const struct people *, const struct person *,
    const struct person *, linkage_pattern, size_t field);

#endif
