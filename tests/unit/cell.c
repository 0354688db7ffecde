/* cell: telephone numbers and dates of other systems. */
#include "lib/preset/cell.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/tap.h"

static void
phone(const char *text, enum cell_result want, const char *spelled, bool key)
{
	char s[64];

	snprintf(s, sizeof s, "%s", text);
	const enum cell_result r = key ? cell_phone_key(s) : cell_phone(s);

	ok(r == want && (r != CELL_OK || strcmp(s, spelled) == 0), text);
}

static void
date(const struct cell_dates *o, const char *s, bool day, bool utc, enum cell_result want,
    const char *text)
{
	char to[DATE_TIME_SIZE] = "";
	enum date_result why;
	const enum cell_result r = cell_date(o, s, day, utc, to, &why);

	ok(r == want && (r != CELL_OK || strcmp(to, text) == 0), s);
}

static void
past(const char *cell, const char *day, const char *want)
{
	char to[DATE_TIME_SIZE];

	snprintf(to, sizeof to, "%s", day);
	cell_past(cell, to);
	ok(strcmp(to, want) == 0, cell);
}

int
main(void)
{
	const struct cell_dates iso = { 0 };
	const struct cell_dates us = { .formats = { 2, { "%m/%d/%y %H:%M|%d/%m/%y %H:%M",
		"%m/%d/%Y|%d/%m/%Y" } } };
	const struct cell_dates long_first = { .formats = { 2, { "%m/%d/%Y", "%m/%d/%y" } } };
	const struct cell_dates zone = { .reader = { .zone = "Asia/Shanghai" } };

	phone("186******05", CELL_MASKED, "", false);
	phone("1.38001E+10", CELL_DAMAGED, "", false);
	phone("+1 416 555-0101", CELL_OK, "+1 416 555-0101", false);
	phone("+1 (416) 555-0101", CELL_OK, "+14165550101", true);
	phone("13800138000.0", CELL_OK, "13800138000", true);
	phone("+86 138-0013-8000", CELL_OK, "13800138000", true);
	phone("008613800138000", CELL_OK, "13800138000", true);
	phone("86 13800138000", CELL_OK, "13800138000", true);
	phone("+86 138-0013-8000", CELL_OK, "+86 138-0013-8000", false);
	phone("+86 10 6255 1234", CELL_OK, "+861062551234", true);


	date(&iso, "2026-01-15 10:20", false, false, CELL_OK, "2026-01-15T10:20:00");
	date(&iso, "2026-01-15 10:20", true, false, CELL_OK, "2026-01-15");
	date(&iso, "2026-04-05 21:06:21 +0400", false, false, CELL_OK, "2026-04-05T21:06:21");
	date(&iso, "2006-06-12T21:03:42.000Z", false, false, CELL_OK, "2006-06-12T21:03:42");
	date(&iso, "2026-02-30", false, false, CELL_BAD, "");
	date(&iso, "--03-07", true, false, CELL_NO_YEAR, "");
	date(&iso, "--0315", true, false, CELL_NO_YEAR, "");
	date(&iso, "03/15", true, false, CELL_NO_YEAR, "");
	date(&iso, "soon", true, false, CELL_BAD, "");
	date(&us, "5/7/24 10:26", false, false, CELL_AMBIGUOUS, "");
	date(&us, "5/17/24 10:26", false, false, CELL_OK, "2024-05-17T10:26:00");
	date(&us, "17/5/2024", false, false, CELL_OK, "2024-05-17");
	date(&us, "5/5/2024", false, false, CELL_OK, "2024-05-05");
	date(&long_first, "7/18/26", true, false, CELL_OK, "2026-07-18");
	date(&zone, "2026-01-01 20:00", false, true, CELL_OK, "2026-01-02T04:00:00");
	date(&zone, "2026-01-01 20:00", false, false, CELL_OK, "2026-01-01T20:00:00");
	date(&zone, "2026-01-01 20:00:00 -0500", false, true, CELL_OK, "2026-01-02T09:00:00");

	past("3/15/50", "2150-03-15", "2050-03-15");
	past("3/15/2150", "2150-03-15", "2150-03-15");
	past("3/15/90", "1990-03-15", "1990-03-15");
	return done();
}
