#include "lib/base/split.h"

#include <string.h>

const char *
split_next(const char **rest, char separator, size_t *n)
{
	const char *word = *rest;

	if (word == NULL)
		return NULL;
	const char *end = strchr(word, separator);

	*n = end ? (size_t)(end - word) : strlen(word);
	*rest = end ? end + 1 : NULL;
	return word;
}

const char *
split_ended(const char **rest, char separator, size_t *n)
{
	return *rest && **rest ? split_next(rest, separator, n) : NULL;
}

int
split_find(const char *list, char separator, const char *word, size_t n)
{
	size_t length;
	int at = 0;

	for (const char *s; (s = split_next(&list, separator, &length)) != NULL; at++)
		if (length == n && memcmp(s, word, n) == 0)
			return at;
	return -1;
}

bool
split_has(const char *list, char separator, const char *word)
{
	return split_find(list, separator, word, strlen(word)) >= 0;
}
