#include "lib/base/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

enum { DAY = CALENDAR_DAY_SECONDS };

/* The supported years: from 0001-01-01, a Monday, to 10000-01-01. */
static const int64_t BEGIN = INT64_C(-719162) * DAY, END = INT64_C(2932897) * DAY;

struct dates {
	int64_t from, to;	/* [from, to) as moments; sorted, and no two overlap */
	struct calendar_hours hours;	/* the hours of each of these days */
	int64_t before;		/* working seconds from BEGIN to FROM */
};

struct shift {			/* a change of the clocks */
	struct date_shift of;
	/*
	 * after it, the working seconds minus those of the wall clock, for this change and all
	 * before
	 */
	int64_t more;
};

struct calendar {
	char *name;
	struct calendar_hours week[CALENDAR_WEEK], work;
	struct dates *dates;
	size_t n, room;
	struct shift *shift;
	size_t nshift;
};

/* The working seconds of a day before second SECOND of it. */
static int64_t
hours_until(const struct calendar_hours *h, int64_t second)
{
	int64_t sum = 0;

	for (size_t i = 0; i < h->n && h->span[i].from < second; i++)
		sum += (h->span[i].to < second ? h->span[i].to : second) - h->span[i].from;
	return sum;
}

/* The working seconds from BEGIN to a moment, if only the rows of weekdays count. */
static int64_t
weekly(const struct calendar *c, int64_t moment)
{
	const int64_t day = (moment - BEGIN) / DAY, weeks = day / CALENDAR_WEEK;
	const int64_t weekday = day % CALENDAR_WEEK;
	int64_t sum = hours_until(&c->week[weekday], (moment - BEGIN) % DAY);

	for (int i = 0; i < CALENDAR_WEEK; i++)
		sum += hours_until(&c->week[i], DAY) * (weeks + (i < weekday));
	return sum;
}

/* The number of date ranges that begin before a moment. */
static size_t
begun(const struct calendar *c, int64_t moment)
{
	size_t low = 0, high = c->n;

	while (low < high) {
		const size_t mid = low + (high - low) / 2;

		if (c->dates[mid].from < moment)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static int64_t
clip(int64_t moment)
{
	return moment < BEGIN ? BEGIN : moment > END ? END : moment;
}

/*
 * The working seconds by the wall clock from BEGIN to a moment: those up to the last date range
 * that has begun, those in that range, and those on the weekdays after it.
 */
static int64_t
wall(const struct calendar *c, int64_t at)
{
	const int64_t moment = clip(at);
	const size_t n = begun(c, moment);

	if (n == 0)
		return weekly(c, moment);
	const struct dates *d = &c->dates[n - 1];
	const int64_t end = moment < d->to ? moment : d->to, past = end - d->from;

	return d->before + past / DAY * hours_until(&d->hours, DAY) +
	    hours_until(&d->hours, past % DAY) + weekly(c, moment) - weekly(c, end);
}

/* The number of changes of the clocks that are over by a moment. */
static size_t
shifted(const struct calendar *c, int64_t moment)
{
	size_t low = 0, high = c->nshift;

	while (low < high) {
		const size_t mid = low + (high - low) / 2;

		if (c->shift[mid].of.to <= moment)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* The working seconds from BEGIN to a moment. In a repeated hour, a moment means the first one. */
static int64_t
worked(const struct calendar *c, int64_t at)
{
	const size_t n = shifted(c, at);
	const int64_t more = n > 0 ? c->shift[n - 1].more : 0;
	const bool skipped = n < c->nshift && c->shift[n].of.gap && c->shift[n].of.from < at;

	return wall(c, skipped ? c->shift[n].of.from : at) + more;
}

void
calendar_shift(struct calendar *c, const struct date_shift *shift, size_t n)
{
	int64_t more = 0;

	c->shift = mem_resize(c->shift, n, sizeof *c->shift);
	for (size_t i = 0; i < n; i++) {
		const int64_t seconds = wall(c, shift[i].to) - wall(c, shift[i].from);

		more += shift[i].gap ? -seconds : seconds;
		c->shift[i] = (struct shift){ shift[i], more };
	}
	c->nshift = n;
}

/* Replaces WAS date ranges at AT by room for NOW of them. */
static void
replace(struct calendar *c, size_t at, size_t was, size_t now)
{
	c->dates = mem_grow(c->dates, c->n + now, &c->room, sizeof *c->dates);
	memmove(&c->dates[at + now], &c->dates[at + was], (c->n - at - was) * sizeof *c->dates);
	c->n += now - was;
}

/* Splits the date range that contains a moment, so that a new range can begin there. */
static void
cut(struct calendar *c, int64_t moment)
{
	const size_t n = begun(c, moment);

	if (n == 0 || c->dates[n - 1].to <= moment)
		return;
	replace(c, n, 0, 1);
	c->dates[n] = c->dates[n - 1];
	c->dates[n - 1].to = c->dates[n].from = moment;
}

static void
set_dates(struct calendar *c, const struct calendar_row *row, const struct calendar_hours *hours)
{
	const int64_t from = (int64_t)row->from * DAY, to = ((int64_t)row->to + 1) * DAY;

	cut(c, from);
	cut(c, to);
	const size_t at = begun(c, from);

	replace(c, at, begun(c, to) - at, 1);
	c->dates[at] = (struct dates){ .from = from, .to = to, .hours = *hours };
}

static void
set_weekdays(struct calendar *c, const struct calendar_row *row, const struct calendar_hours *hours)
{
	const int32_t more = (row->to - row->from + CALENDAR_WEEK) % CALENDAR_WEEK;

	for (int32_t i = 0; i <= more; i++)
		c->week[(row->from + i) % CALENDAR_WEEK] = *hours;
}

struct calendar *
calendar_new(const char *name, const struct calendar_row *row, size_t n)
{
	struct calendar *c = mem_new(1, sizeof *c);

	c->name = mem_text(name);
	for (size_t i = 0; i < n && c->work.n == 0; i++)
		if (row[i].weekdays && !row[i].work)
			c->work = row[i].hours;
	for (size_t i = 0; i < n; i++)
		(row[i].weekdays ? set_weekdays : set_dates)(c, &row[i],
		    row[i].work ? &c->work : &row[i].hours);
	for (size_t i = 0; i < c->n; i++)
		c->dates[i].before = wall(c, c->dates[i].from);
	if (weekly(c, END) > 0)
		return c;
	calendar_free(c);
	return NULL;
}

void
calendar_free(struct calendar *c)
{
	free(c->name);
	free(c->dates);
	free(c->shift);
	free(c);
}

int64_t
calendar_between(const struct calendar *c, int64_t from, int64_t to)
{
	return from < to ? worked(c, to) - worked(c, from) : 0;
}

int64_t
calendar_add(const struct calendar *c, int64_t from, int64_t seconds)
{
	const int64_t before = worked(c, from);
	int64_t low = clip(from), high = END;

	if (seconds <= 0)
		return from;
	if (seconds > worked(c, END) - before)
		return CALENDAR_NEVER;
	while (low < high) {
		const int64_t mid = low + (high - low) / 2;

		if (worked(c, mid) - before < seconds)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

int64_t
calendar_day(const struct calendar *c)
{
	return hours_until(&c->work, DAY);
}

const char *
calendar_name(const struct calendar *c)
{
	return c->name;
}
