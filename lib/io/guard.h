/*
 * guard - the apostrophe that keeps a spreadsheet from taking a cell for a formula (pure).
 *
 * A cell that begins with = + - @, a tab or a CR gets one in front, unless it is a number.  So does
 * a cell that would be mistaken for a guarded one, so that removing guards gives back each cell.
 */
#ifndef GUARD_H
#define GUARD_H
#include <stdbool.h>

bool guard_needed(const char *cell);

/* Is the first character a guard, which is not part of the cell? */
bool guard_is(const char *cell);

#endif
