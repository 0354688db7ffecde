/* sbg_rows - projects the retention of a cohort with the shifted beta-geometric model (program). */
#ifndef SBG_ROWS_H
#define SBG_ROWS_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/io/reading.h"

struct put;

struct sbg_rows_opts {
	const char *tool;
	int64_t periods;		/* to project; -1: as many as were observed */
	double discount;		/* per period */
	double amount;			/* what a customer pays per period; NAN: not known */
	double margin;			/* share of that */
	const char *save, *params;	/* NULL: none */
	bool fit;			/* print the model instead */
	const struct reading *reading;
};

/* Reads the table period,survivors from the operands, and prints one row per period. */
void sbg_rows_print(const struct sbg_rows_opts *, char **operands, struct put *);

#endif
