#define _GNU_SOURCE
#include "lib/base/date_format.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "lib/base/lunar_text.h"
#include "lib/base/num.h"

enum { CELL = 64, HOUR = 3600, MINUTE = 60, DAY = 86400, YEAR_BASE = 1900 };

static const int32_t excel_day_0 = -25569;	/* 1899-12-30 */
/* Excel counts a day 1900-02-29, which did not exist: days before it are one later */
enum { EXCEL_LEAP = 60 };

static bool
is_word(const char *format, const char *word)
{
	return strcmp(format, word) == 0;
}

/* Does the format have the conversion %C? A padding flag, E or O may follow the %. */
static bool
has(const char *format, char c)
{
	for (const char *p = format; (p = strchr(p, '%')) != NULL; p++) {
		p++;
		p += strspn(p, "_-0^#EO");
		if (*p == c)
			return true;
		if (*p == '\0')
			break;
	}
	return false;
}

static bool
has_any(const char *format, const char *set)
{
	for (; *set; set++)
		if (has(format, *set))
			return true;
	return false;
}

bool
date_format_is_valid(const char *format)
{
	static const char *const words[] = { "iso", "excel", "unix", "unix-ms", "lunar" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (is_word(format, words[i]))
			return true;
	if (has_any(format, "FDxcs"))
		return true;
	return has_any(format, "Yy") &&
	    (has(format, 'j') || (has_any(format, "mbBh") && has_any(format, "de")));
}

/* The text without the fraction of its seconds: 12:00:05.123 is 12:00:05. */
static bool
without_fraction(const char *s, char to[static CELL])
{
	const size_t n = strnlen(s, CELL);
	size_t k = 0;

	if (n == CELL)
		return false;
	for (size_t i = 0; i < n; i++) {
		const bool second = k >= 6 && isdigit((unsigned char)to[k - 1]) &&
		    isdigit((unsigned char)to[k - 2]) && to[k - 3] == ':' && to[k - 6] == ':';

		if (second && (s[i] == '.' || s[i] == ',') && isdigit((unsigned char)s[i + 1]))
			while (isdigit((unsigned char)s[i + 1]))
				i++;
		else
			to[k++] = s[i];
	}
	to[k] = '\0';
	return true;
}

static enum date_result
write_day(int32_t day, int32_t second, const char *offset, char to[static DATE_FORMAT_SIZE])
{
	char text[DATE_TIME_SIZE];

	if (day == DATE_NONE || !date_year_is_near(day))
		return day == DATE_NONE ? DATE_NO_DAY : DATE_FAR_YEAR;
	snprintf(to, DATE_FORMAT_SIZE, "%s%s", date_time_text(day, second, text), offset);
	return DATE_OK;
}

static enum date_result
read_excel(const char *s, char to[static DATE_FORMAT_SIZE])
{
	double x;

	if (s[strspn(s, "0123456789.")] != '\0' || !num_parse(s, &x) || x < 1 || x > 1e6)
		return DATE_BAD;
	const double seconds = round((x - floor(x)) * DAY);
	int32_t day = excel_day_0 + (int32_t)x + (x < EXCEL_LEAP), second = (int32_t)seconds;

	if (second == DAY)
		day++, second = 0;
	return write_day(day, floor(x) < x ? second : -1, "", to);
}

static enum date_result
read_unix(const char *s, bool ms, char to[static DATE_FORMAT_SIZE])
{
	double x;

	if (s[strspn(s, "-0123456789.")] != '\0' || !num_parse(s, &x) || fabs(x) > 1e14)
		return DATE_BAD;
	const double seconds = floor(ms ? x / 1000 : x), day = floor(seconds / DAY);

	if (fabs(day) > 1e6)
		return DATE_FAR_YEAR;
	return write_day((int32_t)day, (int32_t)(seconds - day * DAY), "Z", to);
}

static enum date_result
read_lunar(const char *s, char to[static DATE_FORMAT_SIZE])
{
	struct lunar l;

	return lunar_text_read(s, &l) == LUNAR_TEXT_DATE ? write_day(lunar_day(&l), -1, "", to) :
	    DATE_BAD;
}

/* A date with an offset stays as it is: whoever knows the time zone converts it. */
static enum date_result
read_iso(const char *s, char to[static DATE_FORMAT_SIZE])
{
	int32_t day, second;
	const enum date_result d = date_read(&(struct date_reader){ 0 }, s, &day, &second);

	if (d == DATE_OK)
		return write_day(day, second, "", to);
	if (d != DATE_OFFSET)
		return d;
	return snprintf(to, DATE_FORMAT_SIZE, "%s", s) < DATE_FORMAT_SIZE ? DATE_OK : DATE_BAD;
}

static void
offset_text(long east, char to[static 8])
{
	const long minutes = (east < 0 ? -east : east) / MINUTE;

	snprintf(to, 8, "%c%02d:%02d", east < 0 ? '-' : '+', (int)(minutes / 60 % 100),
	    (int)(minutes % 60));
}

/* Writes AM or PM for what Excel writes in its place in Chinese, Japanese and Korean. */
static void
half_of_day(char s[static CELL])
{
	static const char *const words[][2] = {
		{ "\xe4\xb8\x8a\xe5\x8d\x88", "AM" },	/* 上午 */
		{ "\xe4\xb8\x8b\xe5\x8d\x88", "PM" },	/* 下午 */
		{ "\xe5\x8d\x88\xe5\x89\x8d", "AM" },	/* 午前 */
		{ "\xe5\x8d\x88\xe5\xbe\x8c", "PM" },	/* 午後 */
		{ "\xec\x98\xa4\xec\xa0\x84", "AM" },	/* 오전 */
		{ "\xec\x98\xa4\xed\x9b\x84", "PM" },	/* 오후 */
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		char *at = strstr(s, words[i][0]);
		const size_t n = strlen(words[i][0]);

		if (at == NULL)
			continue;
		memcpy(at, words[i][1], 2);
		memmove(at + 2, at + n, strlen(at + n) + 1);
		return;
	}
}

enum date_result
date_format_read(const char *format, const char *s, char to[static DATE_FORMAT_SIZE])
{
	struct tm tm = { .tm_year = INT16_MIN, .tm_mon = -1, .tm_mday = 0, .tm_hour = -1 };
	char cell[CELL], offset[8] = "";

	if (is_word(format, "iso"))
		return read_iso(s, to);
	if (is_word(format, "excel"))
		return read_excel(s, to);
	if (is_word(format, "lunar"))
		return read_lunar(s, to);
	if (is_word(format, "unix") || is_word(format, "unix-ms"))
		return read_unix(s, is_word(format, "unix-ms"), to);
	if (!without_fraction(s, cell))
		return DATE_BAD;
	if (has(format, 'p'))
		half_of_day(cell);
	const char *end = strptime(cell, format, &tm);

	if (end == NULL || *end != '\0')
		return DATE_BAD;
	if (has(format, 'z'))
		offset_text(tm.tm_gmtoff, offset);
	if (has(format, 'z') && tm.tm_hour < 0)
		return DATE_BAD;
	if (tm.tm_year > INT16_MIN && tm.tm_year + YEAR_BASE < 1000)
		return DATE_SHORT_YEAR;
	if (tm.tm_sec > 59)
		tm.tm_sec = 59;		/* a leap second: the days of custkit have none */
	return write_day(date_of(tm.tm_year + YEAR_BASE, tm.tm_mon + 1, tm.tm_mday),
	    tm.tm_hour < 0 ? -1 : tm.tm_hour * HOUR + tm.tm_min * MINUTE + tm.tm_sec, offset, to);
}
