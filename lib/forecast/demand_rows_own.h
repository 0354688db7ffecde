/*
 * demand_rows_own - the rows that become series, shared by the files demand_rows*.c (program).
 *
 *	demand_rows		reads the rows of a table or of the store
 *	demand_rows_take	makes a line of each (struct demand_line)
 *	demand_rows_arrange	makes the series of the lines, without the days that are closed
 */
#ifndef DEMAND_ROWS_OWN_H
#define DEMAND_ROWS_OWN_H
#include "lib/base/map.h"
#include "lib/base/money.h"
#include "lib/forecast/demand_rows.h"

/* The cells of a row. */
enum demand_rows_cell { DATE, VALUE, AMOUNT, QUANTITY, ORDER, SOURCE, CUSTOMER, BY, CELLS };

enum { DEMAND_RECENT = 1 << 12 };	/* days of series whose lines are remembered */

struct demand_own {
	const struct demand_opts *opts;
	struct map *series;
	struct map *seen;	/* orders of a series and day; or periods of a series */
	struct demand_line *line;
	size_t n, room;
	size_t *recent;		/* per hash of series and day: 1 + its latest line; 0: none */
	int64_t unnamed, refunds, unmeasured, closed;
	int32_t until, newest;
	enum demand_measure measure;
	struct date_reader dates;
	struct date_memo date;
	enum demand_rows_cell field;	/* the bad cell of a row, and the reason */
	const char *why;
};

/*
 * Takes one row; false if it is bad: .field and .why say why. A cell is NULL if its column does not
 * exist. AMOUNT: of an order, as far as it was READ.
 */
bool demand_rows_take(struct demand_own *, const char *const cell[CELLS], int64_t amount,
    enum money_result read);

/* Makes the series. Ends the tool at a gap that no option fills. */
void demand_rows_arrange(struct demand_rows *);

#endif
