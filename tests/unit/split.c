/* split: lists of which the words are counted by hand. */
#include "lib/base/split.h"

#include <string.h>

#include "lib/base/text.h"
#include "tests/unit/tap.h"

typedef const char *splitter(const char **rest, char separator, size_t *n);

/* Are these the words of the list? NULL ends WORDS. */
static bool
gives(splitter *next, const char *list, const char *const *words)
{
	size_t n;

	for (const char *s; (s = next(&list, ',', &n)) != NULL; words++)
		if (*words == NULL || !text_is(*words, s, n))
			return false;
	return *words == NULL && next(&list, ',', &n) == NULL;
}

#define GIVES(next, list, ...) gives(next, list, (const char *const []){ __VA_ARGS__, NULL })

int
main(void)
{
	ok(GIVES(split_next, "name,-spend,r|f", "name", "-spend", "r|f") &&
	    GIVES(split_next, "name", "name"), "the words in their order");
	ok(GIVES(split_next, "a,,b", "a", "", "b") && GIVES(split_next, ",a", "", "a") &&
	    GIVES(split_next, "a,", "a", "") && GIVES(split_next, ",", "", "") &&
	    GIVES(split_next, "", ""), "empty words are words");
	ok(GIVES(split_ended, "a,,b", "a", "", "b") && GIVES(split_ended, ",a", "", "a") &&
	    GIVES(split_ended, "a,", "a") && GIVES(split_ended, ",", ""),
	    "without an empty one at the end");
	ok(gives(split_ended, "", &(const char *const){ NULL }) &&
	    gives(split_ended, NULL, &(const char *const){ NULL }) &&
	    gives(split_next, NULL, &(const char *const){ NULL }), "no words");
	ok(split_has("a,NA,-", ',', "NA") && split_has("a,NA,-", ',', "-") &&
	    split_has("a,NA,-", ',', "a") && !split_has("a,NA,-", ',', "N") &&
	    !split_has("a,NA", ',', "A") && !split_has("a,NA", ',', "a,NA") &&
	    split_has("a,,b", ',', "") && !split_has("a,b", ',', ""),
	    "a word of a list is one whole word between its separators");
	ok(split_find("day|week|month", '|', "weekly", 4) == 1 &&
	    split_find("day|week|month", '|', "weekly", 6) == -1 &&
	    split_find("|day", '|', "", 0) == 0, "the number of a word of N bytes");
	ok(text_is("week", "weekly", 4) && !text_is("week", "weekly", 3) &&
	    !text_is("week", "weekly", 5) && text_is("", "", 0), "a text of N bytes");
	return done();
}
