#define _GNU_SOURCE
#include "lib/io/xlsx_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/io/opt.h"

enum { ROW_MOST = 64 << 20 };	/* bytes of a row, as in table_read.c */

struct xlsx_sheet {
	struct xlsx_zip *zip;
	struct xlsx_xml *xml;
	struct xlsx_styles *styles;
	struct xlsx_strings *strings;
	bool from_1904;
	const char *name;
	struct xlsx_rows rows;

	/* where it is */
	bool root, data, in_row, in_cell;
	unsigned phonetic;
	bool value;			/* within the value of the cell */

	/* the row */
	uint64_t row;
	bool hidden;
	struct xlsx_cell *cell;
	size_t ncells, room;
	struct text text;		/* of its cells */

	/* the cell */
	size_t column;			/* from 0 */
	enum xlsx_type type;
	size_t style;
	bool formula;
	struct text spelled;		/* its value, as it stands in the part */

	uint64_t hidden_rows, unknown;	/* formulas without a result */
};

static _Noreturn void
refuse(const struct xlsx_sheet *s, const char *what)
{
	xlsx_bad(s->zip, "worksheet '%s', row %llu: %s", s->name, (unsigned long long)s->row, what);
}

/* The row. */

static void
start_row(struct xlsx_sheet *s, const char **attribute)
{
	const char *r = xlsx_attribute(attribute, "r");
	const uint64_t before = s->row;

	s->row = r ? strtoull(r, NULL, 10) : before + 1;
	if (s->row <= before || s->row > XLSX_ROWS)
		refuse(s, say("the workbook is damaged: rows are not in order"));
	s->hidden = xlsx_true(xlsx_attribute(attribute, "hidden"));
	s->column = (size_t)-1;
	s->text.n = 0;
	s->in_row = true;
}

static void
end_row(struct xlsx_sheet *s)
{
	size_t n = s->ncells;

	s->in_row = false;
	while (n > 0 && s->cell[n - 1].n == 0)
		n--;
	if (n > 0) {
		xlsx_rows_add(&s->rows, s->row, s->cell, n, s->text.s);
		s->hidden_rows += s->hidden;
	}
	if (s->ncells > 0)
		memset(s->cell, 0, s->ncells * sizeof *s->cell);
	s->ncells = 0;
}

/* The cell. */

/* The column in a reference such as AB12, from 0. */
static size_t
column_of(const struct xlsx_sheet *s, const char *ref)
{
	size_t n = 0;

	for (; *ref >= 'A' && *ref <= 'Z' && n <= XLSX_COLUMNS; ref++)
		n = n * 26 + (size_t)(*ref - 'A') + 1;
	if (n == 0 || n > XLSX_COLUMNS)
		refuse(s, say("the workbook is damaged: a cell has no valid reference"));
	return n - 1;
}

static void
start_cell(struct xlsx_sheet *s, const char **attribute)
{
	const char *r = NULL, *t = NULL, *style = NULL;

	for (; *attribute; attribute += 2)
		if (attribute[0][1] == '\0')
			switch (attribute[0][0]) {
			case 'r':
				r = attribute[1];
				break;
			case 't':
				t = attribute[1];
				break;
			case 's':
				style = attribute[1];
				break;
			}
	s->column = r ? column_of(s, r) : s->column + 1;
	if (s->column >= XLSX_COLUMNS)
		refuse(s, say("the workbook is damaged: more than 16,384 cells"));
	s->type = xlsx_cell_type(t);
	s->style = style ? strtoul(style, NULL, 10) : 0;
	s->formula = false;
	s->spelled.n = 0;
	s->in_cell = true;
}

static void
new_cells(struct xlsx_sheet *s, size_t n)
{
	const size_t before = s->room;

	s->cell = mem_grow(s->cell, n, &s->room, sizeof *s->cell);
	memset(s->cell + before, 0, (s->room - before) * sizeof *s->cell);
}

static void
end_cell(struct xlsx_sheet *s)
{
	const size_t from = s->text.n;

	s->in_cell = false;
	if (!xlsx_cell_add(&s->text, s->type, &s->spelled, s->strings,
	    xlsx_styles_format(s->styles, s->style), s->from_1904))
		refuse(s, say("the workbook is damaged: the text of a cell is missing"));
	const size_t n = s->text.n - from;

	s->unknown += s->formula && n == 0;
	if (n > XLSX_CELL && xlsx_too_long(s->text.s + from, n))
		refuse(s, say("a cell has more than 32,767 characters"));
	if (s->text.n > ROW_MOST)
		refuse(s, say("the row is larger than 64 MiB"));
	if (s->column >= s->room)
		new_cells(s, s->column + 1);
	if (s->cell[s->column].there)
		refuse(s, say("the workbook is damaged: a cell is there twice"));
	s->cell[s->column] = (struct xlsx_cell){ from, n, true };
	if (s->column >= s->ncells)
		s->ncells = s->column + 1;
}

/* Tags. */

static const char *
local(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon ? colon + 1 : name;
}

static void
start_outside(struct xlsx_sheet *s, const char *name, const char **attribute)
{
	if (!s->root && strcmp(name, "worksheet") != 0)
		xlsx_bad(s->zip, "the workbook is damaged: '%s' is not a worksheet", s->name);
	s->root = true;
	if (strcmp(name, "sheetData") == 0)
		s->data = true;
	else if (s->data && strcmp(name, "row") == 0)
		start_row(s, attribute);
}

static void
on_start(void *ctx, const char *name, const char **attribute)
{
	struct xlsx_sheet *s = ctx;

	name = local(name);
	if (!s->in_row)
		start_outside(s, name, attribute);
	else if (!s->in_cell && strcmp(name, "c") == 0)
		start_cell(s, attribute);
	else if (!s->in_cell)
		return;
	else if (strcmp(name, "v") == 0)
		s->value = s->type != XLSX_INLINE;
	else if (strcmp(name, "t") == 0)
		s->value = s->type == XLSX_INLINE && s->phonetic == 0;
	else if (strcmp(name, "f") == 0)
		s->formula = true;
	else if (strcmp(name, "rPh") == 0)
		s->phonetic++;
}

static void
on_end(void *ctx, const char *name)
{
	struct xlsx_sheet *s = ctx;

	name = local(name);
	s->value = false;
	if (s->in_cell && strcmp(name, "c") == 0)
		end_cell(s);
	else if (s->in_cell && strcmp(name, "rPh") == 0)
		s->phonetic--;
	else if (s->in_row && strcmp(name, "row") == 0)
		end_row(s);
	else if (strcmp(name, "sheetData") == 0)
		s->data = false;
}

static void
on_text(void *ctx, const char *text, size_t n)
{
	struct xlsx_sheet *s = ctx;

	if (!s->value)
		return;
	if (s->spelled.n + n > XLSX_SPELLED)
		refuse(s, say("a cell has more than 32,767 characters"));
	text_add(&s->spelled, text, n);
}

struct xlsx_sheet *
xlsx_sheet_open(struct xlsx_zip *z, const struct xlsx_book *b, const struct xlsx_tab *tab)
{
	static const struct xlsx_tags tags = { on_start, on_end, on_text };
	struct xlsx_sheet *s = mem_new(1, sizeof *s);

	s->zip = z;
	s->name = tab->name;
	s->from_1904 = b->from_1904;
	s->styles = xlsx_styles_read(z, b->styles);
	s->strings = xlsx_strings_read(z, b->strings);
	s->xml = xlsx_xml_open(z, tab->path, 0, &tags, s);
	return s;
}

struct xlsx_rows *
xlsx_sheet_rows(struct xlsx_sheet *s)
{
	return &s->rows;
}

static void
tell(const struct xlsx_sheet *s)
{
	const char *file = xlsx_zip_name(s->zip);

	if (s->hidden_rows > 0)
		opt_note(s->hidden_rows == 1 ?
		    "%s: worksheet '%s': %llu hidden row is read, too" :
		    "%s: worksheet '%s': %llu hidden rows are read, too", file, s->name,
		    (unsigned long long)s->hidden_rows);
	if (s->unknown > 0)
		opt_note(s->unknown == 1 ?
		    "%s: worksheet '%s': %llu formula has no result and is empty; "
		    "open and save it in a spreadsheet program" :
		    "%s: worksheet '%s': %llu formulas have no result and are empty; "
		    "open and save it in a spreadsheet program", file, s->name,
		    (unsigned long long)s->unknown);
}

bool
xlsx_sheet_step(struct xlsx_sheet *s)
{
	const bool more = xlsx_xml_step(s->xml);

	if (!more)
		tell(s);
	return more;
}

const struct xlsx_xml *
xlsx_sheet_xml(const struct xlsx_sheet *s)
{
	return s->xml;
}

void
xlsx_sheet_close(struct xlsx_sheet *s)
{
	xlsx_xml_close(s->xml);
	xlsx_styles_free(s->styles);
	xlsx_strings_free(s->strings);
	text_free(&s->rows.out);
	free(s->cell);
	text_free(&s->text);
	text_free(&s->spelled);
	free(s);
}
