/* label: which of two words means yes. */
#include "lib/learn/label.h"

#include <string.h>

#include "tests/unit/tap.h"

static bool
is_yes(const char *a, const char *b, const char *asked, const char *want, const char *why)
{
	bool good = true;

	for (int turn = 0; turn < 2; turn++) {
		struct label l = { 0 };

		(void)label_see(&l, turn ? b : a);
		(void)label_see(&l, turn ? a : b);
		good = good && label_settle(&l, asked) && strcmp(l.word[l.yes], want) == 0 &&
		    strcmp(l.why, why) == 0;
		label_free(&l);
	}
	return good;
}

static void
test_words(void)
{
	static const char by_word[] = "a word for yes", by_other[] = "the other is a word for no",
	    later[] = "last in byte order";

	ok(is_yes("No", "Yes", NULL, "Yes", by_word) && is_yes("0", "1", NULL, "1", by_word),
	    "the usual words");
	ok(is_yes("流失", "正常", NULL, "流失", by_word) &&
	    is_yes("是", "否", NULL, "是", by_word), "Chinese ones");
	ok(is_yes("CHURNED", "stays", NULL, "CHURNED", by_word), "whatever the case");
	ok(is_yes("No", "Leaver", NULL, "Leaver", by_other) &&
	    is_yes("0", "2", NULL, "2", by_other), "the other of a word for no");
	ok(is_yes("a", "b", NULL, "b", later) && is_yes("1", "yes", NULL, "yes", later),
	    "else the later bytewise");
	ok(is_yes("No", "Yes", "No", "No", "as requested"), "the one asked for");
}

static void
test_count(void)
{
	struct label l = { 0 };

	ok(label_see(&l, "No") == 0 && label_see(&l, "Yes") == 1 && label_see(&l, "No") == 0,
	    "numbers as they come");
	ok(label_see(&l, "") == LABEL_BLANK && label_see(&l, " ") == LABEL_BLANK, "blanks");
	ok(label_see(&l, "Maybe") == LABEL_THIRD && label_see(&l, "yes") == LABEL_THIRD,
	    "a third word, and another case");
	ok(l.words == 2 && l.count[0] == 2 && l.count[1] == 1, "counts");
	ok(!label_settle(&l, "yes"), "asked for what is not there");
	label_free(&l);
}

int
main(void)
{
	test_words();
	test_count();
	return done();
}
