#include "lib/match/called.h"

#include <stddef.h>
#include <string.h>

#include "lib/match/alike.h"

enum { LONG_WORD = 4, LONGER_WORD = 6, LONGEST = 160, MOST_EDITS = 3 };
#define ALIKE .93	/* Winkler's similarity of words with more than one edit */
#define ALIKE_WHOLE .95

enum word { UNLIKE, INITIAL, TYPO, EQUAL };

static enum word
compare_words(const struct called_words *w, uint32_t one, uint32_t other)
{
	const char *a = w->spelling[one], *b = w->spelling[other];

	if (!alike_may(w->mark[one], w->mark[other], MOST_EDITS))
		return a[1] == '\0' || b[1] == '\0' ? *a == *b ? INITIAL : UNLIKE : UNLIKE;
	const size_t na = strlen(a), nb = strlen(b), shorter = na < nb ? na : nb;

	if (shorter == 1)
		return *a == *b ? INITIAL : UNLIKE;
	if (shorter < LONG_WORD)
		return UNLIKE;
	if (alike_one_edit(a, b))
		return TYPO;
	return shorter >= LONGER_WORD && *a == *b && alike_winkler(a, b) >= ALIKE ? TYPO : UNLIKE;
}

/* The words one after the other, beginning with the one at FIRST. */
static void
join(const struct called *c, unsigned first, const char *const *spelling, char to[static LONGEST])
{
	size_t n = 0;

	for (unsigned i = 0; i < c->words; i++) {
		const char *s = spelling[c->word[(first + i) % c->words]];
		const size_t more = strlen(s);

		if (n + more < LONGEST) {
			memcpy(to + n, s, more);
			n += more;
		}
	}
	to[n] = '\0';
}

/* Are the letters the same: "zhang xiaoming", "Zhang Xiao Ming", "Xiaoming Zhang"? */
static bool
same_letters(const struct called *a, const struct called *b, const char *const *spelling)
{
	char one[LONGEST], other[LONGEST];

	join(a, 0, spelling, one);
	for (unsigned first = 0; first < b->words; first++) {
		join(b, first, spelling, other);
		if (strcmp(one, other) == 0)
			return true;
	}
	return false;
}

static bool
same_words(const struct called *a, const struct called *b)
{
	if (a->words != b->words)
		return false;
	for (unsigned i = 0; i < a->words; i++)
		if (a->word[i] != b->word[i])
			return false;
	return true;
}

struct found {
	unsigned equal, near;	/* words of the shorter name */
	bool of_a[CALLED_WORDS], of_b[CALLED_WORDS];
};

/*
 * Each word of A takes the word of B that is most like it and still free, equal ones first. Two
 * Chinese names have their surnames first, so only words in the same place are compared: the 洋 of
 * 刘洋 is not the 杨 of 杨柳. And a syllable that is nearly the same is another character.
 */
static void
align(const struct called *a, const struct called *b, const struct called_words *words,
    struct found *to)
{
	const bool both_han = a->han && b->han;

	for (unsigned i = 0; i < a->words; i++)
		for (unsigned j = 0; j < b->words; j++)
			if (a->word[i] == b->word[j] && !to->of_a[i] && !to->of_b[j] &&
			    (!both_han || i == j)) {
				to->of_a[i] = to->of_b[j] = true;
				to->equal++;
			}
	if (both_han)
		return;
	for (unsigned i = 0; i < a->words; i++)
		for (unsigned j = 0; j < b->words && !to->of_a[i]; j++)
			if (!to->of_b[j] &&
			    compare_words(words, a->word[i], b->word[j]) != UNLIKE) {
				to->of_a[i] = to->of_b[j] = true;
				to->near++;
			}
}

static bool
nearly_whole(const struct called *a, const struct called *b, const char *const *spelling)
{
	char one[LONGEST], other[LONGEST];

	join(a, 0, spelling, one);
	join(b, 0, spelling, other);
	return *one == *other && strlen(one) > 2 * LONG_WORD &&
	    (alike_one_edit(one, other) || alike_winkler(one, other) >= ALIKE_WHOLE);
}

/*
 * The surname agrees and the given name does not: of a Chinese name the first word, of two others
 * the last. If one is Chinese and one is not, the order of the words is not known.
 */
static enum called_level
judge_part(const struct called *a, const struct called *b, const struct found *f)
{
	if (a->words < 2 || b->words < 2)
		return CALLED_PART;
	if (a->han != b->han)
		return CALLED_HALF;
	if (a->han)
		return f->of_a[0] && f->of_b[0] ? CALLED_GIVEN : CALLED_HALF;
	return f->of_a[a->words - 1] && f->of_b[b->words - 1] && !f->of_a[0] && !f->of_b[0] ?
	    CALLED_GIVEN : CALLED_HALF;
}

enum called_level
called_compare(const struct called *a, const struct called *b, const struct called_words *words)
{
	const char *const *spelling = words->spelling;
	struct found f = { 0 };

	if (a->words == 0 || b->words == 0)
		return CALLED_MISSING;
	if (a->whole == b->whole)
		return CALLED_SAME;
	if (a->han && b->han && same_words(a, b))
		return CALLED_NEAR;	/* other characters with the same sound */
	const struct called *few = a->words <= b->words ? a : b, *many = few == a ? b : a;

	align(few, many, words, &f);
	if (f.equal == few->words && few->words == many->words)
		return CALLED_SAME;
	if (a->han != b->han && same_letters(few, many, spelling))
		return CALLED_SAME;
	if (f.equal + f.near == few->words && (few->words > 1 || many->words == 1))
		return CALLED_NEAR;
	if (!(a->han && b->han) && f.equal + f.near < few->words &&
	    (same_letters(few, many, spelling) || nearly_whole(a, b, spelling)))
		return CALLED_NEAR;
	return f.equal + f.near > 0 ? judge_part(few, many, &f) : CALLED_OTHER;
}
