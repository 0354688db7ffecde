#include "lib/io/serial.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/base/date.h"
#include "lib/base/num.h"
#include "lib/base/text.h"

enum {
	DAY_SECONDS = 86400, HOUR = 3600, MINUTE = 60,
	EPOCH_1900 = 25569,	/* 1970-01-01 in days since 1900, from March 1900 on */
	EPOCH_1904 = 24107,	/* since 1904 */
	LEAP = 60,		/* 1900-02-29: Lotus 1-2-3 had this day, and all others kept it */
	DAYS_END = 2958466,	/* 10000-01-01 */
	MOST_DIGITS = 15,
	PLAIN_LEAST = -7, PLAIN_MOST = 20,	/* exponents of 10 that are written out */
};

/* Ours: a column of moments keeps its spelling.  Others write these without quotes or escaped. */
static const struct {
	const char *code;
	struct serial_format format;
} own[] = {
	{ "yyyy-mm-dd", { .kind = SERIAL_DAY } },
	{ "yyyy-mm-dd\"T\"hh:mm", { .kind = SERIAL_DAY, .between = 'T' } },
	{ "yyyy-mm-dd\"T\"hh:mm:ss", { .kind = SERIAL_DAY, .between = 'T', .seconds = true } },
	{ "yyyy-mm-dd\" \"hh:mm", { .kind = SERIAL_DAY, .between = ' ' } },
	{ "yyyy-mm-dd\" \"hh:mm:ss", { .kind = SERIAL_DAY, .between = ' ', .seconds = true } },
	{ "0.0;-0.0", { .kind = SERIAL_PLACES, .digits = 1 } },
	{ "0.00;-0.00", { .kind = SERIAL_PLACES, .digits = 2 } },
	{ "0.000;-0.000", { .kind = SERIAL_PLACES, .digits = 3 } },
	{ "0.0000;-0.0000", { .kind = SERIAL_PLACES, .digits = 4 } },
};

_Static_assert(sizeof own / sizeof *own == SERIAL_DAY_CODES + SERIAL_PLACES_MOST, "own formats");

/* Formats. */

/* What the letters of a section say. */
struct letters {
	bool day, month, clock, span, number;
};

/* A bracket: [h] is a duration; [Red], [$-409], [<1] say nothing.  Returns its length. */
static size_t
bracket(const char *s, struct letters *l)
{
	const size_t n = strcspn(s, "]");
	const char first = s[1] >= 'a' ? s[1] : (char)(s[1] + ('a' - 'A'));

	if (n > 1 && (first == 'h' || first == 'm' || first == 's') &&
	    strspn(s + 1, (char[]){ s[1], '\0' }) == n - 1)
		l->span = true;
	return s[n] ? n + 1 : n;
}

static size_t
quoted(const char *s)
{
	const size_t n = 1 + strcspn(s + 1, "\"");

	return s[n] ? n + 1 : n;
}

/* The length of the token at S, which is not empty; *l learns what it says. */
static size_t
token(const char *s, struct letters *l)
{
	switch (*s >= 'A' && *s <= 'Z' ? *s + ('a' - 'A') : *s) {
	case '"':
		return quoted(s);
	case '[':
		return bracket(s, l);
	case '\\': case '_': case '*':	/* the next character is one to show */
		return s[1] ? 2 : 1;
	case 'g':
		if (strncasecmp(s, "general", 7) == 0) {
			l->number = true;
			return 7;
		}
		l->day = true;	/* an era */
		break;
	case 'e':
		if (s[1] == '+' || s[1] == '-')	/* scientific */
			return 2;
		l->day = true;
		break;
	case 'y': case 'd': case 'b':
		l->day = true;
		break;
	case 'm':
		l->month = true;
		break;
	case 'h': case 's':
		l->clock = true;
		break;
	case '0': case '#': case '?': case '@':
		l->number = true;
		break;
	}
	return 1;
}

/* Reads a section of the code; returns what follows it. */
static const char *
section(const char *s, struct letters *l)
{
	while (*s && *s != ';')
		s += token(s, l);
	return *s ? s + 1 : s;
}

struct serial_format
serial_format_of(const char *code)
{
	const size_t zeros = strspn(code, "0");

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (strcmp(code, own[i].code) == 0)
			return own[i].format;
	if (zeros > 1 && code[zeros] == '\0' && zeros <= MOST_DIGITS)
		return (struct serial_format){ .kind = SERIAL_ZEROS, .digits = (int)zeros };
	while (*code) {		/* a section of words alone leaves it to the next: "none";0 */
		struct letters l = { 0 };

		code = section(code, &l);
		if (l.day || (l.month && !l.clock && !l.span))
			return (struct serial_format){ .kind = SERIAL_DAY };
		if (l.span)
			return (struct serial_format){ .kind = SERIAL_SPAN };
		if (l.clock)
			return (struct serial_format){ .kind = SERIAL_CLOCK };
		if (l.number)
			break;
	}
	return (struct serial_format){ 0 };
}

struct serial_format
serial_format_builtin(unsigned id)
{
	/* 27-36, 50-58: East Asian; 71-81: Thai */
	if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) ||
	    (id >= 50 && id <= 58) || (id >= 71 && id <= 81))
		return (struct serial_format){ .kind = SERIAL_DAY };
	if ((id >= 18 && id <= 21) || id == 45 || id == 47)
		return (struct serial_format){ .kind = SERIAL_CLOCK };
	return (struct serial_format){ .kind = id == 46 ? SERIAL_SPAN : SERIAL_NUMBER };
}

/* Numbers. */

/* A decimal as people write it: its parts. */
struct decimal {
	bool minus;
	size_t whole, places, zeros;	/* digits before and after the point; zeros at the end */
	size_t digits;			/* without leading zeros */
	size_t lead;			/* zeros after the point that leads */
};

/* Is S such a decimal, without a zero too many in front? */
static bool
decimal_of(const char *s, struct decimal *d)
{
	const char *digit = "0123456789";

	*d = (struct decimal){ .minus = *s == '-' };
	s += d->minus;
	d->whole = strspn(s, digit);
	if (d->whole == 0 || (*s == '0' && d->whole > 1))
		return false;
	const bool zero = *s == '0';
	const char *point = s + d->whole;

	if (*point == '.' && (d->places = strspn(point + 1, digit)) == 0)
		return false;
	if (point[d->places ? d->places + 1 : 0] != '\0')
		return false;
	while (d->zeros < d->places && point[d->places - d->zeros] == '0')
		d->zeros++;
	d->lead = zero ? strspn(point + (d->places > 0), "0") : 0;
	d->digits = zero ? d->places - d->lead : d->whole + d->places;
	return true;
}

/* N digits, the first of which is worth 10^EXPONENT, without an exponent. */
static void
write_out(struct text *t, const char *digits, size_t n, int exponent)
{
	static const char zeros[] = "000000000000000000000";

	if (exponent < 0) {
		text_add(t, "0.", 2);
		text_add(t, zeros, (size_t)(-exponent - 1));
		text_add(t, digits, n);
		return;
	}
	const size_t whole = (size_t)exponent + 1;

	text_add(t, digits, n < whole ? n : whole);
	if (n < whole)
		text_add(t, zeros, whole - n);
	if (n > whole) {
		text_add(t, ".", 1);
		text_add(t, digits + whole, n - whole);
	}
}

/* 15 digits: what a spreadsheet shows, so that .1 + .2 is .3. */
static void
rounded(struct text *t, double x)
{
	char buf[NUM_SIZE], digits[MOST_DIGITS];
	size_t n = 1;

	snprintf(buf, sizeof buf, "%.*e", MOST_DIGITS - 1, fabs(x));
	const int exponent = atoi(strchr(buf, 'e') + 1);

	digits[0] = buf[0];
	memcpy(digits + 1, buf + 2, MOST_DIGITS - 1);
	for (size_t i = 1; i < MOST_DIGITS; i++)
		if (digits[i] != '0')
			n = i + 1;
	if (x < 0)
		text_add(t, "-", 1);
	if (exponent >= PLAIN_LEAST && exponent <= PLAIN_MOST)
		write_out(t, digits, n, exponent);
	else
		text_add(t, buf, (size_t)snprintf(buf, sizeof buf, "%.*g", MOST_DIGITS, fabs(x)));
}

/* X is what S spells. */
static void
number(struct text *t, const char *s, double x)
{
	struct decimal d;

	if (x == 0)
		text_add(t, "0", 1);
	else if (decimal_of(s, &d) && d.digits <= MOST_DIGITS)	/* at once, as it stands */
		text_add(t, s, strlen(s) - d.zeros - (d.zeros > 0 && d.zeros == d.places));
	else
		rounded(t, x);
}

static void
add_zeros(struct text *t, size_t n)
{
	memset(text_room(t, n), '0', n);
	t->n += n;
}

static void
with_zeros(struct text *t, const char *s, double x, size_t digits)
{
	struct text u = { 0 };

	number(&u, s, x);
	if (u.n < digits && memchr(u.s, '.', u.n) == NULL && *u.s != '-')
		add_zeros(t, digits - u.n);
	text_add(t, u.s, u.n);
	text_free(&u);
}

static void
with_places(struct text *t, const char *s, double x, size_t places)
{
	const size_t from = t->n;

	number(t, s, x);
	const char *point = memchr(t->s + from, '.', t->n - from);
	const size_t has = point ? (size_t)(t->s + t->n - point) - 1 : 0;

	if (has >= places || memchr(t->s + from, 'e', t->n - from))
		return;
	if (point == NULL)
		text_add(t, ".", 1);
	add_zeros(t, places - has);
}

/* Dates. */

static void
add_clock(struct text *t, int64_t second, bool seconds)
{
	char buf[NUM_SIZE];
	int n = snprintf(buf, sizeof buf, "%02d:%02d", (int)(second / HOUR),
	    (int)(second / MINUTE % 60));

	text_add(t, buf, (size_t)n);
	if (seconds)
		text_add(t, buf, (size_t)snprintf(buf, sizeof buf, ":%02d", (int)(second % 60)));
}

static void
add_day(struct text *t, int64_t days, bool from_1904)
{
	char buf[DATE_SIZE];

	if (from_1904)
		date_text((int32_t)(days - EPOCH_1904), buf);
	else if (days == 0)
		strcpy(buf, "1900-01-00");
	else if (days == LEAP)
		strcpy(buf, "1900-02-29");
	else
		date_text((int32_t)(days - EPOCH_1900 + (days < LEAP)), buf);
	text_add(t, buf, DATE_SIZE - 1);
}

static void
span(struct text *t, double x)
{
	const int64_t all = llround(fabs(x) * DAY_SECONDS);

	if (x < 0 && all > 0)
		text_add(t, "-", 1);
	add_clock(t, all, true);
}

/* X days, not negative and before 10000-01-01. */
static void
day(struct text *t, double x, struct serial_format f, bool from_1904)
{
	const int64_t all = llround(x * DAY_SECONDS), days = all / DAY_SECONDS;
	const int64_t second = all % DAY_SECONDS;

	if (days == 0 && !from_1904 && (second > 0 || f.kind == SERIAL_CLOCK)) {
		add_clock(t, second, true);
		return;
	}
	add_day(t, days, from_1904);
	if (second == 0 && f.between == 0)
		return;
	text_add(t, f.between ? &f.between : " ", 1);
	add_clock(t, second, f.between == 0 || f.seconds || second % 60 > 0);
}

void
serial_text(struct text *t, const char *s, struct serial_format f, bool from_1904)
{
	const int64_t end = from_1904 ? DAYS_END - EPOCH_1900 + EPOCH_1904 : DAYS_END;
	const bool date = f.kind == SERIAL_DAY || f.kind == SERIAL_CLOCK;
	double x;

	if (!num_parse(s, &x))
		text_add(t, s, strlen(s));
	else if (f.kind == SERIAL_ZEROS)
		with_zeros(t, s, x, (size_t)f.digits);
	else if (f.kind == SERIAL_PLACES)
		with_places(t, s, x, (size_t)f.digits);
	else if (f.kind == SERIAL_SPAN && fabs(x) < DAYS_END)
		span(t, x);
	else if (date && x >= 0 && x < (double)end && llround(x * DAY_SECONDS) < end * DAY_SECONDS)
		day(t, x, f, from_1904);
	else
		number(t, s, x);
}

/* For writing. */

int
serial_places(const char *s)
{
	struct decimal d;

	if (!decimal_of(s, &d) || d.digits > MOST_DIGITS || (d.minus && d.digits == 0) ||
	    (d.digits > 0 && d.lead >= -PLAIN_LEAST))
		return -1;
	if (d.zeros == 0)
		return 0;
	return d.places <= SERIAL_PLACES_MOST ? (int)d.places : -1;
}

const char *
serial_places_code(int places)
{
	return own[SERIAL_DAY_CODES + places - 1].code;
}

struct serial_day
serial_day_of(const char *s)
{
	const size_t n = strlen(s);
	const int32_t first = date_of(1900, 3, 1);
	int32_t days, second;

	if ((n != 10 && n != 16 && n != 19) ||
	    date_read(&(struct date_reader){ 0 }, s, &days, &second) != DATE_OK || days < first)
		return (struct serial_day){ 0 };
	const int which = n == 10 ? 0 : (s[10] == 'T' ? 1 : 3) + (n == 19);

	return (struct serial_day){
		.number = days + EPOCH_1900 + (second < 0 ? 0 : second) / (double)DAY_SECONDS,
		.code = own[which].code, .which = which,
	};
}
