#include "lib/segment/lifecycle.h"

#include <string.h>

#include "lib/base/date.h"
#include "tests/unit/tap.h"

static const struct lifecycle_limits usual = { { 90, 'd' }, { 180, 'd' }, { 365, 'd' } };

static enum lifecycle_stage
stage(const struct lifecycle_limits *l, int64_t purchases, const char *before, const char *last)
{
	const struct lifecycle_past p = { purchases, date_parse(last), date_parse(before) };

	return lifecycle_stage(l, &p, date_parse("2025-07-01"));
}

/* By hand: the days from the last purchase to 2025-07-01, on both sides of each limit. */
static void
test_limits(void)
{
	static const struct {
		int64_t n;
		const char *before, *last;
		enum lifecycle_stage want;
		const char *name;
	} cases[] = {
		{ 0, "", "", LIFECYCLE_PROSPECT, "no purchase" },
		{ 1, "", "2025-07-01", LIFECYCLE_NEW, "today" },
		{ 1, "", "2025-04-02", LIFECYCLE_NEW, "90 days" },
		{ 1, "", "2025-04-01", LIFECYCLE_ACTIVE, "91 days" },
		{ 1, "", "2025-01-02", LIFECYCLE_ACTIVE, "180 days" },
		{ 1, "", "2025-01-01", LIFECYCLE_DORMANT, "181 days" },
		{ 1, "", "2024-07-01", LIFECYCLE_DORMANT, "365 days" },
		{ 1, "", "2024-06-30", LIFECYCLE_CHURNED, "366 days" },
		{ 2, "2024-01-01", "2025-06-01", LIFECYCLE_WON_BACK, "back after 517 days" },
		{ 2, "2025-06-01", "2025-06-20", LIFECYCLE_ACTIVE, "two purchases are not new" },
		{ 2, "2024-06-01", "2025-06-01", LIFECYCLE_ACTIVE, "a gap of 365 days" },
		{ 2, "2024-05-31", "2025-06-01", LIFECYCLE_WON_BACK, "a gap of 366 days" },
		{ 2, "2023-01-01", "2025-01-02", LIFECYCLE_WON_BACK, "back 180 days ago" },
		{ 2, "2023-01-01", "2025-01-01", LIFECYCLE_DORMANT, "back 181 days ago" },
		{ 2, "2022-01-01", "2024-06-30", LIFECYCLE_CHURNED, "back, and gone again" },
		{ 3, "2025-05-01", "2025-06-01", LIFECYCLE_ACTIVE, "once more after the return" },
		{ 2, "", "2025-06-01", LIFECYCLE_ACTIVE, "the day before is not known" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ok(stage(&usual, cases[i].n, cases[i].before, cases[i].last) == cases[i].want,
		    cases[i].name);
}

/* Months begin at the purchase: from 31 January one month ends on 28 February. */
static void
test_calendar(void)
{
	const struct lifecycle_limits l = { { 1, 'm' }, { 5, 'm' }, { 1, 'y' } };

	ok(stage(&l, 1, "", "2025-06-01") == LIFECYCLE_NEW, "a month, in days 30");
	ok(stage(&l, 1, "", "2025-05-31") == LIFECYCLE_ACTIVE, "a month and a day");
	ok(stage(&l, 1, "", "2025-02-01") == LIFECYCLE_ACTIVE, "five months");
	ok(stage(&l, 1, "", "2025-01-31") == LIFECYCLE_DORMANT, "five months end on 30 June");
	ok(stage(&l, 1, "", "2024-07-01") == LIFECYCLE_DORMANT, "a year");
	ok(stage(&l, 1, "", "2024-06-30") == LIFECYCLE_CHURNED, "a year and a day");
	ok(stage(&l, 2, "2024-02-29", "2025-02-28") == LIFECYCLE_ACTIVE,
	    "a year from 29 February ends on the 28th");
	ok(stage(&l, 2, "2024-02-29", "2025-03-01") == LIFECYCLE_WON_BACK, "and a day");
}

int
main(void)
{
	test_limits();
	test_calendar();
	ok(strcmp(lifecycle_name(LIFECYCLE_PROSPECT), "prospect") == 0 &&
	    strcmp(lifecycle_name(LIFECYCLE_WON_BACK), "won-back") == 0, "names");
	return done();
}
