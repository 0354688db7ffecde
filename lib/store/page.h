/*
 * page - sections of rows from the store, as a page for people or as one JSON object (program).
 */
#ifndef PAGE_H
#define PAGE_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/io/put.h"

struct page_fields;
struct store;

struct page_section {
	const char *key, *title;	/* in JSON; above the rows, NULL: none */
	bool many;			/* a table; else one row, a line a field */
	const char *sql;		/* its parameters are the values of the page; NULL: */

	/* Computed: calls page_field for each field; without a call there is no section. */
	void (*fields)(void *ctx, struct page_fields *);
};

struct page {
	const struct page_section *section;
	size_t n;
	const char *const *value;	/* ?1, ?2 ... of the statements */
	int values;
	void *ctx;			/* of the computed sections */
};

/* A field of a computed section: a date, or a number of any kind. */
void page_field(struct page_fields *, const char *name, enum put_kind, const struct value *);

/* A section without rows is left out, and in one row the fields that are empty. */
void page_print(struct store *, const struct page *);

/* An array where there are many, an object or null otherwise; amounts in units of the currency. */
void page_json(struct store *, const struct page *);

#endif
