/*
 * How a file is read, whatever its columns are. A preset may know some of it itself: what is at the
 * end of the file, or below its header.
 */
#include "lib/guess/guess_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/preset/preset.h"

/* The names for --names. */
static char *
names_of(const struct guess *g)
{
	struct text names = { 0 };

	for (size_t i = 0; i < g->layout.width; i++) {
		const struct column *c = &g->column[i];
		char *name = g->layout.has_header && *c->head ? guess_name(c) :
		    c->role ? mem_text(c->role) : mem_print("column%zu", i + 1);

		text_add(&names, ",", i > 0);
		text_add(&names, name, strlen(name));
		free(name);
	}
	text_add(&names, "", 1);
	return names.s;
}

static bool
knows(const struct guess *g, enum preset_word word)
{
	return g->preset && preset_text(g->preset, word) != NULL;
}

/* What the guess says of the columns, and the preset knows. */
static size_t
name_columns(const struct guess *g, char **word)
{
	if (g->preset || (g->layout.has_header && !g->layout.beyond))
		return 0;
	char *names = names_of(g);

	word[0] = mem_print("--names=%s", names);
	free(names);
	return 1;
}

size_t
guess_reading(const struct guess *g, char **word)
{
	const char c = g->layout.separator;
	const bool formats = g->preset ? g->own_formats : !g->reads_iso;
	size_t n = 0;

	if (g->preset)
		word[n++] = mem_print("--preset=%s", g->preset->name);
	if (g->encoding)
		word[n++] = mem_print("--encoding=%s", g->encoding);
	if (g->sheet)
		word[n++] = mem_print("--sheet=%s", g->sheet);
	if (c != ',')
		word[n++] = mem_print(c == '\t' ? "--separator=tab" : "--separator=%c", c);
	if (g->layout.skip_lines > 0 && g->preset == NULL)
		word[n++] = mem_print("--skip-lines=%zu", g->layout.skip_lines);
	if (g->layout.skip_rows > 0 && !knows(g, PRESET_SUBHEADER))
		word[n++] = mem_print("--skip-rows=%zu", g->layout.skip_rows);
	if (g->layout.footer > 0 && !knows(g, PRESET_FOOTER))
		word[n++] = mem_print("--footer=%zu", g->layout.footer);
	n += name_columns(g, word + n);
	if (g->decimal == ',' && !knows(g, PRESET_DECIMAL))
		word[n++] = mem_text("--decimal=,");
	for (size_t f = 0; formats && f < g->formats; f++)
		word[n++] = mem_print("--date-format=%s", column_format(g->format[f]));
	return n;
}
