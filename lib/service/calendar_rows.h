/* calendar_rows - a calendar of business time from a CSV (program). */
#ifndef CALENDAR_ROWS_H
#define CALENDAR_ROWS_H

#include "lib/base/calendar.h"

/*
 * Reads a CSV with the columns day,hours (custkit-tables(5)). PATH NULL: all hours of all days. The
 * caller frees the result with calendar_free; a bad file ends the tool.
 */
struct calendar *calendar_rows_read(const char *path);

#endif
