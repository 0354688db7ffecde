/* called: names as words, and how far they agree. */
#include "lib/match/called.h"

#include <string.h>

#include "lib/match/alike.h"
#include "tests/unit/tap.h"

enum { WORDS = 64 };

static const char *spelling[WORDS];
static uint64_t mark[WORDS];
static uint32_t words, wholes;

static uint32_t
number(const char *word)
{
	for (uint32_t i = 0; i < words; i++)
		if (strcmp(spelling[i], word) == 0)
			return i;
	mark[words] = alike_mark(word);
	spelling[words] = word;
	return words++;
}

static struct called
name(bool han, const char *a, const char *b, const char *c)
{
	const char *word[] = { a, b, c };
	struct called to = { .whole = ++wholes, .han = han };

	for (int i = 0; i < 3; i++)
		if (word[i])
			to.word[to.words++] = number(word[i]);
	return to;
}

static bool
is(struct called a, struct called b, enum called_level want)
{
	const struct called_words of = { spelling, mark };

	return called_compare(&a, &b, &of) == want && called_compare(&b, &a, &of) == want;
}

int
main(void)
{
	const struct called none = { 0 }, smith = name(false, "anna", "smith", NULL),
	    zhang = name(true, "zhang", "san", NULL);
	struct called twice = smith;

	twice.word[0] = number("other");
	ok(is(none, smith, CALLED_MISSING) && is(none, none, CALLED_MISSING), "no name");
	ok(is(smith, twice, CALLED_SAME), "the whole name has the same number");
	ok(is(smith, name(false, "smith", "anna", NULL), CALLED_SAME), "swapped");
	ok(is(zhang, name(false, "zhang", "san", NULL), CALLED_SAME), "in Latin letters");
	ok(is(zhang, name(false, "san", "zhang", NULL), CALLED_SAME), "and swapped");
	ok(is(name(true, "zhang", "xiaoming", NULL), name(false, "xiao", "ming", "zhang"),
	    CALLED_SAME), "and with the given name apart");
	ok(is(zhang, name(true, "zhang", "san", NULL), CALLED_NEAR), "the same sound");
	ok(is(smith, name(false, "anna", "smiht", NULL), CALLED_NEAR), "swapped letters");
	ok(is(smith, name(false, "a", "smith", NULL), CALLED_NEAR), "an initial");
	ok(is(smith, name(false, "anna", "maria", "smith"), CALLED_NEAR), "a middle name");
	ok(is(smith, name(false, "b", "smith", NULL), CALLED_GIVEN), "another initial");
	ok(is(smith, name(false, "peter", "smith", NULL), CALLED_GIVEN), "a brother");
	ok(is(zhang, name(true, "zhang", "wei", NULL), CALLED_GIVEN), "another given name");
	ok(is(name(true, "li", "chang", NULL), name(true, "li", "cheng", NULL), CALLED_GIVEN),
	    "a letter of pinyin is another character");
	ok(is(name(true, "liu", "yang", NULL), name(true, "yang", "liu", NULL), CALLED_OTHER),
	    "\xe5\x88\x98\xe6\xb4\x8b is not \xe6\x9d\xa8\xe6\x9f\xb3");	/* 刘洋, 杨柳 */
	ok(is(name(true, "liu", "yang", NULL), name(false, "yang", "liu", NULL), CALLED_SAME),
	    "but may be Yang Liu");
	ok(is(smith, name(false, "anna", "miller", NULL), CALLED_HALF), "another surname");
	ok(is(zhang, name(false, "zhang", "wei", NULL), CALLED_HALF), "which word is the surname?");
	ok(is(smith, name(false, "smith", NULL, NULL), CALLED_PART), "the surname alone");
	ok(is(smith, name(false, "peter", "miller", NULL), CALLED_OTHER), "another name");
	ok(is(name(false, "annasmith", NULL, NULL), smith, CALLED_NEAR), "written together");
	return done();
}
