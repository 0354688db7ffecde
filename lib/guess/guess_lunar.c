/* Birthdays by the Chinese calendar: their dates are read as such only if they say so. */
#include "lib/guess/guess_own.h"

#include <string.h>

#include "lib/base/lunar_text.h"
#include "lib/guess/values.h"

static bool
is_called_lunar(const struct column *c)
{
	static const char *const words[] = { "农历", "阴历", "旧历", "農曆", "陰曆" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(c->head, words[i]))
			return true;
	return false;
}

/* The first cell of a column that is filled. */
static const char *
first_cell(const struct column *c)
{
	size_t i = 0;

	while (i + 1 < values_count(c->values) && *values_text(c->values, i) == '\0')
		i++;
	return values_count(c->values) > 0 ? values_text(c->values, i) : "";
}

static bool
reads_lunar(const struct guess *g)
{
	for (size_t f = 0; f < g->formats; f++)
		if (strcmp(column_format(g->format[f]), "lunar") == 0)
			return true;
	return false;
}

void
guess_lunar(struct guess *g)
{
	struct lunar lunar;

	for (const struct column *c = g->column; c < g->column + g->layout.width; c++)
		if (g->tool != GUESS_CUSTOMERS || !is_called_lunar(c) || c->filled == 0)
			continue;
		else if (guess_is(c, "birthday") && !reads_lunar(g))
			guess_doubt(g, "birthday: are the dates of '%s' of the Chinese calendar?"
			    " (if so, write 农历1990年8月15日, for --date-format=lunar)", c->head);
		else if (lunar_text_read(first_cell(c), &lunar) == LUNAR_TEXT_NO_YEAR)
			guess_doubt(g, "birthday: '%s' has days without a year (use --attrs in the"
			    " place of --ignore-unknown to keep them)", c->head);
}
