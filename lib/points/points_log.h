/*
 * points_log - the operations on points as record.h reads them, one from options or many from CSV
 * (program).
 *
 * The rows of the input are collected, and applied at its end in the order of their days. Rows of
 * earn without points are lines of orders: all lines of an order_id and source earn together, by
 * the rules of the programme, and those with an amount below 0 are its refunds.
 */
#ifndef POINTS_LOG_H
#define POINTS_LOG_H
#include <stdbool.h>

#include "lib/points/programme.h"
#include "lib/store/record.h"

enum { POINTS_LOG_DATE = 1, POINTS_LOG_STEP = 2 };	/* fields */

struct points_log_opts {		/* record_opts.sink_opts */
	const char *rules;		/* the file; NULL: none */
	struct programme *programme;	/* read from it; NULL: none */
	bool pending;			/* new lots are usable once they are confirmed */
	bool debts;			/* --allow-negative */
};

extern const struct record points_log_record;

#endif
