/*
 * called - how far two names of people agree (pure).
 *
 * A name is its words (lib/match/latin.h); a Chinese name is two words, the surname and the given
 * name. The words and the whole names are numbered, so that equal ones have equal numbers.
 */
#ifndef CALLED_H
#define CALLED_H
#include <stdbool.h>
#include <stdint.h>

enum { CALLED_WORDS = 4 };

enum called_level {
	CALLED_MISSING,
	CALLED_OTHER,	/* no word agrees */
	CALLED_GIVEN,	/* the surname agrees, but the given name is another */
	CALLED_HALF,	/* a word agrees, and another one does not: which is not known */
	CALLED_PART,	/* one of them is a word alone, which agrees */
	CALLED_NEAR,	/* all words of the shorter name agree, or nearly so */
	CALLED_SAME,	/* also in another order, or in other letters (张三, Zhang San) */
};

struct called {
	uint32_t whole;		/* number of the whole name; its words in any order */
	uint32_t word[CALLED_WORDS];
	uint8_t words;		/* 0: there is no name */
	bool han;		/* it is written in Chinese characters */
};

struct called_words {		/* by their numbers */
	const char *const *spelling;
	const uint64_t *mark;	/* alike_mark */
};

enum called_level called_compare(const struct called *, const struct called *,
    const struct called_words *);

#endif
