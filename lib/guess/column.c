#include "lib/guess/column.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date_format.h"
#include "lib/base/num.h"
#include "lib/base/shortened.h"
#include "lib/base/spelling.h"
#include "lib/guess/values.h"

enum {
	PROBE = 200,	/* texts that are tried in all formats */
	MISSES = 1000,	/* later texts that are, if none of the formats so far reads them */
};

/*
 * Those of which two can fit the same cells stand in pairs (day and month in either order). What
 * is more exact comes first: a year of four digits before one of two.
 */
static const char *const formats[] = {
	"iso", "%Y/%m/%d", "%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %I:%M %p",
	"%Y/%m/%d %I:%M:%S %p", "%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S",
	"%Y-%m-%d %I:%M %p", "%Y.%m.%d", "%Y.%m.%d %H:%M", "%Y.%m.%d %H:%M:%S",
	"%Y\xe5\xb9\xb4%m\xe6\x9c\x88%d\xe6\x97\xa5",			/* 年月日 */
	"%Y\xe5\xb9\xb4%m\xe6\x9c\x88%d\xe6\x97\xa5 %H:%M",
	"%Y\xe5\xb9\xb4%m\xe6\x9c\x88%d\xe6\x97\xa5 %H:%M:%S",
	/* 年月日 时分, 年月日 时分秒 */
	"%Y\xe5\xb9\xb4%m\xe6\x9c\x88%d\xe6\x97\xa5 %H\xe6\x97\xb6%M\xe5\x88\x86",
	"%Y\xe5\xb9\xb4%m\xe6\x9c\x88%d\xe6\x97\xa5 %H\xe6\x97\xb6%M\xe5\x88\x86%S\xe7\xa7\x92",
	/* with 上午 or 下午 */
	"%Y/%m/%d %p %I:%M", "%Y/%m/%d %p %I:%M:%S", "%Y-%m-%d %p %I:%M", "%Y-%m-%d %p %I:%M:%S",
	"%Y\xe5\xb9\xb4%m\xe6\x9c\x88%d\xe6\x97\xa5 %p %I:%M",
	"%Y\xe5\xb9\xb4%m\xe6\x9c\x88%d\xe6\x97\xa5 %p %I:%M:%S",
	"%Y. %m. %d. %p %I:%M", "%Y. %m. %d. %p %I:%M:%S",	/* Korean */
	"%Y\xeb\x85\x84 %m\xec\x9b\x94 %d\xec\x9d\xbc",		/* 년 월 일 */
	"%Y.%m.%d.", "%Y.%m.%d. %H:%M", "%Y.%m.%d. %H:%M:%S",
	"%Y%m%d", "%Y%m%d%H%M%S", "%Y%m%d %H:%M:%S", "%Y%m%dT%H%M%S",
	"%d.%m.%Y", "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y, %H:%M:%S",
	"%d.%m.%Y, %H:%M", "%d.%m.%Y %H.%M", "%d.%m.%Y.",
	"%d/%m/%Y", "%m/%d/%Y", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M",
	"%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S", "%d/%m/%Y %I:%M %p", "%m/%d/%Y %I:%M %p",
	"%d/%m/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M:%S %p", "%d-%m-%Y", "%m-%d-%Y",
	"%d/%m/%Y, %H:%M:%S", "%m/%d/%Y, %H:%M:%S", "%d/%m/%Y, %H:%M", "%m/%d/%Y, %H:%M",
	"%d/%m/%Y, %I:%M:%S %p", "%m/%d/%Y, %I:%M:%S %p",
	"%d-%m-%Y %H:%M", "%m-%d-%Y %H:%M", "%d-%m-%Y %H:%M:%S", "%m-%d-%Y %H:%M:%S",
	"%d %B %Y", "%d %B %Y %H:%M", "%d-%B-%Y", "%d-%B-%Y %H:%M", "%B %d, %Y", "%B %d %Y",
	"%B %d, %Y %I:%M %p", "%B %d, %Y %I:%M:%S %p", "%B %d, %Y, %I:%M %p", "%B %d, %Y %H:%M",
	"%d %B %Y %H:%M:%S", "%d-%B-%Y %H:%M:%S", "%a, %d %B %Y %H:%M:%S %z",
	"%a %B %d %H:%M:%S %Y", "%a, %B %d, %Y", "%a, %d %B %Y", "%a %d %B %Y",
	"%a %B %d %Y", "%d %B, %Y",
	"%d %B %y", "%d/%m/%y", "%m/%d/%y", "%d/%m/%y %I:%M %p", "%m/%d/%y %I:%M %p",
	"%d/%m/%y %H:%M", "%m/%d/%y %H:%M", "%d.%m.%y", "%d.%m.%y %H:%M",
	"%d-%B-%y", "%d-%m-%y", "%m-%d-%y", "unix", "unix-ms", "excel",
	"lunar",
};

enum { FORMATS = sizeof formats / sizeof *formats };
_Static_assert((size_t)FORMATS <= (size_t)COLUMN_FORMATS, "too many formats");

const char *
column_format(size_t f)
{
	return f < FORMATS ? formats[f] : NULL;
}

const char *
column_text(const struct column *c, size_t row)
{
	return c ? values_text(c->values, values_of_row(c->values, row)) : "";
}

bool
column_is_nothing(const char *s)
{
	static const char *const words[] = { "NULL", "null", "Null", "\\N", "None", "none", "nan",
		"NaN", "NAN", "N/A", "n/a", "NA", "<NA>", "nil", "(null)", "(NULL)", "-", "--",
		"/", "\xe2\x80\x94", "\xe2\x80\x94\xe2\x80\x94",	/* — and —— */
		"\xe2\x80\x93", "\xe2\x88\x92", "\xef\xbc\x8d",	/* –, a minus, full width */
		"(\xe7\xa9\xba)",		/* (空) */
		"(\xe8\xb7\xb3\xe8\xbf\x87)",	/* (跳过) */
		"\xe6\x97\xa0",			/* 无 */
		/* 无退款申请: no refund was asked for */
		"\xe6\x97\xa0\xe9\x80\x80\xe6\xac\xbe\xe7\x94\xb3\xe8\xaf\xb7",
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(s, words[i]) == 0)
			return true;
	return false;
}

/* Currencies of which amounts have no decimals. */
static bool
is_centless(enum spelling_currency c)
{
	return c == SPELLING_JPY || c == SPELLING_KRW || c == SPELLING_VND || c == SPELLING_IDR;
}

/* A text that reads as a number with a point. */
static void
measure_value(struct column *c, const char *point)
{
	double x;

	if (!num_parse(point, &x))
		return;
	c->low = c->point == 0 || x < c->low ? x : c->low;
	c->high = c->point == 0 || x > c->high ? x : c->high;
}

/* A text of N cells. */
static void
measure_number(struct column *c, const char *s, size_t n)
{
	char point[SPELLING_SIZE], comma[SPELLING_SIZE];
	enum spelling_currency currency;
	const size_t digits = strspn(s, "0123456789");

	const bool is_point = spelling_read(s, '.', point, &currency) == SPELLING_OK;
	const bool is_comma = spelling_read(s, ',', comma, &currency) == SPELLING_OK;

	if (s[digits] == '\0')
		c->whole += n;
	if (digits > 1 && *s == '0' && s[digits] == '\0')
		c->zeros += n;
	if (is_point && is_comma && strcmp(point, comma) != 0) {
		c->differ += n;
		c->commas += strchr(s, ',') ? n : 0;
	} else if (is_point && strchr(point, '.') == NULL) {
		const bool small = strlen(point) <= 3u + (*point == '-');

		c->small += small ? n : 0;
		c->plain += !small && strpbrk(s, ",.") == NULL ? n : 0;
	}
	if ((is_point || is_comma) && is_centless(currency))
		c->centless += n;
	if (is_point)
		measure_value(c, point);
	c->point += is_point ? n : 0;
	c->comma += is_comma ? n : 0;
}

/* Seconds and serials are numbers like others: only those of our time are taken for dates. */
static bool
is_plausible(const char *format, const char *s)
{
	const size_t digits = strspn(s, "0123456789");
	double x;

	if (strcmp(format, "unix") == 0)
		return digits >= 9 && digits <= 10;
	if (strcmp(format, "unix-ms") == 0)
		return digits >= 12 && digits <= 13;
	if (strcmp(format, "excel") == 0)
		return num_parse(s, &x) && x >= 25569 && x < 73051;	/* 1970 to 2099 */
	if (strncmp(format, "%Y%m%d", 6) == 0)
		return digits >= 8;
	return true;
}

static long
seconds_of(const char *s)
{
	const char *sign = strrchr(s, '+') ? strrchr(s, '+') : strrchr(s, '-');
	long hours = 0, minutes = 0;

	if (sign && strlen(sign) >= 3) {
		hours = strtol((char[3]){ sign[1], sign[2], '\0' }, NULL, 10);
		const char *rest = sign + 3 + (sign[3] == ':');

		minutes = strlen(rest) == 2 ? strtol(rest, NULL, 10) : 0;
	}
	return (sign && *sign == '-' ? -1 : 1) * (hours * 60 + minutes) * 60;
}

static enum date_result
read_as(size_t f, const char *s)
{
	char iso[DATE_FORMAT_SIZE];
	int32_t day, second;

	if (f == 0)
		return date_read(&(struct date_reader){ 0 }, s, &day, &second);
	return is_plausible(formats[f], s) ? date_format_read(formats[f], s, iso) : DATE_BAD;
}

/* There is no time zone here; the tool will have one for an ISO date with an offset. */
static bool
is_date(size_t f, enum date_result d)
{
	return d == DATE_OK || (f == 0 && d == DATE_OFFSET);
}

bool
column_reads(size_t f, const char *s)
{
	return is_date(f, read_as(f, s));
}

static void
measure_offset(struct column *c, const char *s, size_t n)
{
	const long offset = seconds_of(s + 10);

	c->offset_varies |= c->offsets > 0 && offset != c->offset;
	c->offset = offset;
	c->offsets += n;
}

/* Adds a text of N cells to the formats that read it, of those that read one so far or not. */
static bool
measure_date(struct column *c, const char *s, size_t n, bool so_far)
{
	bool any = false;

	for (size_t f = 0; f < FORMATS; f++) {
		if ((c->fits[f] > 0) != so_far)
			continue;
		const enum date_result d = read_as(f, s);

		if (is_date(f, d)) {
			c->fits[f] += n;
			any = true;
		}
		if (f == 0 && d == DATE_OFFSET)
			measure_offset(c, s, n);
	}
	return any;
}

/* What a spreadsheet program may have made of a long id. */
static void
measure_id(struct column *c, const char *s, size_t n)
{
	const enum shortened_digits digits = shortened_digits(s);

	if (shortened_why(s)) {
		c->short_one = c->shortened == 0 ? s : c->short_one;
		c->shortened += n;
	}
	if (digits != SHORTENED_OTHER)
		c->long_one = c->longs++ == 0 ? s : c->long_one;
	c->zeros_long += digits == SHORTENED_ZEROS;
}

static bool
is_filled(const char *s)
{
	return *s != '\0' && !column_is_nothing(s);
}

void
column_measure_dates(struct column *c)
{
	size_t tried = 0, missed = 0;

	for (size_t i = 0; i < values_count(c->values) && !c->dated; i++) {
		const char *s = values_text(c->values, i);
		const size_t n = values_rows(c->values, i);

		if (!is_filled(s))
			continue;
		bool reads = measure_date(c, s, n, true);

		if (tried++ < PROBE || (!reads && missed < MISSES))
			reads |= measure_date(c, s, n, false);
		missed += !reads;
	}
	c->dated = true;
}

void
column_measure(struct column *c, const struct sheet *sheet, size_t at, size_t first, size_t end)
{
	c->values = values_new(sheet, at, first, end);
	for (size_t i = 0; i < values_count(c->values); i++) {
		const char *s = values_text(c->values, i);
		const size_t n = values_rows(c->values, i);

		if (column_is_nothing(s))
			c->nothing += n;
		if (!is_filled(s))
			continue;
		c->filled += n;
		c->distinct++;
		measure_number(c, s, n);
		measure_id(c, s, n);
	}
}

void
column_free(struct column *c)
{
	values_free(c->values);
}

/* Two formats that give other days for the same cells: those with day and month swapped. */
static bool
is_swapped(const char *a, const char *b)
{
	char swapped[32];
	size_t n = 0;

	for (; a[n] && n + 1 < sizeof swapped; n++)
		swapped[n] = n > 0 && a[n - 1] == '%' && a[n] == 'd' ? 'm' :
		    n > 0 && a[n - 1] == '%' && a[n] == 'm' ? 'd' : a[n];
	swapped[n] = '\0';
	return strcmp(swapped, b) == 0;
}

/* Does one of N formats read the cell? */
static bool
is_read(const char *s, const size_t *format, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (column_reads(format[i], s))
			return true;
	return false;
}

/* Of the cells that the N formats do not read, finds the format that reads the most. */
static size_t
next_format(const struct column *c, const size_t *format, size_t n, size_t *most)
{
	size_t count[FORMATS] = { 0 }, best = FORMATS;

	for (size_t i = 0; i < values_count(c->values); i++) {
		const char *s = values_text(c->values, i);

		if (!is_filled(s) || is_read(s, format, n))
			continue;
		for (size_t f = 0; f < FORMATS; f++)
			if (c->fits[f] > 0 && column_reads(f, s))
				count[f] += values_rows(c->values, i);
	}
	for (size_t f = 0; f < FORMATS; f++)
		if (count[f] > 0 && (best == FORMATS || count[f] > count[best]))
			best = f;
	*most = best < FORMATS ? count[best] : 0;
	return best;
}

static bool
is_among(size_t f, const size_t *format, size_t n)
{
	while (n > 0 && format[n - 1] != f)
		n--;
	return n > 0;
}

static size_t
first_format(const struct column *c)
{
	size_t best = FORMATS;

	for (size_t f = 0; f < FORMATS; f++)
		if (c->fits[f] > 0 && (best == FORMATS || c->fits[f] > c->fits[best]))
			best = f;
	return best;
}

size_t
column_formats(const struct column *c, size_t room, size_t *format, size_t *other)
{
	size_t n = 0, f = first_format(c), most;

	*other = COLUMN_FORMATS;
	if (f == FORMATS)
		return 0;
	format[n++] = f;
	while (n < room && c->fits[format[0]] < c->filled) {
		f = next_format(c, format, n, &most);
		if (f == FORMATS || most * 10 < c->filled)
			break;
		format[n++] = f;
	}
	for (f = 0; f < FORMATS; f++)
		if (f != format[0] && is_swapped(formats[format[0]], formats[f]) &&
		    (c->fits[f] == c->fits[format[0]] || is_among(f, format, n)))
			*other = f;
	return n;
}
