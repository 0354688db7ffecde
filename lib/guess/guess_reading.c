/* How a file is read by a preset: the preset knows the columns, the guess knows the file. */
#include "lib/guess/guess_own.h"

#include "lib/base/mem.h"
#include "lib/preset/preset.h"

/* Does the preset itself know what is at the end of the file, or below its header? */
static bool
knows(const struct guess *g, enum preset_word word)
{
	return preset_text(g->preset, word) != NULL;
}

size_t
guess_reading(const struct guess *g, char **word)
{
	const char c = g->layout.separator;
	size_t n = 0;

	word[n++] = mem_print("--preset=%s", g->preset->name);
	if (g->encoding)
		word[n++] = mem_print("--encoding=%s", g->encoding);
	if (g->sheet)
		word[n++] = mem_print("--sheet=%s", g->sheet);
	if (c != ',')
		word[n++] = mem_print(c == '\t' ? "--separator=tab" : "--separator=%c", c);
	if (g->layout.skip_rows > 0 && !knows(g, PRESET_SUBHEADER))
		word[n++] = mem_print("--skip-rows=%zu", g->layout.skip_rows);
	if (g->layout.footer > 0 && !knows(g, PRESET_FOOTER))
		word[n++] = mem_print("--footer=%zu", g->layout.footer);
	if (g->decimal == ',' && !knows(g, PRESET_DECIMAL))
		word[n++] = mem_text("--decimal=,");
	for (size_t f = 0; g->own_formats && f < g->formats; f++)
		word[n++] = mem_print("--date-format=%s",
		    g->format[f] == 0 ? "iso" : column_format(g->format[f]));
	return n;
}
