/* Lines become series, after the weekdays that have no slot are found. */
#include "lib/forecast/demand_rows_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"

enum { YEAR = 366 };		/* days after the data in which a weekday may open */

static bool
is_open(const struct calendar *c, int32_t day)
{
	const int64_t from = (int64_t)day * CALENDAR_DAY_SECONDS;

	return calendar_between(c, from, from + CALENDAR_DAY_SECONDS) > 0;
}

bool
demand_rows_open(const struct demand_rows *d, int32_t slot)
{
	return d->calendar == NULL || is_open(d->calendar, slots_day(&d->slots, slot));
}

static bool
opens(void *ctx, int32_t slot)
{
	return demand_rows_open(ctx, slot);
}

/* Leaves out the lines on closed days, and closes the weekdays that never open. */
static void
use_calendar(struct demand_rows *to)
{
	struct demand_own *o = to->own;
	size_t kept = 0;
	int32_t first = o->newest;

	for (size_t i = 0; i < o->n; i++) {
		first = o->line[i].day < first ? o->line[i].day : first;
		if (is_open(to->calendar, o->line[i].day))
			o->line[kept++] = o->line[i];
	}
	o->closed = (int64_t)(o->n - kept);
	o->n = kept;
	for (int w = 0; w < SLOTS_WEEK; w++)
		to->slots.closed[w] = true;
	for (int32_t day = first; kept > 0 && day < o->newest + YEAR; day++)
		if (is_open(to->calendar, day))
			to->slots.closed[slots_weekday(day)] = false;
}

/* Says which weekdays have no value and no slot. */
static void
note_weekdays(const struct slots *s)
{
	static const char *const day[SLOTS_WEEK] = { SAY("Monday"), SAY("Tuesday"),
		SAY("Wednesday"), SAY("Thursday"), SAY("Friday"), SAY("Saturday"),
		SAY("Sunday") };
	char list[160] = "";
	size_t n = 0;

	for (int i = 0; i < SLOTS_WEEK; i++)
		if (s->closed[i]) {
			snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s",
			    say_comma(n++), say(day[i]));
		}
	if (n > 0)
		opt_note("no row is on a %s: left out as closed", list);
}

static void
close_days(struct demand_rows *to)
{
	const struct demand_own *o = to->own;

	if (to->calendar) {
		use_calendar(to);
	} else if (to->slots.period == PERIOD_DAY) {
		demand_weekdays(o->line, o->n, &to->slots);
		note_weekdays(&to->slots);
	}
}

/* The last slot: of an order log the last one that is over. */
static int32_t
last_slot(const struct demand_rows *to)
{
	const struct demand_own *o = to->own;
	const int32_t end = o->opts->as_of != DATE_NONE ? o->opts->as_of : o->newest;
	char name[PERIOD_SIZE], text[DATE_SIZE];
	int32_t last, newest;

	slots_of(&to->slots, o->newest, &newest);
	if (o->measure == DEMAND_VALUE)
		return newest;
	slots_of(&to->slots, end + 1, &last);
	if (newest > --last)
		opt_note("left out %s, which is not over: the data end on %s",
		    period_name(to->slots.period, slots_day(&to->slots, newest), name),
		    date_text(end, text));
	return last;
}

static void
stop_at_gap(const struct demand_rows *to, const char *name, const struct demand *d)
{
	char period[PERIOD_SIZE];

	period_name(to->slots.period, slots_day(&to->slots, d->gap), period);
	if (to->by)
		fail("%s '%.60s' has no value for %s; use --gaps=zero or --gaps=line",
		    to->by, name, period);
	fail("no value for %s; use --gaps=zero or --gaps=line", period);
}

/* Orders the series by name, and leaves out those without a value. */
static void
name_series(struct demand_rows *to, struct demand *all)
{
	const struct map *m = to->own->series;
	size_t *order = map_order(m), count = map_count(m), empty = 0;

	to->name = mem_new(count, sizeof *to->name);
	to->series = mem_new(count, sizeof *to->series);
	for (size_t i = 0; i < count; i++) {
		struct demand *d = &all[order[i]];

		empty += d->n == 0;
		if (d->n == 0)
			continue;
		to->name[to->n] = map_key(m, order[i]);
		if (d->has_gap && !to->calendar)
			stop_at_gap(to, to->name[to->n], d);
		if (to->calendar)
			demand_fill(d, slots_season(&to->slots), opens, to);
		for (size_t k = 0; k < d->n && to->own->measure == DEMAND_AMOUNT; k++)
			d->y[k] /= MONEY_ONE;
		to->series[to->n++] = *d;
	}
	free(order);
	free(all);
	if (empty > 0)
		opt_note("left out %zu series without a whole period", empty);
}

/* A gap of a table that the calendar does not explain. */
static void
check_gaps(const struct demand_rows *to, const struct demand_line *line, size_t n,
    const struct demand *all)
{
	const struct map *m = to->own->series;
	int32_t slot, before = 0;

	for (size_t i = 0; i < n; i++) {
		const bool same = i > 0 && line[i].series == line[i - 1].series;

		slots_of(&to->slots, line[i].day, &slot);
		for (int32_t s = before + 1; same && s < slot; s++)
			if (demand_rows_open(to, s)) {
				struct demand d = all[line[i].series];

				d.gap = s;
				stop_at_gap(to, map_key(m, line[i].series), &d);
			}
		before = slot;
	}
}

void
demand_rows_arrange(struct demand_rows *to)
{
	struct demand_own *o = to->own;
	const bool log = o->measure != DEMAND_VALUE;

	close_days(to);
	if (o->n == 0)
		return;
	struct demand *all = demand_series(o->line, o->n, map_count(o->series), &to->slots,
	    last_slot(to), log, log ? DEMAND_ZERO : (enum demand_gaps)o->opts->gaps);

	if (to->calendar && !log && o->opts->gaps == DEMAND_STOP)
		check_gaps(to, o->line, o->n, all);
	name_series(to, all);
}
