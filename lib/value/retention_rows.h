/* retention_rows - the value of customers with a constant retention rate (program). */
#ifndef RETENTION_ROWS_H
#define RETENTION_ROWS_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/io/reading.h"

struct put;

#define RETENTION_ROWS_WHEN "end|start"

struct retention_rows_opts {
	int64_t periods;	/* number of payments; -1: without an end */
	double discount;	/* per period, in a table without the column discount */
	int when;		/* the place in RETENTION_ROWS_WHEN: of the payment in its period */
	bool skip_bad;
	const struct reading *reading;
};

/* Reads a table with margin and retention from the operands, and prints its rows with clv. */
void retention_rows_print(const struct retention_rows_opts *, char **operands, struct put *);

#endif
