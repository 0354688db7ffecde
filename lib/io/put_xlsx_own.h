/*
 * put_xlsx_own - what the files put_xlsx*.c share: a table as a workbook (program).
 *
 * put_xlsx.c fills worksheets, put_xlsx_cell.c their cells, and put_xlsx_pack.c packs them.
 * libxlsxwriter appends each row to a temporary file and packs all at the end, into another one: it
 * cannot write to a pipe.  The widths of the columns come first in a worksheet; so the first rows
 * wait until they are known.
 */
#ifndef PUT_XLSX_OWN_H
#define PUT_XLSX_OWN_H
#include <xlsxwriter.h>

#include "lib/io/put_own.h"
#include "lib/io/serial.h"

enum put_look {		/* of a cell */
	PUT_LOOK_GENERAL, PUT_LOOK_MONEY, PUT_LOOK_PERCENT, PUT_LOOK_POINTS,
	PUT_LOOK_DAYS,		/* and SERIAL_DAY_CODES - 1 more */
	PUT_LOOK_PLACES = PUT_LOOK_DAYS + SERIAL_DAY_CODES,	/* SERIAL_PLACES_MOST */
	PUT_LOOK_BOLD = PUT_LOOK_PLACES + SERIAL_PLACES_MOST,
	PUT_LOOKS,
};

struct put_sheet {
	FILE *file;		/* the workbook */
	lxw_workbook *book;
	lxw_worksheet *sheet;	/* the last one; NULL: the first rows wait */
	lxw_format *look[PUT_LOOKS];
	struct put_rows *first;
	lxw_row_t row;		/* the next one of the worksheet */
	uint64_t *cells;	/* how many each worksheet has */
	size_t sheets, room;
	struct text text;
};

#define PUT_XLSX_CALLS(X) \
	X(workbook_new_opt) X(workbook_add_worksheet) X(workbook_add_format) X(workbook_close) \
	X(workbook_set_properties) X(format_set_bold) X(format_set_num_format) \
	X(worksheet_set_column) X(worksheet_freeze_panes) X(worksheet_write_string) \
	X(worksheet_write_number) X(worksheet_autofilter) X(lxw_strerror)

/* libxlsxwriter, after put_xlsx_load. */
struct put_xlsx_lib {
#define PUT_XLSX_POINTER(f) __typeof__(f) *f;
	PUT_XLSX_CALLS(PUT_XLSX_POINTER)
};
extern struct put_xlsx_lib put_xlsx_lib;
void put_xlsx_load(void);
/* Ends the tool if it is an error. */
void put_xlsx_must(lxw_error);

/* The text as a cell of a worksheet spells it; valid until T changes. */
const char *put_xlsx_spelled(struct text *t, const char *s);

/* The next cell of the worksheet at hand. */
void put_xlsx_write(struct put *, enum put_kind, const struct value *);

/* Ends the workbook and copies it to p->out, or ends the tool: the system had no space for it. */
void put_xlsx_pack(struct put *);

#endif
