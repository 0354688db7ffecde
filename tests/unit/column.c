/* column: what cells can be. */
#include "lib/guess/column.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "lib/guess/sheet.h"
#include "tests/unit/tap.h"

static struct column
measured(const char *text)
{
	struct sheet s = sheet_split(text, strlen(text), ',');
	struct column c = { 0 };

	column_measure(&c, &s, 0, 0, s.rows);
	column_measure_dates(&c);
	column_free(&c);
	sheet_free(&s);
	return c;
}

/* The formats of the cells, with a blank between them; then the other one, after "or". */
static void
formats(const char *text, const char *want)
{
	struct sheet s = sheet_split(text, strlen(text), ';');
	struct column c = { 0 };
	size_t format[4], other;
	char got[128] = "";

	column_measure(&c, &s, 0, 0, s.rows);
	column_measure_dates(&c);
	const size_t n = column_formats(&c, 4, format, &other);

	for (size_t i = 0; i < n; i++) {
		strcat(got, i > 0 ? " " : "");
		strcat(got, format[i] == 0 ? "ISO" : column_format(format[i]));
	}
	if (column_format(other)) {
		strcat(got, " or ");
		strcat(got, column_format(other));
	}
	ok(strcmp(got, want) == 0, want);
	column_free(&c);
	sheet_free(&s);
}

static void
test_numbers(void)
{
	struct column c = measured("1200.50\n\"1,200.50\"\n7\n\nNULL\n007\n");

	ok(c.filled == 4 && c.nothing == 1 && c.distinct == 4, "filled, nothing, distinct");
	ok(c.point == 4 && c.comma == 2 && c.differ == 0, "a point fits all");
	ok(c.whole == 2 && c.zeros == 1 && c.high == 1200.5, "whole numbers, zeros, the largest");
	c = measured("\"1,234\"\n\"5,678\"\n");
	ok(c.point == 2 && c.comma == 2 && c.differ == 2, "both marks fit, with other numbers");
	ok(c.commas == 2 && c.small == 0 && c.plain == 0 && c.centless == 0, "each has a comma");
	c = measured("1.234\n850\n-7\n1500\n3\xec\x9b\x90\n");
	ok(c.differ == 1 && c.commas == 0, "one has a point");
	ok(c.small == 3 && c.plain == 1 && c.centless == 1, "small, plain, without decimals");
	ok(c.low == -7 && c.high == 1500, "the smallest and the largest");
	ok(column_is_nothing("\\N") && column_is_nothing("(\xe7\xa9\xba)") &&
	    column_is_nothing("\xe6\x97\xa0\xe9\x80\x80\xe6\xac\xbe\xe7\x94\xb3\xe8\xaf\xb7") &&
	    !column_is_nothing("no") &&
	    !column_is_nothing(""), "words for nothing");
}

static void
test_offsets(void)
{
	struct column c = measured("2024-01-05T10:00:00+0530\n2024-01-06 10:00+05:30\n");

	ok(c.offsets == 2 && c.offset == 19800 && !c.offset_varies, "one offset");
	c = measured("2024-01-05T10:00:00Z\n2024-01-06T10:00:00-08:00\n");
	ok(c.offsets == 2 && c.offset_varies, "two offsets");
}

/* N days from 2018-01-01 on, as in "Y-m-d", one a line; returns where they end. */
static char *
days(char *to, int n, const char *as)
{
	struct tm day = { .tm_year = 118, .tm_mday = 1 };

	for (int i = 0; i < n; i++, day.tm_mday++) {
		timegm(&day);	/* 32 January is 1 February */
		for (const char *s = as; *s; s++)
			to += *s == 'Y' ? sprintf(to, "%d", 1900 + day.tm_year) :
			    *s == 'm' ? sprintf(to, "%02d", day.tm_mon + 1) :
			    *s == 'd' ? sprintf(to, "%02d", day.tm_mday) :
			    sprintf(to, "%c", *s);
		*to++ = '\n';
	}
	*to = '\0';
	return to;
}

/* What comes late in a long table counts as what comes first. */
static void
test_long(void)
{
	enum { MANY = 30000 };
	static char text[MANY * 16];
	char *end = text;

	days(days(text, 1500, "Y-m-d"), 400, "d.m.Y");
	formats(text, "ISO %d.%m.%Y");
	days(days(text, 1500, "m/d/Y"), 400, "d/m/Y");
	formats(text, "%m/%d/%Y %d/%m/%Y or %d/%m/%Y");
	for (int i = 0; i < MANY; i++)
		end += sprintf(end, "c%d\n", i);
	ok(measured(text).distinct == MANY, "different texts are counted to the end");
}

int
main(void)
{
	test_numbers();
	test_offsets();
	test_long();
	formats("2024-01-05\n2024-12-31", "ISO");
	formats("05.01.2024\n31.12.2024", "%d.%m.%Y");
	formats("1/25/2024\n12/1/2024", "%m/%d/%Y");
	formats("25/1/2024\n1/12/2024", "%d/%m/%Y");
	formats("1/2/2024\n3/4/2024", "%d/%m/%Y or %m/%d/%Y");
	formats("20240105\n20241231", "%Y%m%d");
	formats("45292\n45293.5", "excel");
	formats("1704090600", "unix");
	formats("1704090600123", "unix-ms");
	formats("2024-01-05\n2024-01-06\n2024/3/6\n2024-01-07", "ISO %Y/%m/%d");
	formats("x\ny", "");
	formats("2024\xeb\x85\x84 1\xec\x9b\x94 5\xec\x9d\xbc",
	    "%Y\xeb\x85\x84 %m\xec\x9b\x94 %d\xec\x9d\xbc");
	formats("5/13/2024, 9:05:07 AM", "%m/%d/%Y, %I:%M:%S %p");
	formats("2024.05.13.", "%Y.%m.%d.");
	formats("Mon, 13 May 2024 10:20:30 +0800", "%a, %d %B %Y %H:%M:%S %z");
	return done();
}
