/* calendar_rows - a calendar of business time from a CSV (program). */
#ifndef CALENDAR_ROWS_H
#define CALENDAR_ROWS_H

#include "lib/base/calendar.h"

/* Columns day,hours: custkit-tables(5).  PATH NULL: around the clock, each day.  The caller frees it with calendar_free. */
struct calendar *calendar_rows_read(const char *path);

#endif
