/*
 * record_field - a field of a row that a tool records: its name, its type, and how to read its
 * cells (pure).
 */
#ifndef RECORD_FIELD_H
#define RECORD_FIELD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/base/num.h"

enum { RECORD_FIELD_WHY = 160 };

/* The name of the field that a record may have for the source of its number: see record.numbered */
#define RECORD_SOURCE "source"

enum record_type {
	RECORD_CUSTOMER,	/* an id of the store; --create adds it */
	RECORD_ID,		/* 1 to 64 bytes without control characters */
	RECORD_TEXT,
	RECORD_WORD,		/* one of .words, "in|out"; in any case, with ' ' or '-' for '_' */
	/* the digits of numbers may be full-width */
	RECORD_WHOLE,		/* a whole number from .low to .high; .high 0: see record.check */
	RECORD_NUMBER,		/* any decimal number */
	RECORD_AMOUNT,		/* 0 or more */
	RECORD_SIGNED,		/* an amount; a refund is below 0 */
	RECORD_DAY,		/* a date; the time of a date-time is dropped */
	RECORD_PAST_DAY,	/* the same, not later than today */
	RECORD_PAST,		/* a date or date-time, not later than now; option: default now */
	RECORD_MOMENT,		/* a date or date-time */
	RECORD_ROW,		/* the key of a row in the table .words; same name as the field */
	RECORD_OBJECT,		/* a JSON object */
};

struct record_field {
	const char *name;	/* of the column */
	const char *option;	/* of the option; NULL: as the column, with - for _ */
	enum record_type type;
	bool required;
	bool clocked;		/* a moment that the clocks of the zone must show */
	bool numeric;		/* a text that may be a number */
	bool code;		/* a text such as a sku, which a spreadsheet can damage as an id */
	bool own;		/* describes one record: its option makes one */
	/* a word: the calendar of this field, "lunar" if --date-format=lunar reads it; or NULL */
	const char *calendar_of;
	const char *words;
	const char *scale_of;	/* a whole number: the field whose word says what words mean */
	int low, high;
	const char *help;	/* NULL: a column without an option */
	const char *arg;	/* what help calls the value; NULL: by the type */
};

struct record_value {
	const char *s;		/* the cell; for a date or a word, the text to store; "": empty */
	int64_t i;		/* RECORD_WHOLE; for an amount, in ten-thousandths */
	double x;		/* RECORD_NUMBER */
	int32_t day;		/* for a date */
	/* .s of a date, a word or a number may point here, so do not copy the struct */
	char own[NUM_SIZE];
};

/*
 * Reads a cell. If it is not valid, returns false and the reason in WHY, as the end of a sentence:
 * "is empty". CELL must stay valid as long as TO. The caller checks what needs the store or the
 * current time: whether the customer or row exists, and whether a date is in the past.
 */
bool record_field_read(const struct record_field *, const struct date_reader *, const char *cell,
    struct record_value *to, char why[static RECORD_FIELD_WHY]);

/* How the value of a field is stored. */
enum record_field_kind {
	RECORD_FIELD_NONE, RECORD_FIELD_INT, RECORD_FIELD_REAL, RECORD_FIELD_TEXT
};
enum record_field_kind record_field_kind(const struct record_field *, const struct record_value *);

/* The value as text, an amount and a number in their shortest form. It may be in BUF. */
const char *record_field_text(const struct record_field *, const struct record_value *,
    char buf[static NUM_SIZE]);

/* Does UNTIL end before FROM begins? False if either is not a date or date-time. */
bool record_field_ends_before(const struct record_value *until, const struct record_value *from);

/* The index of the field with that name; N if there is none. */
size_t record_field_find(const struct record_field *, size_t n, const char *name);

#endif
