/*
 * page - sections of rows from the store, as a page for people or as one JSON object (program).
 */
#ifndef PAGE_H
#define PAGE_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

struct store;

struct page_section {
	const char *key, *title;	/* in JSON; above the rows, NULL: none */
	bool many;			/* a table; else one row, a line a field */
	const char *sql;
};

struct page {
	const struct page_section *section;
	size_t n;
	void (*bind)(void *ctx, sqlite3_stmt *);	/* the parameters that a statement has */
	void *ctx;
};

/* A section without rows is left out, and in one row the fields that are empty. */
void page_print(struct store *, const struct page *);

/* An array where there are many, an object or null otherwise; amounts in units of the currency. */
void page_json(struct store *, const struct page *);

#endif
