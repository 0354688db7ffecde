/*
 * rejected - recognises a file of rejects, which custkit wrote and people corrected (pure).
 *
 * Its header ends with the columns file, line, column and reason (table_marks). Its cells are those
 * of the file that was loaded, but its form is custkit's own: UTF-8, a header, commas. So the
 * command that rejected the rows can read them again: options about the form of the file
 * (--encoding, --separator, --names, --skip-lines, --skip-rows, --footer, --sheet) do not count.
 */
#ifndef REJECTED_H
#define REJECTED_H
#include <stdbool.h>
#include <stddef.h>

/*
 * The separator of a file of rejects that begins with these N bytes; 0: it is another file. A
 * spreadsheet program may have written it with a separator other than the comma.
 */
char rejected_separator(const char *, size_t n);

/*
 * Is it UTF-8, as it was written? If it is CUT, so may be its last character. If not, another
 * program has written it in the encoding of the first file.
 */
bool rejected_is_utf8(const char *, size_t n, bool cut);

#endif
