#define _GNU_SOURCE
#include "lib/io/xlsx_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

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

/* So that row N stands on line N, also after lines that a row took more than its own. */
static void
go_to(struct xlsx_rows *r, uint64_t row)
{
	const uint64_t more = r->nmore > 0 ? r->more[r->nmore - 1].more : 0;

	add_feeds(&r->out, row - 1 + more - r->line);
	r->line = row - 1 + more;
}

static void
count_feeds(struct xlsx_rows *r, const char *s, size_t n)
{
	const uint64_t before = r->nmore > 0 ? r->more[r->nmore - 1].more : 0;
	uint64_t feeds = 0;

	for (const char *end = s + n; (s = memchr(s, '\n', (size_t)(end - s))) != NULL; s++)
		feeds++;
	r->line += feeds;
	if (feeds < 2)
		return;
	r->more = mem_grow(r->more, r->nmore + 1, &r->room, sizeof *r->more);
	r->more[r->nmore++] = (struct xlsx_lines){ r->line, before + feeds - 1 };
}

void
xlsx_rows_add(struct xlsx_rows *r, uint64_t row, const struct xlsx_cell *cell, size_t n,
    const char *text)
{
	size_t first = 0;

	go_to(r, row);
	while (cell[first].n == 0)
		first++;
	if (!r->begun && row > r->skip) {
		r->begun = true;
		r->first = first;
		r->width = n - first;
	}
	const size_t from = r->out.n, end = r->begun ? r->first + r->width : n;

	if (r->begun && first > r->first)
		first = r->first;
	add_cells(&r->out, cell, r->begun ? first : 0, n, end, text);
	add_feeds(&r->out, 1);
	count_feeds(r, r->out.s + from, r->out.n - from);
}

uint64_t
xlsx_rows_row(const struct xlsx_rows *r, uint64_t line)
{
	size_t from = 0, to = r->nmore;

	while (from < to) {	/* how many rows with line feeds end before the line */
		const size_t at = (from + to) / 2;

		if (r->more[at].line < line)
			from = at + 1;
		else
			to = at;
	}
	const uint64_t more = from > 0 ? r->more[from - 1].more : 0;
	const uint64_t own = from < r->nmore ? r->more[from].more - more : 0;

	/* a line within a row of several lines is of this row, which began some lines before */
	if (own > 0 && line + own > r->more[from].line)
		return r->more[from].line - own - more;
	return line - more;
}
