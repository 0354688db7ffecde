/*
 * record - tables of the store that are added to row by row: one row by options, or many from CSV
 * (program).
 *
 * Without operands, options of the fields make one row, and its number is printed; without those
 * the CSV on standard input is read.  With operands ("-" is standard input) the rows come from CSV,
 * and an option gives the field that the CSV has no column for.  A customer is made with --create
 * only for a row that is good.
 */
#ifndef RECORD_H
#define RECORD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/load.h"
#include "lib/store/store.h"

enum { RECORD_FIELDS = 16, RECORD_WHY = 160, RECORD_NAME = 32 };

#define RECORD_CHANNELS "phone|mail|chat|web|social|store|other"

enum record_type {
	RECORD_CUSTOMER,	/* of the store; --create makes it */
	RECORD_ID,		/* 1 to 64 bytes without control characters */
	RECORD_TEXT,
	RECORD_WORD,		/* one of .words, "in|out" */
	RECORD_WHOLE,		/* a whole number from .low to .high; .high 0: .check says what it is */
	RECORD_PAST,		/* a date or date-time, not later than now; by options it is now where not given */
	RECORD_MOMENT,		/* a date or date-time */
	RECORD_ROW,		/* the key, called as the field, of a row in the table .words */
	RECORD_AMOUNT,		/* 0 or more */
};

struct record_field {
	const char *name;	/* of the column */
	const char *option;	/* its name; NULL: that of the column, with - for _ */
	enum record_type type;
	bool required;
	const char *words;
	int low, high;
	const char *help;
};

struct record {
	const char *table, *key;	/* of the store; its INTEGER PRIMARY KEY */
	const struct record_field *field;
	size_t n;

	/* What the fields say together: false if it is bad, because of which field, and why: "is not ...".  May be NULL. */
	bool (*check)(const char *const *value, size_t *field, char why[static RECORD_WHY]);

	/* Called inside the transaction after each row.  May be NULL. */
	void (*added)(struct store *, int64_t key, const char *const *value);
};

struct record_opts {
	struct store_opts store;
	struct load_opts load;
	struct put_opts form;
	bool create;
	struct opt_list ignore;
	const char *given[RECORD_FIELDS];
	char name[RECORD_FIELDS][RECORD_NAME];	/* of the options */
};

/* The option table of the tool: the fields, then MORE (ends with { 0 }; may be NULL), then all that loading has.
   The caller frees it. */
struct opt *record_options(const struct record *, struct record_opts *, const struct opt *more);

/* Was an option given that is for recording: of a field, or for CSV? */
bool record_given(const struct record *, const struct record_opts *);

/* Does it all: reads, adds, prints. */
void record_log(const struct tool *, const struct record *, const struct record_opts *, char **operands);

#endif
