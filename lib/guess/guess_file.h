/* guess_file - reads a file for guess, in the encoding that it is in (program). */
#ifndef GUESS_FILE_H
#define GUESS_FILE_H
#include <stdbool.h>
#include <stddef.h>

struct guess_file {
	char *text;		/* UTF-8 */
	size_t n;
	char *encoding;		/* for --encoding; NULL: UTF-8, or a worksheet */
	bool made;		/* from a worksheet */
	char *sheet;		/* the worksheet; NULL: not a workbook */
	char **other;		/* the other worksheets; NULL after the last */
	char *doubt;		/* about the encoding; NULL: none */
};

/* Ends the tool if the file cannot be read. SHEET is as --sheet; NULL: the first with a table. */
struct guess_file guess_file_read(const char *file, const char *sheet);
void guess_file_free(struct guess_file *);

#endif
