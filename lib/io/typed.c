#include "lib/io/typed.h"

#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"

enum { TYPED_MAX = 64 };

static struct {
	char *typed, *column;
} meant[TYPED_MAX];
static size_t nmeant;

static bool
is_said(enum say_where where, const char *column, const char *typed, size_t n)
{
	const char *said = say_word(where, "column", column);

	return strcmp(said, column) != 0 && text_is(said, typed, n);
}

bool
typed_is(const char *column, const char *typed, size_t n)
{
	return is_said(SAY_MESSAGE, column, typed, n) || is_said(SAY_CELL, column, typed, n);
}

void
typed_means(const char *typed, const char *column)
{
	if (nmeant < TYPED_MAX && strcmp(typed_ours(typed), column) != 0) {
		meant[nmeant].typed = mem_text(typed);
		meant[nmeant++].column = mem_text(column);
	}
}

const char *
typed_ours(const char *typed)
{
	for (size_t i = 0; i < nmeant; i++)
		if (strcmp(meant[i].typed, typed) == 0)
			return meant[i].column;
	return typed;
}
