#define _GNU_SOURCE
#include "lib/preset/cell.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/date_format.h"
#include "lib/base/say.h"
#include "lib/base/split.h"
#include "lib/customer/phone.h"

enum { FORMAT = 64, DATE_TEXT = 48 };

const char *
cell_why(enum cell_result r)
{
	switch (r) {
	case CELL_MASKED:
		return say("is masked");
	case CELL_DAMAGED:
		return say("is damaged by a spreadsheet");
	case CELL_AMBIGUOUS:
		return say("can mean two days");
	case CELL_NO_YEAR:
		return say("has no year");
	case CELL_OK:
	case CELL_BAD:
		break;
	}
	return say("is not valid");
}

char *
cell_trim(char *s)
{
	s += strspn(s, " \t");
	for (size_t n = strlen(s); n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t');)
		s[--n] = '\0';
	return s;
}

bool
cell_is_masked(const char *s)
{
	return strstr(s, "**") != NULL || strstr(s, "\xef\xbc\x8a\xef\xbc\x8a") != NULL;
}

/* Digits that a mask or a spreadsheet took away do not come back. */
enum cell_result
cell_phone(char *s)
{
	const size_t n = strlen(s);
	struct phone phone;
	struct phone_ask ask;

	if (cell_is_masked(s))
		return CELL_MASKED;
	if (phone_first(s, NULL, &phone, &ask) == PHONE_LOST)
		return phone.reason == PHONE_MASKED ? CELL_MASKED : CELL_DAMAGED;
	if (n > 2 && strcmp(s + n - 2, ".0") == 0)
		s[n - 2] = '\0';
	return CELL_OK;
}

enum cell_result
cell_phone_key(char *s)
{
	const enum cell_result r = cell_phone(s);
	struct phone phone;
	struct phone_ask ask;
	char *to = s;

	if (r != CELL_OK)
		return r;
	/* a mobile number of China is the same person, with or without +86 */
	if (phone_first(s, "CN", &phone, &ask) == PHONE_VALID && !*phone.extension &&
	    strncmp(phone.e164, "+861", 4) == 0 && strlen(phone.e164) == 14) {
		phone_dial(&phone, "CN", s);
		return CELL_OK;
	}
	for (const char *p = s; *p; p++)
		if (!strchr(" -().", *p))
			*to++ = *p;
	*to = '\0';
	return CELL_OK;
}

/* "--03-15", "--0315", "03/15" */
static bool
has_no_year(const char *s)
{
	const size_t n = strlen(s);

	if (strncmp(s, "--", 2) == 0)
		return true;
	return n <= 5 && strspn(s, "0123456789/-") == n && strpbrk(s, "/-") != NULL &&
	    strpbrk(s, "/-") == strrchr(s, s[strcspn(s, "/-")]);
}

/* Reads ISO 8601; an offset is dropped if there is no zone to convert it to. */
static enum date_result
read_iso(const struct date_reader *reader, const char *s, bool utc, int32_t *day, int32_t *second)
{
	char text[DATE_TEXT];
	const bool add = utc && reader->zone && strlen(s) > DATE_SIZE &&
	    strpbrk(s + DATE_SIZE, "Z+-U") == NULL;
	enum date_result d;

	if (strlen(s) + 2 > sizeof text)
		return DATE_BAD;
	snprintf(text, sizeof text, "%s%s", s, add ? "Z" : "");
	d = date_read(reader, text, day, second);
	if (d != DATE_OFFSET)
		return d;
	text[11 + strspn(text + 11, "0123456789:.")] = '\0';
	return date_read(reader, text, day, second);
}

static enum date_result
read_format(const struct date_reader *reader, const char *format, const char *s, bool utc,
    int32_t *day, int32_t *second)
{
	char iso[DATE_FORMAT_SIZE];
	const enum date_result d = date_format_read(format, s, iso);

	return d == DATE_OK ? read_iso(reader, iso, utc, day, second) : d;
}

/* By one rule: a format, or two with '|' that must agree. */
static enum cell_result
read_rule(const struct cell_dates *o, const char *rule, const char *s, bool utc, int32_t *day,
    int32_t *second, enum date_result *why)
{
	char one[FORMAT];
	enum cell_result r = CELL_BAD;
	size_t n;

	for (const char *p; (p = split_ended(&rule, '|', &n)) != NULL;) {
		int32_t d, sec;

		snprintf(one, sizeof one, "%.*s", (int)n, p);
		const enum date_result got = read_format(&o->reader, one, s, utc, &d, &sec);

		if (got == DATE_OK && r == CELL_OK && d != *day)
			return CELL_AMBIGUOUS;
		if (got == DATE_OK) {
			*day = d;
			*second = sec;
			r = CELL_OK;
		} else if (*why == DATE_BAD) {
			*why = got;
		}
	}
	return r;
}

enum cell_result
cell_date(const struct cell_dates *o, const char *s, bool only_day, bool utc,
    char to[static DATE_TIME_SIZE], enum date_result *why)
{
	int32_t day, second;
	enum cell_result r = CELL_BAD;

	*why = read_iso(&o->reader, s, utc, &day, &second);
	const bool is_iso = *why != DATE_BAD;	/* then no format can read it */

	if (*why == DATE_OK)
		r = CELL_OK;
	for (size_t i = 0; i < o->formats.n && r == CELL_BAD && !is_iso; i++)
		r = read_rule(o, o->formats.word[i], s, utc, &day, &second, why);
	if (r == CELL_BAD && has_no_year(s))
		return CELL_NO_YEAR;
	if (r == CELL_OK)
		date_time_text(day, only_day ? -1 : second, to);
	return r;
}

void
cell_past(const char *s, char day[static DATE_TIME_SIZE])
{
	int y, m, d;

	for (const char *p = s; *p; p += strcspn(p, "0123456789")) {
		const size_t n = strspn(p, "0123456789");

		if (n >= 4)
			return;
		p += n;
		if (*p == '\0')
			break;
	}
	const int32_t at = date_parse(day);

	if (at == DATE_NONE || at <= date_today())
		return;
	date_split(at, &y, &m, &d);
	if (date_of(y - 100, m, d) != DATE_NONE)
		date_text(date_of(y - 100, m, d), day);
}
