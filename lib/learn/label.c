#include "lib/learn/label.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"

static const char *const words_for_yes[] = {
	"yes", "y", "true", "t", "1", "churn", "churned", "left", "lost", "gone", "是",
	"流失", "已流失", NULL,
};
static const char *const words_for_no[] = {
	"no", "n", "false", "f", "0", "active", "stayed", "retained", "current", "否",
	"未流失", NULL,
};

int
label_see(struct label *l, const char *cell)
{
	if (text_is_blank(cell))
		return LABEL_BLANK;
	for (int i = 0; i < l->words; i++)
		if (strcmp(l->word[i], cell) == 0) {
			l->count[i]++;
			return i;
		}
	if (l->words == LABEL_THIRD)
		return LABEL_THIRD;
	l->word[l->words] = mem_text(cell);
	l->count[l->words] = 1;
	return l->words++;
}

static bool
is_one_of(const char *word, const char *const *words)
{
	for (; *words; words++)
		if (strcasecmp(word, *words) == 0)
			return true;
	return false;
}

static bool
choose(struct label *l, bool first, bool second, const char *why)
{
	if (first == second)
		return false;
	l->yes = second;
	l->why = why;
	return true;
}

bool
label_settle(struct label *l, const char *asked)
{
	const char *a = l->word[0], *b = l->word[1];

	if (asked)
		return choose(l, strcmp(a, asked) == 0, strcmp(b, asked) == 0,
		    SAY("as requested"));
	return choose(l, is_one_of(a, words_for_yes), is_one_of(b, words_for_yes),
	    SAY("a word for yes")) ||
	    choose(l, is_one_of(b, words_for_no), is_one_of(a, words_for_no),
	    SAY("the other is a word for no")) ||
	    choose(l, strcmp(a, b) > 0, strcmp(a, b) < 0, SAY("last in byte order"));
}

int
label_lone(const char *word, const char *asked)
{
	if ((asked && strcmp(word, asked) == 0) || (!asked && is_one_of(word, words_for_yes)))
		return 1;
	return asked || is_one_of(word, words_for_no) ? 0 : LABEL_BLANK;
}

void
label_free(struct label *l)
{
	free(l->word[0]);
	free(l->word[1]);
}
