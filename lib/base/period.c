#include "lib/base/period.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"

enum {
	WEEK = 7, THURSDAY = 3,		/* days; days after Monday */
	QUARTER = 3, YEAR = 12,		/* months */
	YEAR_DIGITS = 4, MOST_WEEKS = 53,	/* in the names */
};

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

/* The months of a period; 0: its length is in days. */
static int
months_of(enum period p)
{
	return p == PERIOD_MONTH ? 1 : p == PERIOD_QUARTER ? QUARTER : p == PERIOD_YEAR ? YEAR : 0;
}

/* Days and weeks are numbered from 1970-01-01, the others from the year 0. */
int32_t
period_number(enum period p, int32_t day)
{
	int y, m, d;

	if (months_of(p) == 0)
		return p == PERIOD_WEEK ? (period_start(p, day) + THURSDAY) / WEEK : day;
	date_split(day, &y, &m, &d);
	return (y * YEAR + m - 1) / months_of(p);
}

int32_t
period_count(enum period p, int32_t from, int32_t to)
{
	return period_number(p, to) - period_number(p, from);
}

int32_t
period_first(enum period p, int32_t number)
{
	const int32_t month = number * months_of(p);

	if (months_of(p) == 0)
		return p == PERIOD_WEEK ? number * WEEK - THURSDAY : number;
	return date_of(month / YEAR, month % YEAR + 1, 1);
}

/* The first day of period N of a year, as the names have it; DATE_NONE if there is none. */
static int32_t
nth(enum period p, int year, int n)
{
	switch (p) {
	case PERIOD_WEEK:	/* the first week has January 4 */
		return period_start(PERIOD_WEEK, date_of(year, 1, 4)) + (n - 1) * WEEK;
	case PERIOD_MONTH:
		return date_of(year, n, 1);
	case PERIOD_QUARTER:
		return date_of(year, (n - 1) * QUARTER + 1, 1);
	case PERIOD_YEAR:
		return date_of(year, 1, 1);
	default:
		return DATE_NONE;
	}
}

/* Reads YEAR, a letter (0: none) and N from a name such as 2025-W27. Returns false if it fails. */
static bool
numbers(const char *name, int *year, char *letter, int *n)
{
	char *end;

	*year = *n = 0;
	*letter = '\0';
	for (int i = 0; i < YEAR_DIGITS; i++)
		if (name[i] < '0' || name[i] > '9')
			return false;
	*year = (int)strtol(name, &end, 10);
	if (*year < 1)
		return false;
	if (*end == '\0')
		return true;
	if (end != name + YEAR_DIGITS || *end++ != '-')
		return false;
	if (*end == 'W' || *end == 'Q')
		*letter = *end++;
	*n = *end >= '0' && *end <= '9' ? (int)strtol(end, &end, 10) : 0;
	return *n > 0 && *n <= MOST_WEEKS && *end == '\0';
}

/* A name is right if the period that its numbers mean has this name. */
enum period
period_parse(const char *name, int32_t *start)
{
	char letter, again[PERIOD_SIZE];
	int year, n;

	if ((*start = date_parse(name)) != DATE_NONE)
		return PERIOD_DAY;
	if (!numbers(name, &year, &letter, &n))
		return PERIOD_NONE;
	const enum period p = letter == 'W' ? PERIOD_WEEK : letter == 'Q' ? PERIOD_QUARTER :
	    n > 0 ? PERIOD_MONTH : PERIOD_YEAR;

	*start = nth(p, year, n);
	if (*start == DATE_NONE || strcmp(period_name(p, *start, again), name) != 0)
		return PERIOD_NONE;
	return p;
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
