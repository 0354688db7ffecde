/* The words of feedback-log: kinds and channels. It rejects a row with another one. */
#include "lib/guess/guess_own.h"

#include <string.h>
#include <strings.h>

#include "lib/guess/values.h"
#include "lib/io/our_word.h"

/* A kind is required. */
bool
guess_words_know(const char *role, const char *word)
{
	static const char *const kinds[] = { "nps", "csat", "ces", "complaint", "suggestion",
		"praise", "question", NULL }, *const channels[] = { "phone", "mail", "chat", "web",
		"social", "store", "other", "", NULL };
	const bool kind = strcmp(role, "kind") == 0;
	const char *const *known = kind ? kinds : channels, *ours = our_word(role, word);

	if (!kind && column_is_nothing(word))
		return true;
	while (*known && strcasecmp(*known, ours ? ours : word) != 0)
		known++;
	return *known != NULL;
}

bool
guess_words_most(const struct column *c, const char *role)
{
	size_t known = 0;

	for (size_t i = 0; i < values_count(c->values); i++) {
		const char *s = values_text(c->values, i);

		if (*s && !column_is_nothing(s) && guess_words_know(role, s))
			known += values_rows(c->values, i);
	}
	return known > 0 && known * 2 >= c->filled;
}
