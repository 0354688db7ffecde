/*
 * kano: the evaluation table, a hundred answers worked by hand, published features, and the limits
 * of the rules.
 */
#include "lib/survey/kano.h"

#include <string.h>

#include "tests/unit/tap.h"

/* In the order A O M I R Q. */
static struct kano
of(int64_t a, int64_t o, int64_t m, int64_t i, int64_t r, int64_t q)
{
	return kano((const int64_t[KANO_CATEGORIES]){ a, o, m, i, r, q });
}

static void
test_table(void)
{
	static const char *const rows[] = { "QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ" };
	int n[KANO_CATEGORIES] = { 0 };
	bool good = true;

	for (int f = 0; f < KANO_ANSWERS; f++)
		for (int d = 0; d < KANO_ANSWERS; d++) {
			enum kano_category c = kano_category((enum kano_answer)f,
			    (enum kano_answer)d);

			good = good && *kano_letter(c) == rows[f][d];
			n[c]++;
		}
	ok(good, "the 25 cells");
	ok(n[KANO_I] == 9 && n[KANO_R] == 7 && n[KANO_A] == 3 && n[KANO_M] == 3 && n[KANO_Q] == 2 &&
	    n[KANO_O] == 1, "their counts");
}

static void
test_words(void)
{
	static const char *const words[KANO_ANSWERS][4] = {
		{ "1", "like", "LIKE", "很喜欢" }, { "2", "must-be", "Must be", "理所当然" },
		{ "3", "neutral", "Neutral", "无所谓" },
		{ "4", "live-with", "live_with", "能忍受" },
		{ "5", "dislike", "Dislike", "不喜欢" },
	};
	static const char *const none[] = { "", "0", "6", "1.0", "01", " like", "likes", "喜欢",
	    "yes", "a word that is far too long",
		"dislike dislike dislike" };
	bool good = kano_answer("expect") == KANO_MUST_BE;

	for (int a = 0; a < KANO_ANSWERS; a++)
		for (int i = 0; i < 4; i++)
			good = good && kano_answer(words[a][i]) == (enum kano_answer)a;
	ok(good, "numbers and words");
	good = true;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		good = good && kano_answer(none[i]) == KANO_ANSWERS;
	ok(good, "what is no answer");
}

static void
test_hundred(void)
{
	struct kano k = of(20, 35, 25, 15, 3, 2);

	ok(k.n == 100 && k.of == 95, "a hundred answers: counts");
	ok(fabs(k.better - .578947) < 5e-7 && fabs(k.worse + .631579) < 5e-7,
	    "   better and worse");
	ok(k.category == KANO_O && k.second == KANO_M &&
	    kano_near((const int64_t[]){ 20, 35, 25, 15, 3, 2 }) == 30,
	    "   the two largest, the band");
	ok(is_near(k.strength, .1, 1e-12) && is_near(k.total, .8, 1e-12), "   strengths");
	ok(fabs(k.fong - 10.6932) < 5e-5 && !k.distinct, "   Fong");
}

/* Five features of stp25kano's README, n = 296: M O A I R Q. */
static void
test_published(void)
{
	static const struct {
		const char *name;
		int64_t m, o, a, i, r, q;
		double better, worse, fong;
		bool distinct;
		char max, rule;
	} rows[] = {
		{ "Service app", 95, 123, 45, 33, 0, 0, .568, -.736, 19.4, true, 'O', 'O' },
		{ "Excellent service", 101, 54, 54, 81, 3, 3, .372, -.534, 18.5, true, 'M', 'M' },
		{ "Hotline", 15, 24, 121, 124, 6, 6, .511, -.137, 19.8, false, 'I', 'A' },
		{ "Loan machine", 65, 87, 93, 51, 0, 0, .608, -.514, 18.5, false, 'A', 'O' },
		{ "Ready-to-use return", 9, 18, 83, 177, 6, 3, .352, -.094, 19.9, true, 'I', 'I' },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct kano k = of(rows[i].a, rows[i].o, rows[i].m, rows[i].i, rows[i].r,
		    rows[i].q);

		ok(k.n == 296 && fabs(k.better - rows[i].better) < 5e-4 &&
		    fabs(k.worse - rows[i].worse) < 5e-4 &&
		    fabs(k.fong - rows[i].fong) < .05 && k.distinct == rows[i].distinct &&
		    *kano_letter(k.category) == rows[i].max && *kano_letter(k.rule) == rows[i].rule,
		    rows[i].name);
	}
}

static void
test_borders(void)
{
	struct kano k = of(0, 0, 0, 0, 0, 0);

	ok(k.n == 0 && k.category == KANO_CATEGORIES && k.rule == KANO_CATEGORIES &&
	    kano_letter(k.category) == NULL &&
	    isnan(k.better) && isnan(k.worse) && isnan(k.strength) && isnan(k.total) &&
	    isnan(k.fong) && !k.distinct, "nobody");
	k = of(0, 0, 0, 0, 0, 7);
	ok(k.n == 7 && k.of == 0 && k.category == KANO_Q && k.rule == KANO_Q && isnan(k.better) &&
	    isnan(k.worse) &&
	    k.strength == 1 && k.total == 0, "all questionable");
	k = of(0, 0, 0, 0, 5, 0);
	ok(k.category == KANO_R && k.rule == KANO_R && isnan(k.better), "all reverse");
	k = of(0, 0, 1, 0, 0, 0);
	/* 1.65 sqrt(1/2) = 1.167: one respondent decides nothing */
	ok(k.category == KANO_M && k.better == 0 && k.worse == -1 && !k.distinct &&
	    is_near(k.fong, 1.65 * sqrt(.5), 1e-12), "one respondent");
	ok(of(0, 35, 30, 35, 0, 0).rule == KANO_M && of(0, 36, 30, 34, 0, 0).rule == KANO_O,
	    "the band is 5 points, and these are within");
	ok(of(36, 0, 0, 20, 40, 4).rule == KANO_A && of(30, 0, 0, 20, 46, 4).rule == KANO_R,
	    "a reverse feature stays one if nothing is near");
	ok(of(10, 10, 10, 10, 10, 10).category == KANO_M &&
	    of(7, 0, 0, 7, 0, 0).category == KANO_A &&
	    of(0, 0, 0, 0, 7, 7).category == KANO_R, "of equals the first in M O A I R Q");
	/* (2 + 0)(2 * 2 - 2)/(2 * 2) = 1: 2 is not less than 1.65 */
	ok(of(0, 2, 0, 0, 0, 0).distinct, "two who agree");
}

int
main(void)
{
	test_table();
	test_words();
	test_hundred();
	test_published();
	test_borders();
	return done();
}
