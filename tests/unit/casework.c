/*
 * casework: the times of a case, worked by hand: around the clock, and by a calendar of Monday to
 * Friday, 09:00 to 18:00. 2025-06-02 is a Monday.
 */
#include "lib/feedback/casework.h"

#include <string.h>

#include "lib/base/calendar.h"
#include "lib/base/moment.h"
#include "lib/feedback/steps.h"
#include "lib/service/calendar_rows.h"
#include "tests/unit/tap.h"

enum { HOUR = 3600 };

struct time {
	double hours, work;		/* around the clock, and by the calendar */
	bool done;
	const char *start, *end;	/* END is "" if it has not ended */
};

static const struct {
	const char *name, *received, *steps, *now;
	struct time response, update, resolution;
} table[] = {
	{ "nothing was done", "2025-06-02T10:00", "", "2025-06-03T12:00",
	    { 26, 11, false, "2025-06-02T10:00", "" }, { 26, 11, false, "2025-06-02T10:00", "" },
	    { 26, 11, false, "2025-06-02T10:00", "" } },
	{ "a note is no response, but news", "2025-06-02T10:00", "2025-06-02T11:00 note",
	    "2025-06-02T14:00",
	    { 4, 4, false, "2025-06-02T10:00", "" }, { 3, 3, false, "2025-06-02T11:00", "" },
	    { 4, 4, false, "2025-06-02T10:00", "" } },
	{ "resolved", "2025-06-02T10:00", "2025-06-02T10:30 acknowledge|2025-06-03T10:00 resolve|"
	    "2025-06-03T11:00 inform|2025-06-04T09:00 close",
	    "2025-07-01T00:00",
	    { .5, .5, true, "2025-06-02T10:00", "2025-06-02T10:30" },
	    { 23.5, 8.5, true, "2025-06-02T10:30", "2025-06-03T10:00" },
	    { 24, 9, true, "2025-06-02T10:00", "2025-06-03T10:00" } },
	/*
	 * received at 10:00, waiting from 12:00 to 16:00 of the next day; the note in between does
	 * not stop the wait; resolved at 17:00
	 */
	{ "waiting for the customer stops the clock", "2025-06-02T10:00",
	    "2025-06-02T11:00 assign|2025-06-02T12:00 wait|2025-06-03T09:00 note|2025-06-03T16:00 "
	    "resume|2025-06-03T17:00 resolve",
	    "2025-07-01T00:00",
	    { 1, 1, true, "2025-06-02T10:00", "2025-06-02T11:00" },
	    { 1, 1, true, "2025-06-02T10:00", "2025-06-02T11:00" },
	    { 3, 3, true, "2025-06-02T10:00", "2025-06-03T17:00" } },
	{ "waiting still", "2025-06-02T10:00", "2025-06-02T11:00 assign|2025-06-02T12:30 wait",
	    "2025-06-20T12:00",
	    { 1, 1, true, "2025-06-02T10:00", "2025-06-02T11:00" },
	    { 1.5, 1.5, false, "2025-06-02T11:00", "2025-06-02T12:30" },
	    { 2.5, 2.5, false, "2025-06-02T10:00", "" } },
	/*
	 * resolved on the first day, then reopened; waited two hours in the first round and one in
	 * the second
	 */
	{ "a reopened case counts to the resolve that held", "2025-06-02T10:00",
	    "2025-06-02T11:00 assign|2025-06-02T12:00 wait|2025-06-02T14:00 resume|"
	    "2025-06-02T15:00 resolve|2025-06-02T16:00 inform|"
	    "2025-06-02T16:00 follow-up|2025-06-03T10:00 reopen|2025-06-03T11:00 wait|"
	    "2025-06-03T12:00 resume|2025-06-03T16:00 resolve|"
	    "2025-06-03T17:00 inform|2025-06-03T17:30 close", "2025-07-01T00:00",
	    { 1, 1, true, "2025-06-02T10:00", "2025-06-02T11:00" },
	    { 4, 4, true, "2025-06-03T12:00", "2025-06-03T16:00" },
	    { 27, 12, true, "2025-06-02T10:00", "2025-06-03T16:00" } },
	{ "a reopened case that is open", "2025-06-02T10:00",
	    "2025-06-02T10:00 acknowledge|2025-06-02T12:00 resolve|2025-06-03T09:00 reopen",
	    "2025-06-03T15:00",
	    { 0, 0, true, "2025-06-02T10:00", "2025-06-02T10:00" },
	    { 6, 6, false, "2025-06-03T09:00", "" },
	    { 29, 14, false, "2025-06-02T10:00", "" } },
	/* received on Friday at 17:00: a weekend of 48 hours and two nights follow */
	{ "a weekend", "2025-06-06T17:00", "2025-06-09T10:00 acknowledge|2025-06-09T12:00 resolve",
	    "2025-06-09T12:00",
	    { 65, 2, true, "2025-06-06T17:00", "2025-06-09T10:00" },
	    { 65, 2, true, "2025-06-06T17:00", "2025-06-09T10:00" },
	    { 67, 4, true, "2025-06-06T17:00", "2025-06-09T12:00" } },
	{ "what is known of it ends before it began", "2025-06-02T10:00", "", "2025-06-01T00:00",
	    { 0, 0, false, "2025-06-02T10:00", "" }, { 0, 0, false, "2025-06-02T10:00", "" },
	    { 0, 0, false, "2025-06-02T10:00", "" } },
};

static int64_t
moment(const char *s)
{
	struct moment m;

	return *s && moment_parse(s, &m) ? moment_first(m) : CASEWORK_GOES_ON;
}

/* Steps as "at step|at step"; the state allows each of them. */
static bool
read_steps(struct casework *c, const char *s)
{
	int state = STEPS_RECEIVED;
	char at[17], step[16];

	for (int n; *s && sscanf(s, "%16s %15[a-z-]%n", at, step, &n) == 2;
	    s += s[n] == '|' ? n + 1 : n) {
		if ((state = steps_after(steps_of(step), state, false)) == -1)
			return false;
		casework_add(c, (struct casework_step){ .at = moment(at), .step = steps_of(step),
		    .state = state });
	}
	return *s == '\0';
}

static void
is(const char *what, struct casework_time always, struct casework_time work,
    const struct time *want)
{
	const bool good = is_near((double)always.seconds / HOUR, want->hours, 1e-12) &&
	    is_near((double)work.seconds / HOUR, want->work, 1e-12) && always.done == want->done &&
	    work.done == want->done &&
	    always.start == moment(want->start) && always.end == moment(want->end);

	ok(good, what);
	if (!good)
		printf("# %.17g and %.17g hours\n", (double)always.seconds / HOUR,
		    (double)work.seconds / HOUR);
}

int
main(void)
{
	static const struct calendar_row week = { .weekdays = true, .to = 4,
	    .hours = { 1, { { 9 * HOUR, 18 * HOUR } } } };
	struct calendar *clock = calendar_rows_read(NULL), *work = calendar_new("week", &week, 1);
	struct casework c = { 0 };

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const int64_t now = moment(table[i].now);

		casework_begin(&c, moment(table[i].received));
		ok(read_steps(&c, table[i].steps), table[i].name);
		is("  first response", casework_response(&c, clock, now),
		    casework_response(&c, work, now), &table[i].response);
		is("  without news", casework_update(&c, clock, now),
		    casework_update(&c, work, now), &table[i].update);
		is("  resolution", casework_resolution(&c, clock, now),
		    casework_resolution(&c, work, now), &table[i].resolution);
	}
	casework_begin(&c, 0);
	ok(read_steps(&c, table[5].steps) && casework_count(&c, STEPS_RESOLVE) == 2 &&
	    casework_count(&c, STEPS_REOPEN) == 1 &&
	    casework_count(&c, STEPS_NOTE) == 0, "how often a step was taken");
	casework_free(&c);
	calendar_free(clock);
	calendar_free(work);
	return done();
}
