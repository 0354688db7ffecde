#include "lib/guess/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/unguard.h"

struct cutter {
	struct sheet *sheet;
	char separator;
	char *s, *end;	/* the rest of the text */
	size_t line;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\r';
}

static char *
trim(char *s)
{
	while (*s == ' ')
		s++;
	for (size_t n = strlen(s); n > 0 && is_blank(s[n - 1]);)
		s[--n] = '\0';
	return s;
}

/* Takes a quoted cell: from after its quote. Returns where its text ends, unquoted in place. */
static char *
take_quoted(struct cutter *c)
{
	char *to = c->s;

	while (c->s < c->end) {
		if (*c->s == '"' && c->s + 1 < c->end && c->s[1] == '"')
			c->s++;
		else if (*c->s == '"')
			break;
		c->line += *c->s == '\n';
		*to++ = *c->s++;
	}
	c->s += c->s < c->end;
	return to;
}

static bool
is_padded(const char *s)
{
	const size_t n = strcspn(s, "\r");

	return s[strspn(s, " ")] != '\0' && (*s == ' ' || (n > 0 && s[n - 1] == ' '));
}

static void
add_cell(struct sheet *sheet, char *cell)
{
	sheet->padded += is_padded(cell);
	char *trimmed = trim(cell);
	const size_t n = strlen(trimmed);
	char *clean = unguard_cell(trimmed);

	sheet->guarded += *clean != '\0' && strlen(clean) < n;
	sheet->cell = mem_grow(sheet->cell, sheet->cells + 1, &sheet->room, sizeof *sheet->cell);
	sheet->cell[sheet->cells++] = trim(clean);
}

/* Takes one cell. Returns false if it was the last of its row. */
static bool
take_cell(struct cutter *c)
{
	const bool guard = c->s + 1 < c->end && c->s[0] == '=' && c->s[1] == '"';
	const bool quoted = guard || (c->s < c->end && *c->s == '"');
	char *cell = c->s, *to;

	c->sheet->guarded += guard;
	if (quoted) {
		cell = c->s += 1 + guard;
		to = take_quoted(c);
		while (c->s < c->end && *c->s != c->separator && *c->s != '\n')
			c->s++;
	} else {
		while (c->s < c->end && *c->s != c->separator && *c->s != '\n')
			c->s++;
		to = c->s;
	}
	const bool more = c->s < c->end && *c->s == c->separator;

	c->line += !more;
	c->s += c->s < c->end;
	*to = '\0';
	add_cell(c->sheet, cell);
	return more;
}

static void
take_row(struct cutter *c)
{
	struct sheet *sheet = c->sheet;
	const size_t line = c->line, first = sheet->cells;

	while (take_cell(c))
		;
	if (text_are_empty(sheet->cell + first, sheet->cells - first)) {
		sheet->cells = first;
		return;
	}
	sheet->row = mem_grow(sheet->row, sheet->rows + 1, &sheet->row_room, sizeof *sheet->row);
	sheet->row[sheet->rows++] = (struct sheet_row){ NULL, sheet->cells - first, line };
}

struct sheet
sheet_split(const char *text, size_t n, char separator)
{
	struct sheet sheet = { .text = mem_new(n + 2, 1) };
	struct cutter c = { .sheet = &sheet, .separator = separator, .s = sheet.text };

	memcpy(sheet.text, text, n);
	c.end = sheet.text + n;
	while (c.s < c.end)
		take_row(&c);
	char **cell = sheet.cell;	/* from here on the array is not moved */

	for (size_t i = 0; i < sheet.rows; cell += sheet.row[i++].n)
		sheet.row[i].cell = cell;
	return sheet;
}

void
sheet_free(struct sheet *sheet)
{
	free(sheet->text);
	free(sheet->cell);
	free(sheet->row);
	*sheet = (struct sheet){ 0 };
}

size_t
sheet_width(const struct sheet *sheet, size_t *rows)
{
	enum { MOST = 1000 };
	size_t count[MOST + 1] = { 0 }, best = 0;

	for (size_t i = 0; i < sheet->rows; i++)
		count[sheet->row[i].n < MOST ? sheet->row[i].n : MOST]++;
	for (size_t w = 1; w <= MOST; w++)
		if (count[w] > count[best])
			best = w;
	*rows = count[best];
	return best;
}
