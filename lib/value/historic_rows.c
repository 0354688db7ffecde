#include "lib/value/historic_rows.h"

#include <math.h>

#include "lib/base/fail.h"
#include "lib/base/money.h"
#include "lib/history/history.h"
#include "lib/value/historic.h"

struct rates {
	double discount, margin;
};

/* The profit so far; NAN if it is not known. */
static double
profit(const struct history *h, double margin)
{
	if (h->day_costs == NULL)
		return (double)h->spend * margin;
	return h->has_profit ? (double)h->profit : NAN;
}

/* A refund before any purchase belongs to no day: it counts undiscounted. */
static void
fill(const void *ctx, const struct history *h, struct value *cell)
{
	const struct rates *r = ctx;
	const double all = profit(h, r->margin);
	const struct historic days = historic_value(h->day, h->day_costs, h->days, r->margin,
	    r->discount);

	cell[0].x = all / MONEY_ONE;
	cell[1].x = (all - (days.profit - days.value)) / MONEY_ONE;
	cell[2].s = "historic";
}

void
historic_rows_print(const struct histories *hs, double discount, struct put *out)
{
	static const struct history_column columns[] = {
		{ "past_profit", PUT_REAL }, { "past_value", PUT_REAL }, { "model", PUT_TEXT },
	};

	if (!history_has_days(hs))
		fail("--model=historic requires an order log or a store;"
		    " a history table has no single purchases");
	if (!history_has_spend(hs))
		fail("no amounts; --model=historic requires the column 'amount'");
	const bool revenue = isnan(history_margin(hs)) && !history_has_profit(hs);
	const double margin = revenue ? 1 : history_margin(hs);

	history_print(hs, out, &(struct history_scores){ .column = columns,
	    .n = sizeof columns / sizeof *columns, .fill = fill,
	    .ctx = &(struct rates){ discount, margin } });
}
