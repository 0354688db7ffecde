#define _GNU_SOURCE
#include "lib/base/calendar_row.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/say.h"

enum { DAY = CALENDAR_DAY_SECONDS, HOUR = 3600, MINUTE = 60 };

/* The weekday whose name s begins with ("mon" is 0), or -1. */
static int32_t
weekday(const char *s)
{
	static const char *const name[CALENDAR_WEEK] = { "mon", "tue", "wed", "thu", "fri", "sat",
	    "sun" };

	for (int32_t i = 0; i < CALENDAR_WEEK; i++)
		if (strncmp(s, name[i], strlen(name[i])) == 0)
			return i;
	return -1;
}

/* Reads mon or mon-fri. */
static bool
read_weekdays(const char *s, struct calendar_row *row)
{
	row->from = row->to = weekday(s);
	if (row->from != -1 && s[3] == '-')
		row->to = weekday(s += 4);
	return row->from != -1 && row->to != -1 && s[3] == '\0';
}

/* Reads 2025-09-28 or 2025-10-01..2025-10-08. */
static bool
read_dates(const char *s, struct calendar_row *row)
{
	char first[DATE_SIZE];

	snprintf(first, sizeof first, "%s", s);
	row->from = date_parse(first);
	if (row->from != DATE_NONE && strncmp(s += strlen(first), "..", 2) == 0)
		row->to = date_parse(s + 2);
	else
		row->to = *s == '\0' ? row->from : DATE_NONE;
	return row->from != DATE_NONE && row->to != DATE_NONE;
}

static bool
read_day(const char *cell, struct calendar_row *row, char why[static CALENDAR_ROW_WHY])
{
	row->weekdays = read_weekdays(cell, row);
	if (!row->weekdays && !read_dates(cell, row))
		snprintf(why, CALENDAR_ROW_WHY,
		    say("day '%.80s' is not a valid weekday (mon), date (2025-09-28) or range "
		    "(mon-fri, 2025-10-01..2025-10-08)"), cell);
	else if (!row->weekdays && row->to < row->from)
		snprintf(why, CALENDAR_ROW_WHY, say("day '%.80s' ends before it begins"), cell);
	return *why == '\0';
}

/* The second of the day that "09:00" means. */
static int32_t
seconds(const char *s)
{
	return ((s[0] - '0') * 10 + s[1] - '0') * HOUR + ((s[3] - '0') * 10 + s[4] - '0') * MINUTE;
}

bool
calendar_row_span(const char *s, struct calendar_span *to)
{
	static const char form[] = "[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]";

	if (fnmatch(form, s, 0) != 0)
		return false;
	*to = (struct calendar_span){ seconds(s), seconds(s + strlen("09:00-")) };
	return to->to <= DAY;
}

/* Reads a span (09:00-12:00) and adds it to H; false and the reason if it is not valid. */
static bool
read_span(const char *s, struct calendar_hours *h, char why[static CALENDAR_ROW_WHY])
{
	struct calendar_span span;

	if (!calendar_row_span(s, &span))
		snprintf(why, CALENDAR_ROW_WHY,
		    say("hours '%.80s' are not HH:MM-HH:MM (up to 24:00); use closed or work"
		    " alone"), s);
	else if (span.to <= span.from)
		snprintf(why, CALENDAR_ROW_WHY, say("hours '%s' must end after they begin"), s);
	else if (h->n > 0 && span.from < h->span[h->n - 1].to)
		snprintf(why, CALENDAR_ROW_WHY,
		    say("hours '%s' begin before the previous hours end"), s);
	else if (h->n == CALENDAR_SPANS)
		snprintf(why, CALENDAR_ROW_WHY, say("more than %d ranges of hours per day"),
		    CALENDAR_SPANS);
	else
		h->span[h->n++] = span;
	return *why == '\0';
}

static bool
read_hours(char *cell, struct calendar_row *row, char why[static CALENDAR_ROW_WHY])
{
	row->work = strcmp(cell, "work") == 0;
	if (row->work || strcmp(cell, "closed") == 0)
		return true;
	for (char *rest = cell, *s; (s = strsep(&rest, " ")) != NULL;)
		if ((*s || (rest == NULL && row->hours.n == 0)) &&
		    !read_span(s, &row->hours, why))
			return false;
	return true;
}

const char *
calendar_row_read(const char *day, char *hours, struct calendar_row *row,
    char why[static CALENDAR_ROW_WHY])
{
	*row = (struct calendar_row){ 0 };
	*why = '\0';
	if (!read_day(day, row, why))
		return "day";
	return read_hours(hours, row, why) ? NULL : "hours";
}
