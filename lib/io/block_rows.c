#include "lib/io/block_own.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/io/quote.h"

char *
block_csv(char *const *cell, size_t n, size_t width)
{
	struct text t = { 0 }, last = { 0 };

	for (size_t i = width > 0 ? width - 1 : 0; i < n; i++) {	/* those of the last cell */
		if (last.n > 0)
			text_add(&last, ",", 1);
		text_add(&last, cell[i], strlen(cell[i]));
	}
	text_add(&last, "", 1);
	for (size_t i = 0; i < width; i++) {
		if (i > 0)
			text_add(&t, ",", 1);
		quote_csv(&t, i + 1 == width ? last.s : i < n ? cell[i] : "");
	}
	text_add(&t, "", 1);
	text_free(&last);
	return t.s;
}

void
block_keep_origin(struct block *b, size_t row)
{
	char *csv = block_csv(block_row(b, row), b->csv_cells, b->csv_cells);

	b->origin = mem_grow(b->origin, row + 1, &b->origin_room, sizeof *b->origin);
	while (b->origins <= row)
		b->origin[b->origins++] = NULL;
	b->origin[row] = arena_text(&b->made, csv, strlen(csv));
	free(csv);
}

char *
block_origin(const struct block *b, size_t row)
{
	return row < b->origins && b->origin[row] ? mem_text(b->origin[row]) :
	    block_csv(block_row(b, row), b->csv_cells, b->csv_cells);
}

/* CSV: the cells of the row as they are in the file, which the bad row takes over, or NULL. */
__attribute__((format(printf, 5, 0))) static void
add_bad(struct block *b, uint64_t line, char *csv, const char *column, const char *fmt, va_list ap)
{
	struct block_bad bad = { .line = line, .csv = csv, .reason = mem_vprint(say(fmt), ap) };

	if (column)
		bad.column = mem_text(column);
	b->bad = mem_grow(b->bad, b->nbad + 1, &b->bad_room, sizeof *b->bad);
	b->bad[b->nbad++] = bad;
}

void
block_bad_row(struct block *b, uint64_t line, char *const *cell, size_t n, const char *fmt, ...)
{
	va_list ap;

	char *csv = b->csv_cells == 0 ? NULL :
	    block_csv(cell, n == b->width ? b->csv_cells : n, b->csv_cells);

	va_start(ap, fmt);
	add_bad(b, line, csv, NULL, fmt, ap);
	va_end(ap);
}

void
block_bad_framing(struct block *b, uint64_t line, const char *fmt, ...)
{
	va_list ap;

	if (b->framing)
		return;		/* only the first one is reported */
	va_start(ap, fmt);
	b->framing = mem_vprint(say(fmt), ap);
	va_end(ap);
	b->framing_line = line;
}

void
block_bare_cr(struct block *b)
{
	block_bad_framing(b, b->at_line, "CR without LF outside quotes");
}

static void
add_row(struct block *b, uint64_t line, char *const *cell)
{
	const size_t w = b->stride;

	b->cell = mem_grow(b->cell, (b->rows + 1) * w + 1, &b->cells_room, sizeof *b->cell);
	b->line = mem_grow(b->line, b->rows + 1, &b->line_room, sizeof *b->line);
	memcpy(b->cell + b->rows * w, cell, b->width * sizeof *cell);
	b->line[b->rows++] = (uint32_t)line;
}

/* A row of a worksheet does not hold the empty cells at its end. */
static void
fill_row(struct block *b)
{
	static char empty[1];

	b->piece = mem_grow(b->piece, b->width, &b->piece_room, sizeof *b->piece);
	while (b->npieces < b->width)
		b->piece[b->npieces++] = empty;
}

void
block_take(struct block *b, uint64_t line, size_t bytes)
{
	const size_t w = b->width;

	if (b->numbered && b->npieces < w)
		fill_row(b);
	char *const *cell = b->piece;
	size_t n = b->npieces;

	for (size_t i = 0; bytes > BLOCK_MAX_CELL && i < n; i++)
		if (strlen(cell[i]) > BLOCK_MAX_CELL) {
			block_bad_row(b, line, cell, n, "a cell is larger than 16 MiB");
			return;
		}
	if (b->ragged && n > w && text_are_empty(cell + w, n - w))
		n = w;
	b->cells = n;
	if (w > 1 && n == w && text_are_empty(cell, w))
		return;		/* a blank line of a spreadsheet */
	if (w > 0 && n != w)
		block_bad_row(b, line, cell, n, "%zu cell%s but the header has %zu",
		    n, TEXT_PLURAL(n), w);
	else
		add_row(b, line, cell);
}

char **
block_row(const struct block *b, size_t row)
{
	return b->cell + row * b->stride;
}

void
block_keep_row(struct block *b, size_t from)
{
	if (from == b->rows)
		return;
	memcpy(block_row(b, b->rows), block_row(b, from), b->width * sizeof *b->cell);
	b->line[b->rows] = b->line[from];
}

void
block_currency(struct block *b, size_t row, enum spelling_currency c)
{
	if (b->currency[c] == 0)
		b->currency[c] = 1 + b->line[row];
}

static void
keep_cells(struct block *b, size_t row)
{
	char **cell = mem_new(b->stride, sizeof *cell);

	memcpy(cell, block_row(b, row), b->stride * sizeof *cell);
	b->bad[b->nbad - 1].cell = cell;
}

const char *
block_file(const struct block *b, size_t row, uint64_t *line)
{
	if (b->place == 0)
		return NULL;
	char *const *place = block_row(b, row) + b->place;

	*line = strtoull(place[1], NULL, 10);
	return place[0];
}

static void
keep_place(struct block *b, size_t row)
{
	struct block_bad *bad = &b->bad[b->nbad - 1];
	const char *file = block_file(b, row, &bad->file_line);

	if (file)
		bad->file = mem_text(file);
}

void
block_bad(struct block *b, size_t row, const char *column, const char *fmt, ...)
{
	va_list ap;

	pthread_mutex_lock(&b->lock);
	va_start(ap, fmt);
	add_bad(b, b->line[row], b->csv_cells > 0 ? block_origin(b, row) : NULL, column, fmt, ap);
	if (b->csv_cells > 0)
		keep_cells(b, row);
	keep_place(b, row);
	va_end(ap);
	pthread_mutex_unlock(&b->lock);
}

void
block_left_out(struct block *b, size_t row, const char *leave)
{
	if (!b->tells_left_out)
		return;
	block_bad(b, row, NULL, "%s", leave);
	b->bad[b->nbad - 1].left_out = true;
}
