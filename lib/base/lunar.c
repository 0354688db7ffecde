#include "lib/base/lunar.h"

#include "lib/base/date.h"

enum { NEW_YEAR_1900 = -25537, YEARS = LUNAR_LAST - LUNAR_FIRST + 1, MONTHS = 12, SHORT = 29 };

/*
 * Bit m - 1: month m has 30 days, not 29. Bits 12 to 15: the number of the leap month, 0: none. Bit
 * 16: the leap month has 30 days.
 *
 * The years are those of PyPI's sxtwl 2.0.7, computed from the positions of sun and moon. PyPI's
 * borax 4.1.3, a table, has the same days but for three months whose new moon is within three
 * minutes of midnight in Beijing: month 9 of 2057 (new moon on September 28 at 23:59:50), month 8
 * of 2089 (September 4 at 23:57:13), and month 7 of 2097 (August 7 at 23:59:18; times by PyPI's
 * ephem). There borax begins the month on the day after, so 90 of the 73,412 days have another date
 * there. The rotation of the Earth cannot be
 * predicted to ten seconds for so long, so the first of them is not certain.
 */
static const uint32_t years[YEARS] = {
	0x08bd2, 0x00752, 0x00ea5, 0x05b2a, 0x0064b, 0x00a9b, 0x14aa6, 0x0056a,
	0x00b59, 0x02baa, 0x00752, 0x06da5, 0x00b25, 0x00a4b, 0x15a4b, 0x002ad,
	0x0056b, 0x025b5, 0x00da9, 0x17e92, 0x00e92, 0x00d25, 0x05d2d, 0x00a56,
	0x002b6, 0x14ad5, 0x006d4, 0x00ea9, 0x02f4a, 0x00e92, 0x066a6, 0x0052b,
	0x00a57, 0x15956, 0x00b5a, 0x006d4, 0x13761, 0x00749, 0x17b13, 0x00a93,
	0x0052b, 0x1651b, 0x00aad, 0x0056a, 0x14da5, 0x00ba4, 0x00b49, 0x02d4b,
	0x00a95, 0x07aad, 0x00536, 0x00aad, 0x15aca, 0x005b2, 0x00da5, 0x13ea2,
	0x00d4a, 0x08595, 0x00a97, 0x00556, 0x06575, 0x00ad5, 0x006d2, 0x04755,
	0x00ea5, 0x0064a, 0x0364f, 0x00a9b, 0x07ada, 0x0056a, 0x00b69, 0x05bb2,
	0x00b52, 0x00b25, 0x04b2b, 0x00a4b, 0x08aab, 0x002ad, 0x0056d, 0x165a9,
	0x00da9, 0x00d92, 0x04e95, 0x00d25, 0x0ae4d, 0x00a56, 0x002b6, 0x062f5,
	0x006d5, 0x00ea9, 0x05f52, 0x00e92, 0x00d26, 0x0352e, 0x00a57, 0x08ad6,
	0x0035a, 0x006d5, 0x05b69, 0x00749, 0x00693, 0x04a9b, 0x0052b, 0x00a5b,
	0x02aae, 0x0056a, 0x07dd5, 0x00ba4, 0x00b49, 0x05d53, 0x00a95, 0x0052d,
	0x0455d, 0x00ab5, 0x09baa, 0x005d2, 0x00da5, 0x16e8a, 0x00d4a, 0x00c95,
	0x04a9e, 0x00556, 0x00ab5, 0x02ada, 0x006d2, 0x06765, 0x00725, 0x0064b,
	0x05657, 0x00cab, 0x0055a, 0x0356e, 0x00b69, 0x0bf52, 0x00b52, 0x00b25,
	0x16d0b, 0x00a4b, 0x004ab, 0x052bb, 0x005ad, 0x00b6a, 0x02daa, 0x00d92,
	0x07ea5, 0x00d25, 0x00a55, 0x15a4d, 0x004b6, 0x005b5, 0x136d2, 0x00ec9,
	0x08f92, 0x00e92, 0x00d26, 0x16516, 0x00a57, 0x00556, 0x14365, 0x00755,
	0x00749, 0x0374b, 0x00693, 0x07aab, 0x0052b, 0x00a5b, 0x05aba, 0x0056a,
	0x00b65, 0x04baa, 0x00b4a, 0x08d95, 0x00a95, 0x0052d, 0x0656d, 0x00ab5,
	0x005aa, 0x045d5, 0x00da5, 0x00d4a, 0x03e4d, 0x00c96, 0x07cce, 0x00556,
	0x00ab5, 0x15ad2, 0x006d2, 0x00ea5, 0x0472a, 0x0068b, 0x08697, 0x004ab,
	0x0055b, 0x16556, 0x00b6a, 0x00752, 0x04b95, 0x00b45, 0x00a8b, 0x02a4f,
	0x004ab,
};

static int
leap_of(uint32_t year)
{
	return year >> MONTHS & 15;
}

static int
days_of(uint32_t year, int month, bool leap)
{
	return SHORT + (int)(year >> (leap ? 16 : month - 1) & 1);
}

static int32_t
days_in(uint32_t year)
{
	int32_t days = leap_of(year) ? days_of(year, 0, true) : 0;

	for (int month = 1; month <= MONTHS; month++)
		days += days_of(year, month, false);
	return days;
}

/* The first day of YEAR, which is in the table. */
static int32_t
new_year(int year)
{
	int32_t day = NEW_YEAR_1900;

	for (int i = 0; i < year - LUNAR_FIRST; i++)
		day += days_in(years[i]);
	return day;
}

static bool
has_year(int year)
{
	return year >= LUNAR_FIRST && year <= LUNAR_LAST;
}

int
lunar_leap(int year)
{
	return has_year(year) ? leap_of(years[year - LUNAR_FIRST]) : 0;
}

/* Goes to the month after; returns false after the last one of the year. */
static bool
next_month(uint32_t year, struct lunar *l)
{
	if (!l->leap && l->month == leap_of(year)) {
		l->leap = true;
		return true;
	}
	l->leap = false;
	return ++l->month <= MONTHS;
}

bool
lunar_of(int32_t day, struct lunar *to)
{
	int32_t left = day - NEW_YEAR_1900;
	int year = LUNAR_FIRST;

	if (day < NEW_YEAR_1900)
		return false;
	for (; year <= LUNAR_LAST && left >= days_in(years[year - LUNAR_FIRST]); year++)
		left -= days_in(years[year - LUNAR_FIRST]);
	if (year > LUNAR_LAST)
		return false;
	const uint32_t y = years[year - LUNAR_FIRST];
	struct lunar l = { year, 1, 0, false };

	while (left >= days_of(y, l.month, l.leap)) {
		left -= days_of(y, l.month, l.leap);
		next_month(y, &l);
	}
	l.day = (int)left + 1;
	*to = l;
	return true;
}

int32_t
lunar_day(const struct lunar *d)
{
	if (!has_year(d->year) || d->month < 1 || d->month > MONTHS || d->day < 1)
		return DATE_NONE;
	const uint32_t y = years[d->year - LUNAR_FIRST];
	struct lunar l = { d->year, 1, 1, false };
	int32_t day = new_year(d->year);

	while (l.month != d->month || l.leap != d->leap) {
		day += days_of(y, l.month, l.leap);
		if (!next_month(y, &l))
			return DATE_NONE;	/* no such leap month */
	}
	return d->day <= days_of(y, l.month, l.leap) ? day + d->day - 1 : DATE_NONE;
}

int32_t
lunar_birthday(const struct lunar *born, int year, bool in_leap)
{
	struct lunar l = { year, born->month, born->day, false };

	if (!has_year(year))
		return DATE_NONE;
	l.leap = in_leap && lunar_leap(year) == born->month;
	if (l.day > days_of(years[year - LUNAR_FIRST], l.month, l.leap))
		l.day = SHORT;
	return lunar_day(&l);
}
