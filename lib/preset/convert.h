/*
 * convert - reads the export of another system by its preset and prints a table of ours; without a
 * preset, reads any table by the options of reading (program).
 */
#ifndef CONVERT_H
#define CONVERT_H
#include <stdbool.h>

#include "lib/io/put.h"
#include "lib/io/reading.h"
#include "lib/io/table.h"

struct convert_opts {
	const char *for_system;	/* our customers become what this system imports; NULL */
	const char *as;		/* customers, orders ...; NULL: what the preset makes */
	const char *beside;	/* the other export, if the preset needs two; NULL */
	const char *rejects;	/* the file of bad rows; NULL: they are only named */
	const char *left_out;	/* the file of rows that are left out; NULL: none */
	const char *zone;	/* date-times with an offset, or in UTC, are converted to it */
	bool paid_only, no_refunds, anonymous;
	bool mark_bad;		/* print bad rows, too, with the columns table_marks */
	struct reading reading;	/* without a preset the columns keep their names */
	struct put_opts put;
};

/* Bad rows are named and left out; the status of the tool is then 1. */
void convert_files(const struct convert_opts *, char **files);

/*
 * The name that custkit has for a column of the table, whose cells then come in custkit's spelling
 * (table_reads). Call it before the first row.
 */
const char *convert_column(struct table *, size_t column);

#endif
