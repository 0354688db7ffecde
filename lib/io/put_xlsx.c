#include "lib/io/put_xlsx_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/say.h"

enum {
	LOOKED_AT = 200,		/* rows whose cells say how wide a column is */
	NARROW = 6, WIDE = 60, GAP = 2,	/* columns of characters */
	EPOCH = 315532800,		/* 1980-01-01: the same rows give the same bytes */
};

static _Noreturn void
no_file(void)
{
	fail_errno("the temporary file of the workbook");
}

static const char *
code_of(int look)
{
	if (look >= PUT_LOOK_PLACES)
		return serial_places_code(look - PUT_LOOK_PLACES + 1);
	if (look >= PUT_LOOK_DAYS)
		return serial_day_code(look - PUT_LOOK_DAYS);
	return look == PUT_LOOK_MONEY ? "#,##0.00" : look == PUT_LOOK_PERCENT ? "0.0%" : "0.0";
}

static void
make_looks(struct put_sheet *s)
{
	for (int i = PUT_LOOK_MONEY; i < PUT_LOOKS; i++) {
		s->look[i] = put_xlsx_lib.workbook_add_format(s->book);
		if (s->look[i] == NULL)
			put_xlsx_must(LXW_ERROR_MEMORY_MALLOC_FAILED);
		if (i == PUT_LOOK_BOLD)
			put_xlsx_lib.format_set_bold(s->look[i]);
		else
			put_xlsx_lib.format_set_num_format(s->look[i], code_of(i));
	}
}

static struct put_sheet *
new_sheet(size_t columns)
{
	struct put_sheet *s = mem_new(1, sizeof *s);
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	lxw_doc_properties properties = { .created = EPOCH };

	put_xlsx_load();
	if (columns > LXW_COL_MAX)
		fail("the table has %zu columns, and a worksheet holds 16,384",
		    columns);
	s->file = tmpfile();
	if (s->file == NULL)
		no_file();
	char *path = mem_print("/proc/self/fd/%d", fileno(s->file));

	s->book = put_xlsx_lib.workbook_new_opt(path, &options);
	if (s->book == NULL)
		no_file();
	free(path);
	put_xlsx_must(put_xlsx_lib.workbook_set_properties(s->book, &properties));
	make_looks(s);
	s->first = put_rows_new(columns);
	return s;
}

/* What a cell is on the screen, about. */
static size_t
width_of(enum put_kind kind, const struct value *v)
{
	char buf[NUM_SIZE];

	if (v->none)
		return 0;
	switch (kind) {
	case PUT_TEXT: case PUT_CELL: case PUT_PASSED:
		return v->s ? text_width(v->s, strcspn(v->s, "\n")) : 0;
	case PUT_INT:
		return num_int(v->i, buf);
	case PUT_AMOUNT:
		return money_text(v->i, buf) + 2;
	case PUT_REAL: case PUT_SHARE: case PUT_MEAN:
		return 10;
	case PUT_DATE:
		break;
	}
	return DATE_SIZE - 1;
}

static void
set_widths(struct put *p, const struct put_rows *rows)
{
	for (size_t i = 0; i < p->ncol; i++) {
		const char *name = put_said_name(&p->col[i]);
		size_t width = text_width(name, strlen(name));

		for (size_t k = 0; k < put_rows_count(rows); k++) {
			enum put_kind kind;
			const struct value v = put_rows_cell(rows, k, i, &kind);
			const size_t w = width_of(kind, &v);

			width = w > width ? w : width;
		}
		p->col[i].width = width < NARROW ? NARROW : width > WIDE ? WIDE : width;
	}
}

static void
begin_sheet(struct put *p)
{
	struct put_sheet *s = p->sheet;
	char *name = mem_print(say_cell("Sheet%zu"), s->sheets + 1);

	s->sheet = put_xlsx_lib.workbook_add_worksheet(s->book, name);
	free(name);
	if (s->sheet == NULL)
		no_file();
	s->row = 0;
	s->cells = mem_grow(s->cells, s->sheets + 1, &s->room, sizeof *s->cells);
	s->cells[s->sheets++] = 0;
	for (size_t i = 0; i < p->ncol; i++)
		put_xlsx_must(put_xlsx_lib.worksheet_set_column(s->sheet, (lxw_col_t)i,
		    (lxw_col_t)i, (double)(p->col[i].width + GAP), NULL));
	if (!p->header)
		return;
	put_xlsx_lib.worksheet_freeze_panes(s->sheet, 1, 0);
	for (size_t i = 0; i < p->ncol; i++)
		put_xlsx_must(put_xlsx_lib.worksheet_write_string(s->sheet, 0, (lxw_col_t)i,
		    put_xlsx_spelled(&s->text, put_said_name(&p->col[i])), s->look[PUT_LOOK_BOLD]));
	s->row = 1;
	s->cells[s->sheets - 1] = p->ncol;
}

/* Widths are known: the rows that waited go into the first worksheet. */
static void
begin(struct put *p)
{
	struct put_rows *first = p->sheet->first;

	set_widths(p, first);
	p->sheet->first = NULL;
	begin_sheet(p);
	for (size_t i = 0; i < put_rows_count(first); i++) {
		for (p->at = 0; p->at < p->ncol; p->at++) {
			enum put_kind kind;
			const struct value v = put_rows_cell(first, i, p->at, &kind);

			put_xlsx_write(p, kind, &v);
		}
		p->sheet->row++;
	}
	p->at = 0;
	put_rows_free(first);
}

/* Readers of a list choose rows by its columns. */
static void
end_sheet(struct put *p)
{
	const struct put_sheet *s = p->sheet;

	if (p->header && s->row > 1)
		put_xlsx_must(put_xlsx_lib.worksheet_autofilter(s->sheet, 0, 0, s->row - 1,
		    (lxw_col_t)(p->ncol - 1)));
}

/* A row more than the worksheet holds. */
static void
go_on(struct put *p)
{
	if (!p->opts.sheets)
		fail("a worksheet holds 1,048,576 rows, and the table has more; "
		    "use --limit=N, or --sheets to fill several worksheets");
	end_sheet(p);
	begin_sheet(p);
}

void
put_xlsx_cell(struct put *p, enum put_kind kind, const struct value *v)
{
	if (p->sheet == NULL)
		p->sheet = new_sheet(p->ncol);
	if (p->sheet->first) {
		put_rows_add(p->sheet->first, kind, v);
	} else {
		if (p->sheet->row == LXW_ROW_MAX)
			go_on(p);
		put_xlsx_write(p, kind, v);
	}
	p->at++;
}

void
put_xlsx_end(struct put *p)
{
	struct put_sheet *s = p->sheet;

	if (s->first == NULL)
		s->row++;
	else if (put_rows_count(s->first) == LOOKED_AT)
		begin(p);
}

void
put_xlsx_finish(struct put *p)
{
	if (p->sheet == NULL)
		p->sheet = new_sheet(p->ncol);
	if (p->sheet->first)
		begin(p);
	end_sheet(p);
	put_xlsx_pack(p);
}
