#include "lib/forecast/slots.h"

enum { THURSDAY = 3 };		/* the weekday of day 0 */

int
slots_weekday(int32_t day)
{
	return ((day + THURSDAY) % SLOTS_WEEK + SLOTS_WEEK) % SLOTS_WEEK;
}

/* The open weekdays before the weekday UNTIL. */
static int
open_before(const struct slots *s, int until)
{
	int n = 0;

	for (int i = 0; i < until; i++)
		n += !s->closed[i];
	return n;
}

bool
slots_of(const struct slots *s, int32_t day, int32_t *slot)
{
	if (s->period != PERIOD_DAY) {
		*slot = period_number(s->period, day);
		return true;
	}
	const int weekday = slots_weekday(day);

	*slot = period_number(PERIOD_WEEK, day) * open_before(s, SLOTS_WEEK) +
	    open_before(s, weekday);
	return !s->closed[weekday];
}

int32_t
slots_day(const struct slots *s, int32_t slot)
{
	if (s->period != PERIOD_DAY)
		return period_first(s->period, slot);
	const int width = open_before(s, SLOTS_WEEK);
	const int32_t week = (slot - (slot % width + width) % width) / width;
	int weekday = 0;

	for (int left = slot - week * width; s->closed[weekday] || left-- > 0;)
		weekday++;
	return period_first(PERIOD_WEEK, week) + weekday;
}

size_t
slots_season(const struct slots *s)
{
	switch (s->period) {
	case PERIOD_DAY:
		return (size_t)open_before(s, SLOTS_WEEK);
	case PERIOD_WEEK:
		return 52;
	case PERIOD_MONTH:
		return 12;
	case PERIOD_QUARTER:
		return 4;
	case PERIOD_YEAR: case PERIOD_NONE:
		break;
	}
	return 1;
}
