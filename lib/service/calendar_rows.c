#define _GNU_SOURCE
#include "lib/service/calendar_rows.h"

#include <err.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/io/opt.h"
#include "lib/io/table.h"

enum { DAY = CALENDAR_DAY_SECONDS, HOUR = 3600, MINUTE = 60 };
enum { DIGITS = 8 };	/* of the digest, in the name of a calendar */

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

static void
read_day(struct table *t, const char *cell, struct calendar_row *row)
{
	row->weekdays = read_weekdays(cell, row);
	if (!row->weekdays && !read_dates(cell, row))
		table_bad(t, "day",
		    "day '%.80s' is not a valid weekday (mon), date (2025-09-28) or range "
		    "(mon-fri, 2025-10-01..2025-10-08)", cell);
	if (!row->weekdays && row->to < row->from)
		table_bad(t, "day", "day '%.80s' ends before it begins", cell);
}

/* The second of the day that "09:00" means. */
static int32_t
seconds(const char *s)
{
	return ((s[0] - '0') * 10 + s[1] - '0') * HOUR + ((s[3] - '0') * 10 + s[4] - '0') * MINUTE;
}

/* Reads a span (09:00-12:00) and adds it to H. */
static void
read_span(struct table *t, const char *s, struct calendar_hours *h)
{
	static const char form[] = "[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]";
	struct calendar_span span = { 0, DAY + 1 };

	if (fnmatch(form, s, 0) == 0)
		span = (struct calendar_span){ seconds(s), seconds(s + strlen("09:00-")) };
	if (span.to > DAY)
		table_bad(t, "hours",
		    "hours '%.80s' are not HH:MM-HH:MM (up to 24:00); use closed or work alone", s);
	else if (span.to <= span.from)
		table_bad(t, "hours", "hours '%s' must end after they begin", s);
	else if (h->n > 0 && span.from < h->span[h->n - 1].to)
		table_bad(t, "hours", "hours '%s' begin before the previous hours end", s);
	else if (h->n == CALENDAR_SPANS)
		table_bad(t, "hours", "more than %d ranges of hours per day", CALENDAR_SPANS);
	else
		h->span[h->n++] = span;
}

static void
read_hours(struct table *t, char *cell, struct calendar_row *row)
{
	row->work = strcmp(cell, "work") == 0;
	if (row->work || strcmp(cell, "closed") == 0)
		return;
	for (char *rest = cell, *s; (s = strsep(&rest, " ")) != NULL;)
		if (*s || (rest == NULL && row->hours.n == 0))
			read_span(t, s, &row->hours);
}

static char *
name_of(const char *path, const struct table *t)
{
	char digest[TABLE_DIGEST_SIZE];

	table_digest(t, digest);
	return mem_print("%s %.*s", basename(path), DIGITS, digest);
}

static struct calendar *
read_file(const char *path)
{
	char *files[] = { mem_text(path), NULL };
	struct table *t = table_open(files,
	    &(struct table_opts){ .policy = TABLE_STOP, .digest = true });
	const size_t day = table_column(t, "day"), hours = table_column(t, "hours");
	struct calendar_row *row = NULL;
	size_t n = 0, room = 0;

	for (char **cell; (cell = table_next(t)) != NULL; n++) {
		row = mem_grow(row, n + 1, &room, sizeof *row);
		row[n] = (struct calendar_row){ 0 };
		read_day(t, cell[day], &row[n]);
		read_hours(t, cell[hours], &row[n]);
	}
	char *name = name_of(path, t);
	struct calendar *c = calendar_new(name, row, n);

	table_close(t);
	free(name);
	free(row);
	free(files[0]);
	return c;
}

struct calendar *
calendar_rows_read(const char *path)
{
	static const struct calendar_row always = { .weekdays = true, .to = CALENDAR_WEEK - 1,
	    .hours = { 1, { { 0, DAY } } } };
	struct calendar *c = path ? read_file(path) : calendar_new("around the clock", &always, 1);

	if (c == NULL)
		errx(EXIT_TROUBLE, "%s: no weekday has working hours", path);
	return c;
}
