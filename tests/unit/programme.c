/* programme: points of orders, shares of a refund, days of a lot. */
#include "lib/points/programme.h"

#include "lib/base/date.h"
#include "lib/base/money.h"
#include "lib/points/lots.h"
#include "tests/unit/tap.h"

#define RULE(...) (struct programme_rule){ .tier = -1, .since = DATE_NONE, .until = DATE_NONE, \
	__VA_ARGS__ }

static char beans[] = "beans";
static const struct programme_line lines[] = { { "cup", 30 * MONEY_ONE },
	{ "beans", 105000 }, { "", 5000 } };

/* The points of the three lines, 41 together; -1: they do not fit. */
static int64_t
points(struct programme_rule r, int tier)
{
	const struct programme_order o = { lines, 3, 100, tier };
	int64_t n;

	return programme_points(&r, &o, &n) ? n : -1;
}

int
main(void)
{
	const struct programme_order none = { lines, 0, 100, -1 };
	int64_t n;

	ok(programme_amount(&(struct programme_order){ lines, 3, 0, 0 }) == 41 * MONEY_ONE,
	    "amount");
	ok(points(RULE(.points = 1, .per = MONEY_ONE), -1) == 41, "a point per unit");
	ok(points(RULE(.points = 2, .per = 100000), -1) == 8, "8.2 down");
	ok(points(RULE(.points = 2, .per = 100000, .rounding = PROGRAMME_UP), -1) == 9, "up");
	ok(points(RULE(.points = 3, .per = 60000, .rounding = PROGRAMME_NEAREST), -1) == 21,
	    "20.5 to the nearest is 21");
	ok(points(RULE(.points = 1, .per = MONEY_ONE, .sku = beans), -1) == 10, "of the beans");
	ok(points(RULE(.points = 25, .sku = beans), -1) == 25, "once");
	ok(points(RULE(.points = 25, .minimum = 41 * MONEY_ONE), -1) == 25 &&
	    points(RULE(.points = 25, .minimum = 41 * MONEY_ONE + 1), -1) == 0, "minimum");
	struct programme_rule r = RULE(.points = 5);

	r.since = 100;
	r.until = 100;
	ok(points(r, -1) == 5, "the days of a campaign belong to it");
	r.since = 101;
	ok(points(r, -1) == 0, "before it");
	r.since = DATE_NONE;
	r.until = 99;
	ok(points(r, -1) == 0, "after it");
	r = RULE(.points = 5);
	r.tier = 1;
	ok(points(r, 0) == 0 && points(r, 1) == 5 && points(r, 2) == 5,
	    "this tier or a higher one");
	ok(points(RULE(.points = INT64_MAX / 2, .per = 1), -1) == -1, "too many");
	ok(programme_points(&r, &none, &n) && n == 0, "no lines");

	ok(programme_share(10, 1, 3) == 3 && programme_share(10, 2, 3) == 7 &&
	    programme_share(10, 3, 3) == 10 && programme_share(1, 1, 2) == 1, "shares add up");

	r = RULE(.points = 1, .expires = { 12, 'm' }, .pending = { 14, 'd' });
	ok(programme_usable(&r, date_of(2026, 2, 28)) == date_of(2026, 3, 14) &&
	    programme_expires(&r, date_of(2026, 2, 28)) == date_of(2027, 2, 28), "days");
	r = RULE(.points = 1, .confirmed = true);
	ok(programme_usable(&r, 5) == LOTS_NEVER && programme_expires(&r, 5) == LOTS_NEVER,
	    "never");
	return done();
}
