#define _GNU_SOURCE
#include "lib/base/date.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/num.h"
#include "lib/base/say.h"

enum { DAY_SECONDS = 86400, HOUR = 3600, MINUTE = 60, ISO = 10, YEAR_BASE = 1900 };

/* Howard Hinnant's days_from_civil and civil_from_days: their years begin in March. */
static int32_t
days_from_civil(int y, int m, int d)
{
	y -= m <= 2;
	int era = y / 400, yoe = y - era * 400;
	int doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static int
month_days(int y, int m)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[m - 1] + (m == 2 && y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
}

int32_t
date_of(int y, int m, int d)
{
	if (y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > month_days(y, m))
		return DATE_NONE;
	return days_from_civil(y, m, d);
}

void
date_split(int32_t day, int *y, int *m, int *d)
{
	/* a century, a year and a month are the quotients of quarters, quarters and 1/2^16 */
	const uint32_t n = 4 * ((uint32_t)day + 719468) + 3, century = n / 146097;
	const uint64_t of_century = (n % 146097 | 3) * UINT64_C(2939745);
	const uint32_t year = 100 * century + (uint32_t)(of_century >> 32);
	const uint32_t day_of_year = (uint32_t)of_century / 2939745 / 4;
	const uint32_t month = 2141 * day_of_year + 197913;
	const bool is_next = day_of_year >= 306;	/* January and February end the year */

	*y = (int)(year + is_next);
	*m = (int)((month >> 16) - (is_next ? 12 : 0));
	*d = (int)((month & 0xffff) / 2141) + 1;
}

/* The number that N digits at s spell; -1 if one of them is not a digit. */
static int
digits(const char *s, int n)
{
	int x = 0;

	for (; n > 0; n--, s++) {
		if (*s < '0' || *s > '9')
			return -1;
		x = x * 10 + (*s - '0');
	}
	return x;
}

/* Reads the ten characters YYYY-MM-DD at the start of s; does not read past a NUL. */
static enum date_result
read_day(const char *s, int32_t *day)
{
	int y = digits(s, 4), m, d;

	if (y < 0 || s[4] != '-' || (m = digits(s + 5, 2)) < 0 || s[7] != '-' ||
	    (d = digits(s + 8, 2)) < 0)
		return DATE_BAD;
	*day = date_of(y, m, d);
	return *day == DATE_NONE ? DATE_NO_DAY : DATE_OK;
}

int32_t
date_parse(const char *s)
{
	int32_t day;

	return read_day(s, &day) == DATE_OK && s[ISO] == '\0' ? day : DATE_NONE;
}

/* Reads HH:MM[:SS]; *end points to what follows it. */
static enum date_result
read_time(const char *s, int32_t *second, const char **end)
{
	int h = digits(s, 2), m, sec = 0;

	if (h < 0 || s[2] != ':' || (m = digits(s + 3, 2)) < 0)
		return DATE_BAD;
	s += 5;
	if (*s == ':') {
		if ((sec = digits(s + 1, 2)) < 0)
			return DATE_BAD;
		s += 3;
		/* ignore fractions of a second */
		if (*s == '.' && s[1] >= '0' && s[1] <= '9')
			s += 1 + strspn(s + 1, "0123456789");
	}
	if (h > 23 || m > 59 || sec > 59)
		return DATE_NO_DAY;
	*second = h * HOUR + m * MINUTE + sec;
	*end = s;
	return DATE_OK;
}

/* Reads Z, UTC, +08:00 or +0800, also after a blank, as seconds east of Greenwich. */
static bool
read_offset(const char *s, int *east)
{
	s += *s == ' ';
	int sign = *s == '-' ? -1 : 1, h, m;

	if (strcmp(s, "Z") == 0 || strcmp(s, "UTC") == 0) {
		*east = 0;
		return true;
	}
	if ((*s != '+' && *s != '-') || (h = digits(s + 1, 2)) < 0)
		return false;
	s += s[3] == ':' ? 4 : 3;
	m = *s == '\0' && s[-1] != ':' ? 0 : digits(s, 2);	/* PostgreSQL writes +08 */
	if (m < 0 || (*s && s[2] != '\0') || h > 14 || m > 59)
		return false;
	*east = sign * (h * HOUR + m * MINUTE);
	return true;
}

static void
use_zone(const char *zone)
{
	const char *now = getenv("TZ");

	if (now && strcmp(now, zone) == 0)
		return;
	setenv("TZ", zone, 1);
	tzset();
}

static enum date_result
to_zone(const char *zone, int east, int32_t *day, int32_t *second)
{
	time_t t = (time_t)*day * DAY_SECONDS + *second - east;
	struct tm tm;

	use_zone(zone);
	localtime_r(&t, &tm);
	*day = date_of(tm.tm_year + YEAR_BASE, tm.tm_mon + 1, tm.tm_mday);
	*second = tm.tm_hour * HOUR + tm.tm_min * MINUTE + tm.tm_sec;
	/* the year may exceed 9999: 9999-12-31T23:59Z, in a zone farther east */
	return *day == DATE_NONE ? DATE_NO_DAY : DATE_OK;
}

bool
date_year_is_near(int32_t day)
{
	enum { FIRST = -25567, LAST = 84370 };	/* 1900-01-01 and 2200-12-31 */

	return day >= FIRST && day <= LAST;
}

enum date_result
date_read_any(const struct date_reader *r, const char *s, int32_t *day, int32_t *second)
{
	enum date_result bad;
	int east;

	*second = -1;
	if ((bad = read_day(s, day)) != DATE_OK || s[ISO] == '\0')
		return bad;
	if (s[ISO] != 'T' && s[ISO] != ' ')
		return DATE_BAD;
	if ((bad = read_time(s + ISO + 1, second, &s)) != DATE_OK || *s == '\0')
		return bad;
	if (!read_offset(s, &east))
		return DATE_BAD;
	if (r->zone == NULL)
		return DATE_OFFSET;
	return to_zone(r->zone, east, day, second);
}

enum date_result
date_read(const struct date_reader *r, const char *s, int32_t *day, int32_t *second)
{
	const enum date_result bad = date_read_any(r, s, day, second);

	return bad == DATE_OK && !date_year_is_near(*day) ? DATE_FAR_YEAR : bad;
}

enum date_result
date_read_next(const struct date_reader *r, struct date_memo *memo, const char *s, int32_t *day,
    int32_t *second)
{
	const bool again = memo->text[0] != '\0' && strncmp(s, memo->text, sizeof memo->text) == 0;
	const enum date_result bad = again ? DATE_OK : date_read(r, s, day, second);

	if (again) {
		*day = memo->day;
		*second = memo->second;
	} else if (bad == DATE_OK && strlen(s) < sizeof memo->text) {
		strcpy(memo->text, s);
		memo->day = *day;
		memo->second = *second;
	}
	return bad;
}

const char *
date_why(enum date_result r)
{
	switch (r) {
	case DATE_NO_DAY:
		return say("is not a valid date");
	case DATE_OFFSET:
		return say("has an offset; set the time zone with --tz=ZONE");
	case DATE_SHORT_YEAR:
		return say("has a year of fewer than four digits"
		    " (use %y in --date-format for years of two digits)");
	case DATE_FAR_YEAR:
		return say("is not between the years 1900 and 2200");
	case DATE_OK:
	case DATE_BAD:
		break;
	}
	return say("is not a date (YYYY-MM-DD; use --date-format for other formats)");
}

char *
date_text(int32_t day, char to[static DATE_SIZE])
{
	int y, m, d;

	date_split(day, &y, &m, &d);
	memcpy(to, num_pairs + y / 100 % 100 * 2, 2);
	memcpy(to + 2, num_pairs + y % 100 * 2, 2);
	memcpy(to + 5, num_pairs + m * 2, 2);
	memcpy(to + 8, num_pairs + d * 2, 2);
	to[4] = to[7] = '-';
	to[ISO] = '\0';
	return to;
}

char *
date_time_text(int32_t day, int32_t second, char to[static DATE_TIME_SIZE])
{
	date_text(day, to);
	if (second >= 0)
		snprintf(to + ISO, DATE_TIME_SIZE - ISO, "T%02d:%02d:%02d", second / HOUR % 24,
		    second / MINUTE % 60, second % 60);
	return to;
}

void
date_now(int32_t *day, int32_t *second)
{
	time_t now = time(NULL);
	struct tm tm;

	localtime_r(&now, &tm);
	*day = days_from_civil(tm.tm_year + YEAR_BASE, tm.tm_mon + 1, tm.tm_mday);
	*second = tm.tm_hour * HOUR + tm.tm_min * MINUTE + tm.tm_sec;
}

int32_t
date_today(void)
{
	int32_t day, second;

	date_now(&day, &second);
	return day;
}

bool
date_zone_known(const char *zone)
{
	char path[256], magic[4];
	int n = snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", zone);

	if (n < 0 || (size_t)n >= sizeof path || zone[0] == '/' || zone[0] == '.' ||
	    strstr(zone, "..") != NULL) {
		errno = ENOENT;
		return false;
	}
	errno = 0;
	/* the directory also has files that are not zones (zone.tab), and directories */
	FILE *f = fopen(path, "re");
	bool known = f && fread(magic, 1, sizeof magic, f) == sizeof magic &&
	    memcmp(magic, "TZif", sizeof magic) == 0;
	const int why = f ? ENOENT : errno;

	if (f)
		fclose(f);
	errno = why;
	return known;
}

bool
date_zone_use(const char *zone)
{
	if (!date_zone_known(zone))
		return false;
	use_zone(zone);
	return true;
}

static int
offset_at(time_t at)
{
	struct tm tm;

	localtime_r(&at, &tm);
	return (int)tm.tm_gmtoff;
}

/* The first second after FROM with another offset than FROM. The offset at TO must differ. */
static time_t
change_between(time_t from, time_t to)
{
	const int before = offset_at(from);

	while (to - from > 1) {
		const time_t mid = from + (to - from) / 2;

		*(offset_at(mid) == before ? &from : &to) = mid;
	}
	return to;
}

size_t
date_zone_shifts(struct date_shift *to, size_t room)
{
	const time_t begin = 0, step = 7 * DAY_SECONDS;
	const time_t end = (time_t)(DATE_SHIFT_YEARS * 365.25 * DAY_SECONDS);
	size_t n = 0;

	for (time_t t = begin; t < end && n < room; t += step) {
		const int before = offset_at(t), after = offset_at(t + step);

		if (before == after)
			continue;
		const time_t at = change_between(t, t + step);

		to[n++] = (struct date_shift){ (int64_t)at + (before < after ? before : after),
			(int64_t)at + (before < after ? after : before), before < after };
	}
	return n;
}

bool
date_zone_has(int32_t day, int32_t second)
{
	struct tm tm = { .tm_hour = second / HOUR, .tm_min = second / MINUTE % MINUTE,
	    .tm_sec = second % MINUTE, .tm_isdst = -1 };
	int y, m, d;

	if (second < 0)
		return true;
	date_split(day, &y, &m, &d);
	tm.tm_year = y - YEAR_BASE;
	tm.tm_mon = m - 1;
	tm.tm_mday = d;
	const struct tm asked = tm;

	return mktime(&tm) == -1 || (tm.tm_hour == asked.tm_hour && tm.tm_min == asked.tm_min);
}

int32_t
date_add_months(int32_t from, int64_t n)
{
	int y, m, day;

	date_split(from, &y, &m, &day);
	const int64_t months = (int64_t)y * 12 + m - 1 + n;

	y = (int)(months / 12);
	m = (int)(months % 12) + 1;
	return days_from_civil(y, m, day < month_days(y, m) ? day : month_days(y, m));
}
