/*
 * The words of feedback-log: kinds, channels, severities and scores. It rejects a row with another
 * one.
 */
#include "lib/guess/guess_own.h"

#include <string.h>
#include <strings.h>

#include "lib/guess/values.h"
#include "lib/io/our_word.h"

/* Of the role kind, channel or severity; or of csat, the scale of a score. */
static const char *const *
words_of(const char *role)
{
	static const char *const kinds[] = { "nps", "csat", "ces", "complaint", "suggestion",
		"praise", "question", NULL }, *const channels[] = { "phone", "mail", "chat", "web",
		"social", "store", "other", NULL },
	    *const severities[] = { "low", "medium", "high", "critical", NULL },
	    *const numbers[] = { "1", "2", "3", "4", "5", NULL };

	switch (*role) {
	case 'k':
		return kinds;
	case 's':
		return severities;
	default:
		return strcmp(role, "csat") == 0 ? numbers : channels;
	}
}

/* A kind is required, and an answer is not nothing. */
bool
guess_words_know(const char *role, const char *word)
{
	const bool empty = strcmp(role, "channel") == 0 || strcmp(role, "severity") == 0;
	const char *const *known = words_of(role), *ours = our_word(role, word);

	if (empty && (*word == '\0' || column_is_nothing(word)))
		return true;
	while (*known && strcasecmp(*known, ours ? ours : word) != 0)
		known++;
	return *known != NULL;
}

/* The number of cells that have such a word. */
static size_t
count_known(const struct column *c, const char *role)
{
	size_t known = 0;

	for (size_t i = 0; i < values_count(c->values); i++) {
		const char *s = values_text(c->values, i);

		if (*s && !column_is_nothing(s) && guess_words_know(role, s))
			known += values_rows(c->values, i);
	}
	return known;
}

bool
guess_words_most(const struct column *c, const char *role)
{
	const size_t known = count_known(c, role);

	return known > 0 && known * 2 >= c->filled;
}

bool
guess_words_all(const struct column *c, const char *role)
{
	return c->filled > 0 && count_known(c, role) == c->filled;
}
