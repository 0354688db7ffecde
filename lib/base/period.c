#include "lib/base/period.h"

#include <stdio.h>

#include "lib/base/date.h"

enum { WEEK = 7, THURSDAY = 3, QUARTER = 3 };	/* days; days after Monday; months */

int32_t
period_start(enum period p, int32_t day)
{
	int y, m, d;

	if (p == PERIOD_NONE || p == PERIOD_DAY)
		return day;
	if (p == PERIOD_WEEK)
		return day - ((day + THURSDAY) % WEEK + WEEK) % WEEK;	/* day 0 is a Thursday */
	date_split(day, &y, &m, &d);
	if (p == PERIOD_QUARTER)
		m -= (m - 1) % QUARTER;
	return date_of(y, p == PERIOD_YEAR ? 1 : m, 1);
}

int32_t
period_count(enum period p, int32_t from, int32_t to)
{
	const int32_t a = period_start(p, from), b = period_start(p, to);
	int y[2], m[2], d;

	if (p == PERIOD_DAY || p == PERIOD_WEEK)
		return (b - a) / (p == PERIOD_WEEK ? WEEK : 1);
	date_split(a, &y[0], &m[0], &d);
	date_split(b, &y[1], &m[1], &d);
	const int months = 12 * (y[1] - y[0]) + m[1] - m[0];

	return p == PERIOD_YEAR ? months / 12 : p == PERIOD_QUARTER ? months / QUARTER : months;
}

char *
period_name(enum period p, int32_t start, char to[static PERIOD_SIZE])
{
	int y, m, d;

	/* A week belongs to the year of its Thursday. */
	date_split(p == PERIOD_WEEK ? start + THURSDAY : start, &y, &m, &d);
	switch (p) {
	case PERIOD_NONE:
		to[0] = '\0';
		break;
	case PERIOD_DAY:
		date_text(start, to);
		break;
	case PERIOD_WEEK:
		snprintf(to, PERIOD_SIZE, "%04u-W%02u", (unsigned)y % 10000,
		    (unsigned)((start + THURSDAY - date_of(y, 1, 1)) / WEEK + 1) % 100);
		break;
	case PERIOD_MONTH:
		snprintf(to, PERIOD_SIZE, "%04u-%02u", (unsigned)y % 10000, (unsigned)m % 100);
		break;
	case PERIOD_QUARTER:
		snprintf(to, PERIOD_SIZE, "%04u-Q%u", (unsigned)y % 10000,
		    (unsigned)((m - 1) / QUARTER + 1) % 10);
		break;
	case PERIOD_YEAR:
		snprintf(to, PERIOD_SIZE, "%04u", (unsigned)y % 10000);
		break;
	}
	return to;
}
