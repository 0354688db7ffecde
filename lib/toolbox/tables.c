#include "lib/toolbox/tables.h"

#include <ctype.h>
#include <string.h>

static const struct tables all[] = {
#include "table_list.h"
};
enum { TABLES = sizeof all / sizeof *all };

static bool
has_word(const char *words, const char *word)
{
	const size_t n = strlen(word);

	for (const char *s = words; (s = strstr(s, word)) != NULL; s += n)
		if ((s == words || s[-1] == ' ') && (s[n] == ' ' || s[n] == '\0'))
			return true;
	return false;
}

const struct tables *
tables_next(const char *tool, const struct tables *previous)
{
	for (const struct tables *t = previous ? previous + 1 : all; t < all + TABLES; t++)
		if (tool == NULL || has_word(t->tools, tool))
			return t;
	return NULL;
}

void
tables_name(const struct tables *table, char *to, size_t room)
{
	const char *s = table->title;

	for (; *s && room > 1; s++, room--)
		*to++ = *s == ' ' ? '-' : (char)tolower((unsigned char)*s);
	*to = '\0';
}

static bool
is_in(const char *const *header, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(header[i], name) == 0)
			return true;
	return false;
}

/*
 * How well the table fits to the header: the number of its columns that the header has, times
 * their share. 0, it does not: a third of the columns or less, or one that is required is missing.
 */
static double
fit(const struct tables *t, const char *const *header, size_t n)
{
	const struct tables_column *c = t->columns;
	size_t there = 0, required = 0;

	for (; c->name; c++) {
		const bool is_there = is_in(header, n, c->name);

		if (c->is_required && !is_there)
			return 0;
		there += is_there;
		required += c->is_required;
	}
	const double all_of_it = (double)(c - t->columns), share = (double)there / all_of_it;

	return required > 0 || share > 1 / 3. ? share * (double)there : 0;
}

static const struct tables_column *
column(const struct tables *t, const char *name)
{
	for (const struct tables_column *c = t->columns; c->name; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

const struct tables_column *
tables_fit(const char *const *header, size_t n, const char *name)
{
	const struct tables_column *best = NULL;
	double most = 0;

	for (size_t i = 0; i < TABLES; i++) {
		const struct tables_column *c = column(&all[i], name);
		const double fits = c ? fit(&all[i], header, n) : 0;

		if (fits > most) {
			best = c;
			most = fits;
		}
	}
	return best;
}

int
tables_kind(const struct tables_column *c)
{
	const struct lexicon *k = lexicon_find(c->name);

	if (c->kind != TABLES_LEXICON)
		return c->kind;
	return k ? (int)k->kind : LEXICON_TEXT;
}
