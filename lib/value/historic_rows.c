#include "lib/value/historic_rows.h"

#include <err.h>
#include <math.h>

#include "lib/base/money.h"
#include "lib/history/history.h"
#include "lib/value/historic.h"

struct rates {
	double discount, margin;
};

/* A refund before any purchase belongs to no day: it counts undiscounted. */
static double
early(const struct history *h)
{
	int64_t days = 0;

	for (size_t i = 0; i < h->days; i++)
		days += h->day[i].amount;
	return (double)(h->spend - days);
}

static void
fill(const void *ctx, const struct history *h, struct value *cell)
{
	const struct rates *r = ctx;
	const double value = historic_value(h->day, h->days, r->discount) + early(h);

	cell[0].x = (double)h->spend * r->margin / MONEY_ONE;
	cell[1].x = value * r->margin / MONEY_ONE;
	cell[2].s = "historic";
}

void
historic_rows_print(const struct histories *hs, double discount, struct put *out)
{
	static const struct history_column columns[] = {
		{ "past_profit", PUT_REAL }, { "past_value", PUT_REAL }, { "model", PUT_TEXT },
	};

	if (!history_has_days(hs))
		errx(EXIT_TROUBLE, "--model=historic requires an order log or a store;"
		    " a history table has no single purchases");
	if (!history_has_spend(hs))
		errx(EXIT_TROUBLE, "no amounts; --model=historic requires the column 'amount'");
	const double margin = isnan(history_margin(hs)) ? 1 : history_margin(hs);

	history_print(hs, out, columns, sizeof columns / sizeof *columns, fill,
	    &(struct rates){ discount, margin }, NULL, 0);
}
