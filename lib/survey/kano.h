/*
 * kano - what an item, a feature of a product, is to customers, from pairs of answers (pure).
 *
 * Kano et al. (1984); the evaluation table, better and worse after Berger et al. (1993), strengths
 * after Lee and Newcomb (1997), the test after Fong (1996).
 */
#ifndef KANO_H
#define KANO_H
#include <stdbool.h>
#include <stdint.h>

enum kano_answer { KANO_LIKE, KANO_MUST_BE, KANO_NEUTRAL, KANO_LIVE_WITH, KANO_DISLIKE,
    KANO_ANSWERS };

enum kano_category {
	KANO_A,		/* attractive */
	KANO_O,		/* one-dimensional */
	KANO_M,		/* must-be */
	KANO_I,		/* indifferent */
	KANO_R,		/* reverse */
	KANO_Q,		/* questionable */
	KANO_CATEGORIES,	/* none: nobody answered */
};

/* 1 to 5 or the word for it, English or Chinese; KANO_ANSWERS if it is neither. */
enum kano_answer kano_answer(const char *);

/* How the item is taken when it is there, and when it is not. */
enum kano_category kano_category(enum kano_answer functional, enum kano_answer dysfunctional);

const char *kano_letter(enum kano_category);	/* "A"; NULL for none */

struct kano {				/* what no answer says anything about is NAN */
	int64_t n, of;			/* pairs; those that are A, O, M or I */
	enum kano_category category;	/* the most frequent; of equals the first in M O A I R Q */
	enum kano_category second;	/* the most frequent of the others */
	/* the first in M O A I at most 5 points of n below the most frequent; else that */
	enum kano_category rule;
	double better, worse;		/* (A+O)/of, -(O+M)/of */
	double strength;		/* the most frequent less the second, by n */
	double total;			/* (A+O+M)/n */
	/* the least difference of the two that is not put down to chance */
	double fong;
	bool distinct;			/* they differ by no less */
};

enum { KANO_BAND = 5 };	/* points of the rule */

/* How many answers a category needs for the rule to look at it. */
double kano_near(const int64_t count[static KANO_CATEGORIES]);

/* The counts are below 10^15. */
struct kano kano(const int64_t count[static KANO_CATEGORIES]);

enum { KANO_WHY = 300 };

/* In words: the two most frequent, the test, the rule, each with its numbers.  Returns to. */
char *kano_why(const int64_t count[static KANO_CATEGORIES], const struct kano *,
    char to[static KANO_WHY]);

#endif
