/* calendar_row - reads a row of a calendar, the cells day and hours (pure). */
#ifndef CALENDAR_ROW_H
#define CALENDAR_ROW_H
#include "lib/base/calendar.h"

enum { CALENDAR_ROW_WHY = 240 };

/*
 * DAY is mon, mon-fri, 2025-09-28 or 2025-10-01..2025-10-08; HOURS is closed, work, or spans such
 * as "09:00-12:00 13:00-18:00", and is changed. Returns NULL, or the name of the column that is not
 * valid, with the reason in WHY.
 */
const char *calendar_row_read(const char *day, char *hours, struct calendar_row *to,
    char why[static CALENDAR_ROW_WHY]);

/* Reads "09:00-12:00" as seconds of the day, up to 24:00; false: S is not of this form. */
bool calendar_row_span(const char *s, struct calendar_span *);

#endif
