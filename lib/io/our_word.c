#include "lib/io/our_word.h"

#include <stdbool.h>
#include <stddef.h>
#include <strings.h>

static const struct {
	const char *column, *word, *ours;
} words[] = {
#include "values.h"
};

static bool
is_column(const char *column, const char *option)
{
	for (; *column && (*column == *option || (*column == '_' && *option == '-')); column++)
		option++;
	return *column == '\0' && *option == '\0';
}

const char *
our_word(const char *column, const char *word)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasecmp(words[i].word, word) == 0 && is_column(words[i].column, column))
			return words[i].ours;
	return NULL;
}
