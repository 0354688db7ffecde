#include "lib/survey/kano.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/num.h"
#include "lib/base/say.h"

enum { WORD = 16 };

static const struct {
	const char *word;
	enum kano_answer answer;
} words[] = {
	{ "1", KANO_LIKE }, { "like", KANO_LIKE }, { "很喜欢", KANO_LIKE },
	{ "2", KANO_MUST_BE }, { "must-be", KANO_MUST_BE }, { "expect", KANO_MUST_BE },
	{ "理所当然", KANO_MUST_BE },
	{ "3", KANO_NEUTRAL }, { "neutral", KANO_NEUTRAL }, { "无所谓", KANO_NEUTRAL },
	{ "4", KANO_LIVE_WITH }, { "live-with", KANO_LIVE_WITH }, { "能忍受", KANO_LIVE_WITH },
	{ "5", KANO_DISLIKE }, { "dislike", KANO_DISLIKE }, { "不喜欢", KANO_DISLIKE },
};

/* Converts "Live With" to "live-with"; a word that is too long becomes "". */
static void
plain(const char *s, char to[static WORD])
{
	size_t n = 0;

	for (; n < WORD - 1 && s[n]; n++)
		to[n] = s[n] >= 'A' && s[n] <= 'Z' ? (char)(s[n] - 'A' + 'a') :
		    s[n] == ' ' || s[n] == '_' ? '-' : s[n];
	to[s[n] ? 0 : n] = '\0';
}

enum kano_answer
kano_answer(const char *s)
{
	char word[WORD];

	plain(s, word);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].word, word) == 0)
			return words[i].answer;
	return KANO_ANSWERS;
}

enum kano_category
kano_category(enum kano_answer functional, enum kano_answer dysfunctional)
{
	static const char table[KANO_ANSWERS][KANO_ANSWERS + 1] = {
		"QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ",
	};

	for (int c = 0; c < KANO_CATEGORIES; c++)
		if (*kano_letter((enum kano_category)c) == table[functional][dysfunctional])
			return (enum kano_category)c;
	return KANO_CATEGORIES;
}

const char *
kano_letter(enum kano_category c)
{
	static const char *const letter[] = { "A", "O", "M", "I", "R", "Q" };

	return c < KANO_CATEGORIES ? letter[c] : NULL;
}

/* The order of priority for a company. */
static const enum kano_category order[KANO_CATEGORIES] = {
	KANO_M, KANO_O, KANO_A, KANO_I, KANO_R, KANO_Q,
};

static enum kano_category
largest(const int64_t *count, enum kano_category but)
{
	enum kano_category best = KANO_CATEGORIES;

	for (int i = 0; i < KANO_CATEGORIES; i++)
		if (order[i] != but && (best == KANO_CATEGORIES || count[order[i]] > count[best]))
			best = order[i];
	return best;
}

static enum kano_category
by_rule(const int64_t *count, int64_t n, enum kano_category top)
{
	for (int i = 0; i < KANO_R; i++)	/* M O A I */
		if (100 * (count[top] - count[order[i]]) <= KANO_BAND * n)
			return order[i];
	return top;
}

double
kano_near(const int64_t count[static KANO_CATEGORIES])
{
	int64_t n = 0;

	for (int i = 0; i < KANO_CATEGORIES; i++)
		n += count[i];
	return (double)(100 * count[largest(count, KANO_CATEGORIES)] - KANO_BAND * n) / 100;
}

struct kano
kano(const int64_t count[static KANO_CATEGORIES])
{
	struct kano k = { .category = KANO_CATEGORIES, .second = KANO_CATEGORIES,
	    .rule = KANO_CATEGORIES, .better = NAN, .worse = NAN, .strength = NAN, .total = NAN,
	    .fong = NAN };

	for (int i = 0; i < KANO_CATEGORIES; i++)
		k.n += count[i];
	k.of = k.n - count[KANO_R] - count[KANO_Q];
	if (k.of > 0) {
		k.better = (double)(count[KANO_A] + count[KANO_O]) / (double)k.of;
		k.worse = -(double)(count[KANO_O] + count[KANO_M]) / (double)k.of;
	}
	if (k.n == 0)
		return k;
	k.category = largest(count, KANO_CATEGORIES);
	k.second = largest(count, k.category);
	k.rule = by_rule(count, k.n, k.category);
	const double n = (double)k.n, first = (double)count[k.category];
	const double second = (double)count[k.second];

	k.strength = (first - second) / n;
	k.total = (double)(count[KANO_A] + count[KANO_O] + count[KANO_M]) / n;
	k.fong = 1.65 * sqrt((first + second) * (2 * n - first - second) / (2 * n));
	k.distinct = first - second >= k.fong;
	return k;
}

/* "O has 35 of 100 answers, M has 25: ..." */
char *
kano_why(const int64_t count[static KANO_CATEGORIES], const struct kano *k,
    char to[static KANO_WHY])
{
	char near[NUM_SIZE];

	if (k->n == 0)
		return strcpy(to, say_cell("no answers"));
	num_text(kano_near(count), near);
	const int n = snprintf(to, KANO_WHY,
	    say_cell("%s has %jd of %jd answers, %s has %jd: a difference of %jd (%.1f or more is "
	    "distinct); "), kano_letter(k->category), (intmax_t)count[k->category], (intmax_t)k->n,
	    kano_letter(k->second), (intmax_t)count[k->second],
	    (intmax_t)(count[k->category] - count[k->second]), k->fong);

	if (k->rule < KANO_R)
		snprintf(to + n, KANO_WHY - (size_t)n,
		    say_cell("the first of M O A I with %s or more is %s"),
		    near, kano_letter(k->rule));
	else
		snprintf(to + n, KANO_WHY - (size_t)n, say_cell("none of M O A I has %s or more"),
		    near);
	return to;
}
