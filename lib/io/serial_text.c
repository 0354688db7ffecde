#include "lib/io/serial_own.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/num.h"
#include "lib/base/text.h"

enum {
	HOUR = 3600, MINUTE = 60,
	LEAP = 60,		/* 1900-02-29: Lotus 1-2-3 had this day, and all others kept it */
	DAYS_END = 2958466,	/* 10000-01-01 */
};

bool
serial_decimal_of(const char *s, struct serial_decimal *d)
{
	const char *digit = "0123456789";

	*d = (struct serial_decimal){ .minus = *s == '-' };
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
	char buf[NUM_SIZE], digits[SERIAL_DIGITS];
	size_t n = 1;

	snprintf(buf, sizeof buf, "%.*e", SERIAL_DIGITS - 1, fabs(x));
	const int exponent = atoi(strchr(buf, 'e') + 1);

	digits[0] = buf[0];
	memcpy(digits + 1, buf + 2, SERIAL_DIGITS - 1);
	for (size_t i = 1; i < SERIAL_DIGITS; i++)
		if (digits[i] != '0')
			n = i + 1;
	if (x < 0)
		text_add(t, "-", 1);
	if (exponent >= SERIAL_PLAIN_LEAST && exponent <= SERIAL_PLAIN_MOST)
		write_out(t, digits, n, exponent);
	else
		text_add(t, buf, (size_t)snprintf(buf, sizeof buf, "%.*g", SERIAL_DIGITS, fabs(x)));
}

/* X is what S spells. */
static void
number(struct text *t, const char *s, double x)
{
	struct serial_decimal d;

	if (x == 0)
		text_add(t, "0", 1);
	else if (serial_decimal_of(s, &d) && d.digits <= SERIAL_DIGITS)	/* at once, as it stands */
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
		date_text((int32_t)(days - SERIAL_EPOCH_1904), buf);
	else if (days == 0)
		strcpy(buf, "1900-01-00");
	else if (days == LEAP)
		strcpy(buf, "1900-02-29");
	else
		date_text((int32_t)(days - SERIAL_EPOCH_1900 + (days < LEAP)), buf);
	text_add(t, buf, DATE_SIZE - 1);
}

static void
span(struct text *t, double x)
{
	const int64_t all = llround(fabs(x) * SERIAL_DAY_SECONDS);

	if (x < 0 && all > 0)
		text_add(t, "-", 1);
	add_clock(t, all, true);
}

/* X days, not negative and before 10000-01-01. */
static void
day(struct text *t, double x, struct serial_format f, bool from_1904)
{
	const int64_t all = llround(x * SERIAL_DAY_SECONDS), days = all / SERIAL_DAY_SECONDS;
	const int64_t second = all % SERIAL_DAY_SECONDS;

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
	const double end = from_1904 ? DAYS_END - SERIAL_EPOCH_1900 + SERIAL_EPOCH_1904 : DAYS_END;
	const double rounding = .5 / SERIAL_DAY_SECONDS;
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
	else if (date && x >= 0 && x < end - rounding)
		day(t, x, f, from_1904);
	else
		number(t, s, x);
}
