/* demand, slots and period: calendars by hand. */
#include "lib/forecast/demand.h"

#include "lib/base/date.h"
#include "tests/unit/tap.h"

static void
periods(void)
{
	static const enum period all[] = { PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH, PERIOD_QUARTER,
		PERIOD_YEAR };
	bool same = true, follows = true;

	for (size_t p = 0; p < sizeof all / sizeof *all; p++)
		for (int32_t day = date_of(1899, 1, 1); day < date_of(2030, 1, 1); day++) {
			const int32_t place = period_number(all[p], day);
			const int32_t first = period_start(all[p], day);

			same = same && period_first(all[p], place) == first;
			follows = follows &&
			    place - period_number(all[p], day - 1) == (day == first);
		}
	ok(same, "the day of the place of a day is the start of its period");
	ok(follows, "places follow each other without a gap");
}

static void
weekdays(void)
{
	struct slots s = { .period = PERIOD_DAY };
	const int32_t friday = date_of(2025, 5, 30), monday = date_of(2025, 6, 2);
	int32_t a, b, c;

	ok(slots_weekday(monday) == 0 && slots_weekday(friday) == 4, "weekdays");
	ok(slots_season(&s) == 7, "a week has seven days");
	s.closed[5] = s.closed[6] = true;
	ok(slots_season(&s) == 5, "or five");
	ok(slots_of(&s, friday, &a) && slots_of(&s, monday, &b) && b == a + 1, "Monday is next");
	ok(!slots_of(&s, friday + 1, &c) && c == b, "Saturday has no slot");
	bool same = true;

	for (int32_t day = -5000; day < 20000; day++)
		same = same && (!slots_of(&s, day, &a) || slots_day(&s, a) == day);
	ok(same, "the day of each slot, also before 1970");
	ok(slots_season(&(struct slots){ .period = PERIOD_MONTH }) == 12 &&
	    slots_season(&(struct slots){ .period = PERIOD_YEAR }) == 1, "seasons of a year");
}

static bool
odd(void *ctx, int32_t slot)
{
	(void)ctx;
	return slot % 2 != 0;
}

int
main(void)
{
	const struct slots months = { .period = PERIOD_MONTH };
	const int32_t jan = date_of(2025, 1, 1);
	const int32_t place = period_number(PERIOD_MONTH, jan);
	const struct demand_line unsorted[] = { { 1, jan + 65, 4 }, { 0, jan + 3, 1 },
		{ 1, jan, 2 }, { 0, jan + 20, 2 }, { 0, jan + 40, 5 } };
	struct demand_line line[5];
	struct demand *d;

	periods();
	weekdays();

	for (int gaps = DEMAND_STOP; gaps <= DEMAND_LINE; gaps++) {
		for (size_t i = 0; i < 5; i++)
			line[i] = unsorted[i];
		d = demand_series(line, 5, 3, &months, place + 3, gaps == DEMAND_ZERO,
		    (enum demand_gaps)gaps);
		ok(d[0].first == place && d[0].y[0] == 3 && d[0].y[1] == 5,
		    "days of a month add up");
		ok(d[0].n == (gaps == DEMAND_ZERO ? 4 : 2), "to the end of all, or of its own");
		ok(gaps != DEMAND_ZERO || (d[0].y[2] == 0 && d[0].y[3] == 0), "with zeros");
		ok(d[1].y[0] == 2 && d[1].y[2] == 4, "the second series");
		ok(d[1].has_gap == (gaps == DEMAND_STOP), "a gap is seen");
		ok(gaps != DEMAND_STOP || d[1].gap == place + 1, "in February");
		ok(d[1].y[1] == (gaps == DEMAND_LINE ? 3 : 0), "or it lies on the line");
		ok(d[2].n == 0, "a series without a line");
		demand_free(d, 3);
	}
	d = demand_series(line, 5, 3, &months, place, true, DEMAND_ZERO);
	ok(d[0].n == 1 && d[1].n == 1, "what comes after the last slot is left out");
	demand_free(d, 3);

	struct slots days = { .period = PERIOD_DAY };
	struct demand_line saturdays[6];

	for (int i = 0; i < 6; i++)
		saturdays[i] = (struct demand_line){ 0, date_of(2025, 6, 7) + 7 * i, 1 };
	demand_weekdays(saturdays, 4, &days);
	ok(slots_season(&days) == 7, "three weeks do not show which weekdays are closed");
	demand_weekdays(saturdays, 6, &days);
	ok(slots_season(&days) == 1 && !days.closed[5], "five weeks do");

	double y[] = { 9, 1, 9, 3 };
	struct demand closed = { .first = 0, .n = 4, .y = y };

	demand_fill(&closed, 3, odd, NULL);
	ok(y[0] == 3 && y[1] == 1 && y[2] == 0 && y[3] == 3,
	    "a closed slot: the open one a season later; else none");
	return done();
}
