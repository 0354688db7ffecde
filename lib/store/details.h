/*
 * details - prints sections of rows from the store, as a page for people or as one JSON object
 * (program).
 */
#ifndef DETAILS_H
#define DETAILS_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/io/put.h"

struct details_fields;
struct store;

struct details_section {
	const char *key, *title;	/* in JSON; above the rows, NULL: no title */
	bool many;			/* a table of rows; else one row, a line per field */
	const char *sql;		/* its parameters are details.value; NULL: see fields */

	/* If sql is NULL: computes the section, and calls details_field for each field. If it has
	   none, the section is left out; in JSON it is null. */
	void (*fields)(void *ctx, struct details_fields *);
};

struct details {
	const struct details_section *section;
	size_t n;
	const char *const *value;	/* ?1, ?2 ... of the statements */
	int values;
	void *ctx;			/* for the computed sections */
};

/* Prints a field of a computed section. It must be a date or a number. */
void details_field(struct details_fields *, const char *name, enum put_kind, const struct value *);

/* Prints the page. Leaves out sections without rows, and empty fields unless .many. */
void details_print(struct store *, const struct details *);

/*
 * Prints an object with a member per section: an array if .many, else an object or null. Amounts
 * are in units of the currency.
 */
void details_json(struct store *, const struct details *);

#endif
