/*
 * column - what the cells of a column can be: numbers with a point or a comma, dates, and in which
 * formats, or words for a missing value (pure).
 */
#ifndef COLUMN_H
#define COLUMN_H
#include <stdbool.h>
#include <stddef.h>

struct sheet;
struct values;

enum { COLUMN_FORMATS = 128 };

struct column {
	const char *head;	/* its name in the file */
	size_t nth, same;	/* the nth of SAME columns with this name, from 1 */
	const char *role;	/* our column, or a role of names.h; NULL: not known */
	int weight;		/* how sure the role is: 3, 2, 1 */
	bool is_key;		/* a phone by which orders find their customer: the customer_id */
	const char *person;	/* what it says of the customer, whatever its role; NULL */
	bool shows_touchpoint;	/* its name says channel, but its cells are not channels */
	bool damaged;		/* ids that have lost digits: it is ignored */
	bool lost_refund;	/* its name says refund, but its cells are not amounts */
	struct values *values;	/* its cells, by column_measure */

	/* numbers of cells, by column_measure */
	size_t filled;		/* neither empty nor a word for nothing */
	size_t nothing;		/* words for nothing */
	size_t distinct;
	size_t zeros;		/* begin with a 0 and more digits: an id */
	size_t whole;		/* digits only */
	size_t point, comma;	/* numbers, if that is the decimal mark */
	size_t differ;		/* numbers either way, but not the same */
	size_t commas;		/* of these, those with a comma: 1,234 */
	size_t small, plain;	/* whole numbers below 1000; larger ones without a separator */
	size_t shortened;	/* numbers such as 1.2E+17 (shortened.h) */
	const char *short_one;	/* the first of them */
	/* different texts of more than 15 digits; of these, those that end in zeros; the first */
	size_t longs, zeros_long;
	const char *long_one;
	size_t centless;	/* with a currency that is written without decimals */
	double low, high;	/* the smallest and the largest number, with a point */

	/* by column_measure_dates */
	bool dated;
	size_t fits[COLUMN_FORMATS];	/* per format of column_format */
	size_t offsets;		/* ISO dates with an offset from UTC */
	long offset;		/* in seconds, if it is always the same */
	bool offset_varies;
};

/* The formats that are tried; the first is "iso". NULL after the last. */
const char *column_format(size_t f);

/* Returns the cell of a row of the table; "" if the column is NULL. The column is measured. */
const char *column_text(const struct column *, size_t row);

/* Does the format read the cell, as a date of our time? */
bool column_reads(size_t f, const char *cell);

/* Measures the cells of column AT in the rows from FIRST to before END. */
void column_measure(struct column *, const struct sheet *, size_t at, size_t first, size_t end);

/* Then measures them as dates, if that was not done yet. */
void column_measure_dates(struct column *);
void column_free(struct column *);

/* Is this a word for nothing, such as NULL? */
bool column_is_nothing(const char *cell);

/*
 * The formats, at most ROOM, that read the dates of the column: the one that reads the most cells,
 * then any that reads a tenth of the cells which those before it do not. Returns how many. *other
 * reads as many cells as the first, or those that it does not, but day and month in the other
 * order; COLUMN_FORMATS: there is none.
 */
size_t column_formats(const struct column *, size_t room, size_t *format, size_t *other);

#endif
