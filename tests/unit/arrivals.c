/* arrivals: counts per weekday and interval, service times, patience. */
#include "lib/visit/arrivals.h"

#include <math.h>
#include <string.h>

#include "lib/base/moment.h"
#include "tests/unit/tap.h"

static int64_t
at(const char *s)
{
	struct moment m;

	return *s == '\0' || !moment_parse(s, &m) ? VISIT_NONE : moment_first(m);
}

static struct visit
visit(const char *arrived, const char *started, const char *ended, const char *abandoned)
{
	return (struct visit){ VISIT_NONE, { at(arrived), at(started), at(ended), at(abandoned),
		VISIT_NONE, VISIT_NONE } };
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
	ok(t.abandoned == 1 && t.patience == 60 + 60 + 240 + 60,
	    "one left after 7 minutes of waiting");
	ok(none.served == 0 && isnan(none.service) && isinf(none.patience), "nothing known");
	arrivals_free(a);
}

int
main(void)
{
	test_counts();
	struct arrivals *a = arrivals_new(15);

	arrivals_end(a);
	ok(arrivals_queues(a) == 0, "no visits");
	arrivals_free(a);
	return done();
}
