/*
 * kano - the Kano category of an item (a feature of a product), from pairs of answers (pure).
 *
 * The model is that of Kano et al. (1984). The evaluation table, better and worse follow Berger et
 * al. (1993), the strengths Lee and Newcomb (1997), the test Fong (1996).
 */
#ifndef KANO_H
#define KANO_H
#include <stdbool.h>
#include <stdint.h>

enum kano_answer {
	KANO_LIKE, KANO_MUST_BE, KANO_NEUTRAL, KANO_LIVE_WITH, KANO_DISLIKE, KANO_ANSWERS
};

enum kano_category {
	KANO_A,		/* attractive */
	KANO_O,		/* one-dimensional */
	KANO_M,		/* must-be */
	KANO_I,		/* indifferent */
	KANO_R,		/* reverse */
	KANO_Q,		/* questionable */
	KANO_CATEGORIES,	/* none, because there are no answers */
};

/* Reads 1 to 5, or the word for it in English or Chinese; otherwise KANO_ANSWERS. */
enum kano_answer kano_answer(const char *);

/* The category for the answers if the item is present, and if it is absent. */
enum kano_category kano_category(enum kano_answer functional, enum kano_answer dysfunctional);

const char *kano_letter(enum kano_category);	/* "A"; NULL for KANO_CATEGORIES */

struct kano {				/* numbers are NAN if no answer defines them */
	int64_t n, of;			/* all pairs; the pairs in A, O, M or I */
	/* the most frequent; among equals the first in M O A I R Q */
	enum kano_category category;
	enum kano_category second;	/* the most frequent of the others */
	/* the first in M O A I that is at most 5 points of n below CATEGORY; else CATEGORY */
	enum kano_category rule;
	double better, worse;		/* (A+O)/of, -(O+M)/of */
	double strength;		/* (most frequent - second) / n */
	double total;			/* (A+O+M)/n */
	/* the smallest difference between these two that is unlikely to be chance */
	double fong;
	bool distinct;			/* their difference is at least fong */
};

enum { KANO_BAND = 5 };	/* percentage points in the rule */

/* The number of answers from which the rule considers a category. */
double kano_near(const int64_t count[static KANO_CATEGORIES]);

/* Computes all measures. The counts must be below 10^15. */
struct kano kano(const int64_t count[static KANO_CATEGORIES]);

enum { KANO_WHY = 300 };

/*
 * Explains the category in words: the two most frequent categories, the test and the rule, with
 * their numbers. Returns TO.
 */
char *kano_why(const int64_t count[static KANO_CATEGORIES], const struct kano *,
    char to[static KANO_WHY]);

#endif
