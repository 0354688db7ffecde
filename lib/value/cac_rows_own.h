/*
 * cac_rows_own - the costs of acquisition; only for the files of cac_rows (program).
 *
 *	cac_rows.c		the costs, and the cells of channel and period
 *	cac_rows_read.c		the customers, from a table or from histories
 *	cac_rows_print.c	the rows, and what was left out
 *
 * cac_rows_open reads the costs into a list; from it follow the days that they cover. With --period
 * these days are cut into periods, else they are one. Then every customer is added to the cell of
 * the channel and the period. Costs without a time cover all days.
 */
#ifndef CAC_ROWS_OWN_H
#define CAC_ROWS_OWN_H
#include "lib/base/map.h"
#include "lib/base/period.h"
#include "lib/value/cac.h"
#include "lib/value/cac_rows.h"

struct cac_rows_cost {
	uint32_t channel;
	int32_t from, to;	/* days */
	int64_t amount;
};

struct cac_rows {
	const struct cac_rows_opts *o;
	struct map *channels;
	struct cac_rows_cost *cost;
	size_t ncosts, cost_room;
	bool timed;		/* the costs have times */
	int32_t from, to;	/* the days that they cover, if timed */
	int32_t first;		/* number of the first period */
	size_t periods;
	struct cac_in **cells;	/* per channel: one per period, or NULL */
	size_t cell_room;
	int64_t outside, undated, no_purchase;	/* customers that are left out */
};

struct cac_rows_customer {
	const char *channel;
	int32_t day;		/* of the acquisition; DATE_NONE: not known */
	double clv;		/* NAN: not known */
	bool has_spend;
	int64_t spend;
	int32_t age;		/* days since the first purchase, if has_spend */
};

/* Adds a customer to the cell of the channel and the day, or counts why there is none. */
void cac_rows_add(struct cac_rows *, const struct cac_rows_customer *);

#endif
