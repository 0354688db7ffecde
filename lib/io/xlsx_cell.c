#include "lib/io/xlsx_own.h"

#include <stdlib.h>
#include <string.h>

enum xlsx_type
xlsx_cell_type(const char *t)
{
	static const struct {
		const char *name;
		enum xlsx_type type;
	} types[] = {
		{ "n", XLSX_NUMBER }, { "s", XLSX_STRING }, { "inlineStr", XLSX_INLINE },
		{ "str", XLSX_FORMULA },
		{ "b", XLSX_TRUTH }, { "e", XLSX_FAULT }, { "d", XLSX_ISO },
	};

	for (size_t i = 0; t && i < sizeof types / sizeof *types; i++)
		if (strcmp(t, types[i].name) == 0)
			return types[i].type;
	return t ? XLSX_FORMULA : XLSX_NUMBER;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The value of a cell that is not text, without blanks around it, as a string. */
static char *
trimmed(struct text *t)
{
	*text_room(t, 1) = '\0';
	while (t->n > 0 && is_space(t->s[t->n - 1]))
		t->s[--t->n] = '\0';
	return t->s + strspn(t->s, " \t\n\r");
}

static bool
add_string(struct text *t, const struct xlsx_strings *strings, const char *index)
{
	char *end;
	const size_t i = strtoul(index, &end, 10);
	size_t n = 0;
	const char *s = *end == '\0' ? xlsx_strings_at(strings, i, &n) : NULL;

	if (s)
		text_add(t, s, n);
	return s != NULL;
}

/* An ISO date becomes what the other dates are: no time if it is midnight. */
static void
add_iso(struct text *t, const char *v)
{
	const size_t n = strlen(v);
	const bool moment = n >= 19 && v[10] == 'T';

	if (!moment) {
		text_add(t, v, n);
		return;
	}
	text_add(t, v, 10);
	if (memcmp(v + 11, "00:00:00", 8) == 0 && strspn(v + 19, ".0Z") == n - 19)
		return;
	text_add(t, " ", 1);
	text_add(t, v + 11, n - 11 - (v[n - 1] == 'Z'));
}

static void
add_truth(struct text *t, const char *v)
{
	const char *word = xlsx_true(v) ? "TRUE" : strcmp(v, "0") == 0 || strcmp(v, "false") == 0
	    ? "FALSE" : v;

	text_add(t, word, strlen(word));
}

/* An error is never empty, because an empty cell means that there is no value. */
static void
add_fault(struct text *t, const char *v)
{
	text_add(t, *v ? v : "#ERROR!", strlen(*v ? v : "#ERROR!"));
}

bool
xlsx_cell_add(struct text *t, enum xlsx_type type, struct text *spelled,
    const struct xlsx_strings *strings, struct serial_format format, bool from_1904)
{
	if (type == XLSX_INLINE || type == XLSX_FORMULA) {
		if (spelled->n > 0)
			xlsx_unescape(t, spelled->s, spelled->n);
		return true;
	}
	const char *v = trimmed(spelled);

	if (type == XLSX_FAULT)
		add_fault(t, v);
	else if (*v == '\0')
		return true;
	else if (type == XLSX_STRING)
		return add_string(t, strings, v);
	else if (type == XLSX_TRUTH)
		add_truth(t, v);
	else if (type == XLSX_ISO)
		add_iso(t, v);
	else
		serial_text(t, v, format, from_1904);
	return true;
}
