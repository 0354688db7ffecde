/*
 * apostrophe - the apostrophe that stops a spreadsheet from reading a cell as a formula (pure).
 *
 * unguard.h removes it. A cell from which unguard would remove something else gets one, too. So
 * each cell comes back as it was.
 */
#ifndef APOSTROPHE_H
#define APOSTROPHE_H
#include <stdbool.h>

/*
 * Does the cell begin with = + - @, a TAB or a CR, and is not a number? Or with a backtick or what
 * looks like a guard, or does it end with a TAB?
 */
bool apostrophe_needed(const char *cell);

#endif
