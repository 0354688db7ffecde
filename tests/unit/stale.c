/* stale: gaps, their median and 99.9 % quantile by nearest rank, worked by hand; what is said. */
#include "lib/churn/stale.h"

#include <string.h>

#include "lib/base/date.h"
#include "tests/unit/tap.h"

/* Of a shop whose order days are 100 and then each GAP later, seen up to day 10000. */
static struct stale
after(const int32_t *gap, size_t n)
{
	struct stale_days *d = stale_days_new(100, 10000);
	int32_t day = 100;

	stale_days_add(d, day);
	for (size_t i = 0; i < n; i++)
		stale_days_add(d, day += gap[i]);
	return stale_days_free(d);
}

static void
test_few(void)
{
	struct stale s = stale_days_free(stale_days_new(5, 4));

	ok(s.last == DATE_NONE && !stale_is(&s, 100), "no order day");
	s = after(NULL, 0);
	ok(s.last == 100 && s.longest == 0 && !stale_is(&s, 9999),
	    "one order day: no pause is known");
	s = after((const int32_t[]){ 3 }, 1);
	ok(s.last == 103 && s.usual == 3 && s.longest == 3, "one gap");
	ok(!stale_is(&s, 106) && stale_is(&s, 107),
	    "   a pause as long as it is not stale, a longer one is");
	s = after((const int32_t[]){ 1, 5, 2, 2 }, 4);
	ok(s.usual == 2 && s.longest == 5 && s.last == 110, "of few gaps the longest counts");
}

static void
test_many(void)
{
	int32_t gap[2000];

	for (int i = 0; i < 2000; i++)
		gap[i] = i == 7 ? 40 : i == 900 ? 30 : i == 1500 ? 20 : i % 7 == 6 ? 2 : 1;
	const struct stale s = after(gap, 2000);

	ok(s.usual == 1, "the median");
	ok(s.longest == 20, "the quantile of 2000 gaps is the 1998th: two are longer");
}

static void
test_bounds(void)
{
	struct stale_days *d = stale_days_new(10, 20);

	stale_days_add(d, 9);
	stale_days_add(d, 21);
	stale_days_add(d, 12);
	stale_days_add(d, 12);
	stale_days_add(d, 10);
	const struct stale s = stale_days_free(d);

	ok(s.last == 12 && s.longest == 2, "days in any order, twice, and out of the bounds");
}

static void
test_text(void)
{
	char text[STALE_TEXT];
	const struct stale daily = { date_parse("2024-01-05"), 1, 2 },
	    slow = { date_parse("2024-01-05"), 12, 20 };

	ok(strcmp(stale_text(&daily, text),
	    "no order since 2024-01-05 (usually every day): alerts held") == 0, "every day");
	ok(strcmp(stale_text(&slow, text),
	    "no order since 2024-01-05 (usually every 12 days): alerts held") == 0,
	    "every 12 days");
}

int
main(void)
{
	test_few();
	test_many();
	test_bounds();
	test_text();
	return done();
}
