/* visit: the state at every moment, and visits that cannot be. */
#include "lib/visit/visit.h"

#include <string.h>

#include "tests/unit/tap.h"

#define NO VISIT_NONE

static bool
is_in(const struct visit *v, int64_t now, const char *state)
{
	return strcmp(visit_state_name(visit_state(v, now)), state) == 0;
}

static void
test_moments(void)
{
	int64_t at;

	ok(visit_moment("1970-01-02T00:00:01", &at) && at == 86401, "a date and time");
	ok(visit_moment("", &at) && at == NO && visit_moment(NULL, &at) && at == NO, "none");
	ok(!visit_moment("1970-01-02", &at) && !visit_moment("1970-02-30T10:00", &at) &&
	    !visit_moment("x", &at), "without a time, not on the calendar, no date");
	ok(strcmp(visit_weekday(0), "Mon") == 0 && strcmp(visit_weekday(6), "Sun") == 0,
	    "weekdays");
}

static void
test_states(void)
{
	const struct visit served = { 100, { 90, 105, 200, NO, NO, NO } };
	const struct visit missed = { 100, { NO, NO, NO, NO, NO, 130 } };
	const struct visit cancelled = { 100, { NO, NO, NO, NO, 50, NO } };
	const struct visit gone = { NO, { 10, NO, NO, 40, NO, NO } };

	ok(is_in(&served, 89, "booked") && is_in(&served, 90, "waiting") &&
	    is_in(&served, 104, "waiting") && is_in(&served, 105, "serving") &&
	    is_in(&served, 199, "serving") && is_in(&served, 200, "served"), "step by step");
	ok(is_in(&missed, 129, "booked") && is_in(&missed, 130, "missed"), "one that was missed");
	ok(is_in(&cancelled, 49, "booked") && is_in(&cancelled, 50, "cancelled"),
	    "a cancelled one");
	ok(is_in(&gone, 39, "waiting") && is_in(&gone, 40, "abandoned"), "one that left the queue");
	ok(visit_after(VISIT_END) == VISIT_SERVED && strcmp(visit_column(VISIT_END), "ended") == 0,
	    "the last step");
}

static bool
wrong(struct visit v, const char *column, const char *why)
{
	const char *where = "", *got = visit_why(&v, &where);

	return got && strcmp(where, column) == 0 && strcmp(got, why) == 0;
}

static void
test_bad(void)
{
	const char *where;

	ok(!visit_why(&(struct visit){ 5, { 5, 5, 5, NO, NO, NO } }, &where) &&
	    !visit_why(&(struct visit){ NO, { 5, NO, NO, 5, NO, NO } }, &where) &&
	    !visit_why(&(struct visit){ 5, { NO, NO, NO, NO, NO, 5 } }, &where),
	    "all in the same second");
	ok(!visit_why(&(struct visit){ 5, { NO, NO, NO, NO, 9, NO } }, &where),
	    "a late cancellation");
	ok(wrong((struct visit){ NO, { NO, NO, NO, NO, NO, NO } }, "arrived",
	    "is empty, and so is slot; give one of them"), "neither slot nor arrival");
	ok(wrong((struct visit){ 5, { NO, 6, NO, NO, NO, NO } }, "started",
	    "is given, but arrived is empty"), "served without an arrival");
	ok(wrong((struct visit){ NO, { 7, 6, NO, NO, NO, NO } }, "started", "is before arrived"),
	    "served before the arrival");
	ok(wrong((struct visit){ NO, { 7, 9, 8, NO, NO, NO } }, "ended", "is before started"),
	    "a negative service time");
	ok(wrong((struct visit){ NO, { 7, NO, 8, NO, NO, NO } }, "ended",
	    "is given, but started is empty"), "an end without a start");
	ok(wrong((struct visit){ NO, { 7, NO, NO, 6, NO, NO } }, "abandoned", "is before arrived"),
	    "left before the arrival");
	ok(wrong((struct visit){ NO, { 7, 8, NO, 9, NO, NO } }, "abandoned",
	    "and started exclude each other"), "left, and served");
	ok(wrong((struct visit){ 5, { 7, NO, NO, NO, 6, NO } }, "cancelled",
	    "and arrived exclude each other"), "cancelled, and came");
	ok(wrong((struct visit){ 5, { 7, NO, NO, NO, NO, 8 } }, "missed",
	    "and arrived exclude each other"), "missed, and came");
	ok(wrong((struct visit){ 5, { NO, NO, NO, NO, 6, 8 } }, "missed",
	    "and cancelled exclude each other"), "missed, and cancelled");
	ok(wrong((struct visit){ 5, { NO, NO, NO, NO, NO, 4 } }, "missed", "is before slot"),
	    "missed before the time");
}

int
main(void)
{
	test_moments();
	test_states();
	test_bad();
	return done();
}
