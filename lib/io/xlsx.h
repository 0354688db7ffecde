/*
 * xlsx - a worksheet of an Excel workbook as CSV text (program).
 *
 * Row N of the worksheet is row N of the text: an empty row is a blank line.  A cell may have line
 * feeds, in quotes.  The first row that is not empty is the header.  It says in which
 * column the table begins and how wide it is: shorter rows are filled up with empty cells.  A row
 * that is longer, or begins farther left, stays longer.
 *
 * Cells are what the workbook shows: dates by their number formats as YYYY-MM-DD[ HH:MM:SS], TRUE
 * and FALSE, the latest results of formulas; an error is its text (#N/A), so that no tool takes it
 * for a number.  Rows are read one at a time; only the table of strings is in memory.
 */
#ifndef XLSX_H
#define XLSX_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xlsx;

/*
 * FD is a file that can be read from any place; the caller closes it.  NAME is for messages.  SHEET
 * is the name or the number of a worksheet; NULL: the first visible one that has a table, with a
 * note if others have rows, too.  Ends the tool if this is not a workbook, or a damaged one.
 */
struct xlsx *xlsx_open(int fd, const char *name, const char *sheet);

/* Before the first xlsx_read: the first N rows are blank; the header is below them. */
void xlsx_skip(struct xlsx *, uint64_t n);

/* The next bytes of the text: comma, LF, UTF-8; 0 at the end.  Ends the tool on an error. */
size_t xlsx_read(struct xlsx *, char *to, size_t room);

const char *xlsx_sheet(const struct xlsx *);	/* the name of the worksheet */

/* The names of the other visible worksheets that have rows, from 0; NULL after the last. */
const char *xlsx_other(struct xlsx *, size_t nth);

/* For progress: how many bytes of the worksheet were read. */
uint64_t xlsx_at(const struct xlsx *);

void xlsx_close(struct xlsx *);

/* After writing a workbook: is it whole, and do its N worksheets have these rows and cells? */
struct xlsx_written {
	uint64_t bytes, digest;		/* XXH3-64 */
	uint64_t cells;			/* of the worksheet */
};
bool xlsx_holds(int fd, const struct xlsx_written *, size_t n);

#endif
