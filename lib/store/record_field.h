/*
 * record_field - one field of a row that a tool records: its name, and how a cell is read (pure).
 */
#ifndef RECORD_FIELD_H
#define RECORD_FIELD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"

enum { RECORD_FIELD_WHY = 160 };

enum record_type {
	RECORD_CUSTOMER,	/* an id of the store; --create adds it */
	RECORD_ID,		/* 1 to 64 bytes without control characters */
	RECORD_TEXT,
	RECORD_WORD,		/* one of .words, "in|out" */
	RECORD_WHOLE,		/* a whole number from .low to .high; .high 0: .check judges it */
	RECORD_NUMBER,		/* any decimal number */
	RECORD_AMOUNT,		/* 0 or more */
	RECORD_SIGNED,		/* an amount; below 0 is a refund */
	RECORD_DAY,		/* a date; the time of a date-time is dropped */
	RECORD_PAST_DAY,	/* the same, not later than today */
	RECORD_PAST,		/* a date or date-time, not later than now; by options the default is now */
	RECORD_MOMENT,		/* a date or date-time */
	RECORD_ROW,		/* the key, named as the field, of a row in the table .words */
	RECORD_OBJECT,		/* a JSON object */
};

struct record_field {
	const char *name;	/* of the column */
	const char *option;	/* its name; NULL: that of the column, with - for _ */
	enum record_type type;
	bool required;
	bool own;		/* of one row alone: an option does not give it to all rows of a CSV */
	const char *words;
	int low, high;
	const char *help;	/* NULL: a column only, without an option */
};

struct record_value {
	const char *s;		/* the cell; of a date its text as stored; "" for none */
	int64_t i;		/* RECORD_WHOLE; of an amount its ten-thousandths */
	double x;		/* RECORD_NUMBER */
	int32_t day;		/* of a date */
	char date[DATE_TIME_SIZE];	/* where .s of a date points: a value is not to be copied */
};

/*
 * Read a cell.  False if it is not valid; WHY then says so, as the end of a sentence: "is empty".
 * CELL is not copied.  What needs the store or the time (is there such a customer, is it past) is
 * for the caller.
 */
bool record_field_read(const struct record_field *, const struct date_reader *, const char *cell,
    struct record_value *to, char why[static RECORD_FIELD_WHY]);

/* The place of the field of that name; N if there is none. */
size_t record_field_find(const struct record_field *, size_t n, const char *name);

#endif
