/*
 * diff_rows - reads the facts before and after, from two tables or from stores, and prints why a
 * number changed (program).
 */
#ifndef DIFF_ROWS_H
#define DIFF_ROWS_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/diff/diff.h"
#include "lib/io/reading.h"
#include "lib/store/store.h"

struct put;

struct diff_opts {
	struct store_opts store;
	bool stores;		/* A and B are stores */
	int32_t as_of;		/* with stores; DATE_NONE: today */
	const char *measure;	/* NULL: spend, or with nps the scores */
	bool mean, nps;
	const char *by, *label;	/* NULL: not asked for */
	int64_t top;		/* 0: print the effects */
	struct reading reading;
	bool skip_bad;
};

/* Ends the tool if the options and the operands, A and B, do not fit. */
void diff_rows_check(const struct diff_opts *, char **operands);

/* Reads A and B. */
struct diff *diff_rows_read(const struct diff_opts *, char **operands);

/* Prints the effects; or with --top, customers. OPERANDS: for notes. */
void diff_rows_print(const struct diff_opts *, struct diff *, char **operands, struct put *);

#endif
