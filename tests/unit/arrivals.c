/* arrivals: counts per weekday and interval, service times, patience; visits that cannot be. */
#include "lib/visit/arrivals.h"

#include <math.h>
#include <string.h>

#include "lib/base/moment.h"
#include "tests/unit/tap.h"

static int64_t
at(const char *s)
{
	struct moment m;

	return *s == '\0' || !moment_parse(s, &m) ? ARRIVALS_NONE : moment_first(m);
}

static struct visit
visit(const char *arrived, const char *started, const char *ended, const char *left)
{
	return (struct visit){ at(arrived), at(started), at(ended), at(left) };
}

static int64_t
count(const struct arrivals *a, size_t queue, int weekday, int interval)
{
	int64_t days;

	return arrivals_count(a, queue, weekday, interval, &days);
}

/* 2025-06-02 and 2025-06-09 are Mondays, 2025-06-08 is a Sunday. */
static void
test_counts(void)
{
	struct arrivals *a = arrivals_new(30);
	const struct visit all[] = {
		visit("2025-06-02T09:00:00", "2025-06-02T09:01:00", "2025-06-02T09:05:00", ""),
		visit("2025-06-02T09:29:59", "2025-06-02T09:30:59", "2025-06-02T09:32:59", ""),
		visit("2025-06-02T09:30:00", "", "", "2025-06-02T09:34:00"),
		visit("2025-06-09T09:10:00", "", "", ""),
		visit("2025-06-08T23:59:59", "2025-06-09T00:00:59", "", ""),
		visit("1969-12-28T23:30:00", "", "", ""),	/* a Sunday */
	};
	int64_t days;

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		arrivals_add(a, i == 5 ? "old" : "desk", &all[i]);
	arrivals_end(a);
	ok(arrivals_queues(a) == 2 && strcmp(arrivals_queue(a, 0), "desk") == 0 &&
	    strcmp(arrivals_queue(a, 1), "old") == 0, "queues by name");
	ok(count(a, 0, 0, 18) == 3 && count(a, 0, 0, 19) == 1 && count(a, 0, 0, 17) == 0,
	    "Mondays from 9:00 and from 9:30");
	ok(count(a, 0, 6, 47) == 1 && count(a, 1, 6, 47) == 1, "Sundays at the end of the day");
	ok(arrivals_count(a, 1, 0, 18, &days) == 0 && days == 2, "two Mondays had a visit");
	ok(arrivals_count(a, 1, 6, 18, &days) == 0 && days == 2, "two Sundays had one");
	ok(arrivals_count(a, 1, 2, 18, &days) == 0 && days == 0, "no Wednesday had one");
	const struct arrivals_times t = arrivals_times(a, 0), none = arrivals_times(a, 1);

	ok(t.served == 2 && t.service == 180, "the mean of 4 and 2 minutes");
	ok(t.left == 1 && t.patience == 60 + 60 + 240 + 60, "one left after 7 minutes of waiting");
	ok(none.served == 0 && isnan(none.service) && isinf(none.patience), "nothing known");
	arrivals_free(a);
}

static bool
wrong(struct visit v, const char *column)
{
	const char *where, *why = arrivals_why(&v, &where);

	return why && strcmp(where, column) == 0;
}

static void
test_bad(void)
{
	const char *where, *t0 = "2025-06-02T09:00:00", *t1 = "2025-06-02T09:00:01", *no = "";
	const struct visit good = visit(t0, t0, t0, no), gone = visit(t0, no, no, t0);

	ok(arrivals_why(&good, &where) == NULL && arrivals_why(&gone, &where) == NULL,
	    "all in the same second");
	ok(wrong(visit(no, t0, t0, no), "arrived"), "no arrival");
	ok(wrong(visit(t1, t0, no, no), "started"), "served before the arrival");
	ok(wrong(visit(t0, t1, t0, no), "ended"), "a negative service time");
	ok(wrong(visit(t0, no, t1, no), "ended"), "an end without a start");
	ok(wrong(visit(t1, no, no, t0), "left"), "left before the arrival");
	ok(wrong(visit(t0, t0, no, t1), "left"), "left, but served");
}

int
main(void)
{
	test_counts();
	test_bad();
	struct arrivals *a = arrivals_new(15);

	arrivals_end(a);
	ok(arrivals_queues(a) == 0, "no visits");
	arrivals_free(a);
	return done();
}
