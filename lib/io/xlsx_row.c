#define _GNU_SOURCE
#include "lib/io/xlsx_own.h"

#include <string.h>

static void
add_feeds(struct text *t, uint64_t n)
{
	memset(text_room(t, n), '\n', n);
	t->n += n;
}

static void
add_cell(struct text *t, const char *s, size_t n)
{
	size_t plain = 0;

	while (plain < n && s[plain] != ',' && s[plain] != '"' && s[plain] != '\n' &&
	    s[plain] != '\r')
		plain++;
	if (plain == n) {
		text_add(t, s, n);
		return;
	}
	text_add(t, "\"", 1);
	for (const char *q; (q = memchr(s, '"', n)) != NULL; s = q + 1) {
		text_add(t, s, (size_t)(q - s) + 1);
		text_add(t, "\"", 1);
		n -= (size_t)(q - s) + 1;
	}
	text_add(t, s, n);
	text_add(t, "\"", 1);
}

/* Cells I to N, and empty ones up to TO. */
static void
add_cells(struct text *t, const struct xlsx_cell *cell, size_t i, size_t n, size_t to,
    const char *text)
{
	const size_t from = i;

	for (; i < n || i < to; i++) {
		if (i > from)
			text_add(t, ",", 1);
		if (i < n && cell[i].n > 0)
			add_cell(t, text + cell[i].at, cell[i].n);
	}
}

void
xlsx_rows_add(struct xlsx_rows *r, uint64_t row, const struct xlsx_cell *cell, size_t n,
    const char *text)
{
	size_t first = 0;

	if (row <= r->skip)
		return;
	add_feeds(&r->out, row - 1 - r->row);
	r->row = row;
	while (cell[first].n == 0)
		first++;
	if (r->width == 0) {
		r->first = first;
		r->width = n - first;
	}
	if (first > r->first)
		first = r->first;
	add_cells(&r->out, cell, first, n, r->first + r->width, text);
	add_feeds(&r->out, 1);
}
