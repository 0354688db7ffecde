#define _GNU_SOURCE
#include "lib/io/block.h"

#include <csv.h>
#ifdef __SSE2__
#include <emmintrin.h>
#else
#include <endian.h>
#endif
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/encoding.h"
#include "lib/io/opt.h"
#include "lib/io/quote.h"
#include "lib/io/unguard.h"

enum { GROW = 1 << 16 };	/* libcsv enlarges its buffer by this many bytes */

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

__attribute__((format(printf, 6, 0))) static void
add_bad(struct block *b, uint64_t line, char *const *cell, size_t n, const char *column,
    const char *fmt, va_list ap)
{
	struct block_bad bad = { .line = line, .reason = mem_vprint(say(fmt), ap) };

	if (column)
		bad.column = mem_text(column);
	if (b->csv_cells > 0)
		bad.csv = block_csv(cell, n == b->width ? b->csv_cells : n, b->csv_cells);
	b->bad = mem_grow(b->bad, b->nbad + 1, &b->bad_room, sizeof *b->bad);
	b->bad[b->nbad++] = bad;
}

__attribute__((format(printf, 5, 6))) static void
bad_row(struct block *b, uint64_t line, char *const *cell, size_t n, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add_bad(b, line, cell, n, NULL, fmt, ap);
	va_end(ap);
}

__attribute__((format(printf, 3, 4))) static void
bad_framing(struct block *b, uint64_t line, const char *fmt, ...)
{
	va_list ap;

	if (b->framing)
		return;		/* only the first one is reported */
	va_start(ap, fmt);
	b->framing = mem_vprint(say(fmt), ap);
	va_end(ap);
	b->framing_line = line;
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

/* What is said about bytes that are not UTF-8, by an encoding that fits all of them. */
static char *
advice_of(const struct encoding_verdict *v, bool utf8_only)
{
	enum { SOME = 3 };	/* words */

	if (v->words > 0 && v->likely && utf8_only)
		return mem_print(v->sure ?
		    say("not UTF-8, but %s: convert it with iconv -f %s -t UTF-8") :
		    say("not UTF-8; it looks like %s: convert it with iconv -f %s -t UTF-8"),
		    v->name, v->name);
	if (v->words > 0 && v->likely)
		return mem_print(v->sure ? say("not UTF-8, but %s: use --encoding=%s") :
		    say("not UTF-8; it looks like %s: use --encoding=%s"), v->name, v->name);
	if (v->words < SOME || utf8_only)
		return mem_text(say("not UTF-8"));
	return mem_text(say("not UTF-8: use --encoding=auto"));
}

/* Judged by the whole block: a row alone may have too few bytes. */
static char *
advice(const struct block *b)
{
	if (b->encoding)
		return mem_print(say("not valid %s"), b->encoding);
	struct encoding *e = encoding_new();

	encoding_add(e, b->buf, b->n);
	const struct encoding_verdict v = encoding_judge(e);

	encoding_free(e);
	return advice_of(&v, b->utf8_only);
}

/*
 * Why the N bytes of a row, with the commas between its cells, are not text; NULL if they are. A
 * NUL becomes '?'.
 */
static const char *
odd_bytes(struct block *b, char *s, size_t n)
{
	if (memchr(s, '\0', n)) {
		for (char *p = s; (p = memchr(p, '\0', n - (size_t)(p - s))) != NULL;)
			*p = '?';	/* a NUL would cut the row in the file of rejects */
		return say("NUL byte in the row");
	}
	if (text_utf8(s, n) == n)
		return NULL;
	if (b->advice == NULL || b->advised != b->file) {
		free(b->advice);
		b->advice = advice(b);
		b->advised = b->file;
	}
	return b->advice;
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

static void
row_of(struct block *b, uint64_t line, size_t bytes)
{
	const size_t w = b->width;

	if (b->numbered && b->npieces < w)
		fill_row(b);
	char *const *cell = b->piece;
	size_t n = b->npieces;

	for (size_t i = 0; bytes > BLOCK_MAX_CELL && i < n; i++)
		if (strlen(cell[i]) > BLOCK_MAX_CELL) {
			bad_row(b, line, cell, n, "a cell is larger than 16 MiB");
			return;
		}
	if (b->ragged && n > w && text_are_empty(cell + w, n - w))
		n = w;
	b->cells = n;
	if (w > 1 && n == w && text_are_empty(cell, w))
		return;		/* a blank line of a spreadsheet */
	if (w > 0 && n != w)
		bad_row(b, line, cell, n, "%zu cell%s but the header has %zu",
		    n, TEXT_PLURAL(n), w);
	else
		add_row(b, line, cell);
}

static void
bare_cr(struct block *b, bool is)
{
	if (is)
		bad_framing(b, b->at_line, "CR without LF outside quotes");
}

/* A block with a quote goes through libcsv, which calls on_cell and on_end. */
static void
on_cell(void *s, size_t n, void *ctx)
{
	struct block *b = ctx;
	char *to = b->text.s + b->text.n;

	bare_cr(b, b->cr);
	b->cr = false;
	b->piece = mem_grow(b->piece, b->npieces + 1, &b->piece_room, sizeof *b->piece);
	b->piece[b->npieces++] = to;
	memcpy(to, s, n);
	to[n] = '\0';
	b->text.n += n + 1;
	if (b->numbered)
		return;
	for (const char *p = s, *end = p + n; (p = memchr(p, '\n', (size_t)(end - p))); p++)
		b->at_line++;
}

/* Writes C between the cells of the row: a comma, or a NUL. */
static void
separate_with(struct block *b, char c)
{
	for (size_t i = 1; i < b->npieces; i++)
		b->piece[i][-1] = c;
}

static void
end_row(struct block *b)
{
	const size_t bytes = (size_t)(b->text.s + b->text.n - b->piece[0]) - 1;

	separate_with(b, b->separator);	/* a NUL that is found now comes from the file */
	const char *odd = odd_bytes(b, b->piece[0], bytes);

	separate_with(b, '\0');
	if (odd)
		bad_row(b, b->began, b->piece, b->npieces, "%s", odd);
	else
		row_of(b, b->began, bytes);
}

/* A row ends with LF or with CR LF. A CR without LF is an error. */
static void
on_end(int c, void *ctx)
{
	struct block *b = ctx;

	if (c == '\r') {
		bare_cr(b, b->cr);
		b->cr = true;
		return;
	}
	b->cr = false;
	if (b->npieces > 0 && b->framing == NULL)	/* a blank line is not a row */
		end_row(b);
	b->npieces = 0;
	b->at_line += c == '\n';
	b->began = b->at_line;
}

static int
no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static uint64_t
newlines(const char *s, size_t n)
{
	uint64_t lines = 0;

	for (const char *p = s, *end = s + n; (p = memchr(p, '\n', (size_t)(end - p))); p++)
		lines++;
	return lines;
}

/* What is wrong with the quote at which libcsv stopped, or which follows that byte. */
static const char *
stray_quote(const struct block *b, size_t at)
{
	const char *s = b->buf;
	const size_t n = b->n;
	const size_t quote = at < n && s[at] == '"' ? at : at > 0 && s[at - 1] == '"' ? at - 1 : 0;

	if (quote > 0 && s[quote - 1] == '=' && (quote == 1 || s[quote - 2] == '\n' ||
	    s[quote - 2] == b->separator))
		return say("a cell is written as =\"...\" to guard it from Excel;"
		    " use --unguard");
	return say("a quote inside an unquoted cell, or text after a closing quote");
}

static void
split_quoted(struct block *b)
{
	struct csv_parser parser;
	size_t done;

	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
		fail_errno(NULL);
	csv_set_delim(&parser, (unsigned char)b->separator);
	csv_set_space_func(&parser, no_space);
	/* The default, 128 bytes, would copy a large cell many times. */
	csv_set_blk_size(&parser, GROW);
	b->text.n = b->npieces = 0;
	text_room(&b->text, 2 * b->n + 2);	/* it must not move: cells point into it */
	b->at_line = b->began = 0;
	b->cr = false;
	done = csv_parse(&parser, b->buf, b->n, on_cell, on_end, b);
	if (done != b->n)
		bad_framing(b, newlines(b->buf, done), "%s", stray_quote(b, done));
	else if (done == b->n && csv_fini(&parser, on_cell, on_end, b) != 0)
		bad_framing(b, b->at_line, "unclosed quote");
	else
		bare_cr(b, b->cr);
	csv_free(&parser);
	b->lines = b->numbered ? b->at_line : newlines(b->buf, b->n);
}

/* Splits a line of a block without quotes. END points to the place of its LF. */
static void
split_line(struct block *b, uint64_t line, char *s, char *end, bool odd)
{
	if (odd && end > s && end[-1] == '\r' && end < b->buf + b->n)	/* it ended with CR LF */
		end--;
	if (s == end)
		return;
	const size_t bytes = (size_t)(end - s);
	const char *why = odd ? odd_bytes(b, s, bytes) : NULL;

	if (odd && memchr(s, '\r', bytes)) {
		b->at_line = line;
		bare_cr(b, true);
		return;
	}
	*end = '\0';
	b->npieces = 0;
	for (char *p = s;; s = p) {
		b->piece = mem_grow(b->piece, b->npieces + 1, &b->piece_room, sizeof *b->piece);
		b->piece[b->npieces++] = s;
		if ((p = memchr(s, b->separator, (size_t)(end - s))) == NULL)
			break;
		*p++ = '\0';
	}
	if (why)
		bad_row(b, line, b->piece, b->npieces, "%s", why);
	else
		row_of(b, line, bytes);
}

/* Makes room for some rows, and returns how many there is room for. */
static size_t
row_room(struct block *b)
{
	enum { SOME = 64 };

	b->cell = mem_grow(b->cell, (b->rows + SOME) * b->stride + 1, &b->cells_room,
	    sizeof *b->cell);
	b->line = mem_grow(b->line, b->rows + SOME, &b->line_room, sizeof *b->line);
	const size_t cells = (b->cells_room - 1) / b->stride;

	return cells < b->line_room ? cells : b->line_room;
}

#ifdef __SSE2__

enum { STEP = 16, STEP_BITS = 1 };

/* Finds A and C in STEP bytes. Each byte has STEP_BITS bits; the highest is 1 if it is found. */
static inline uint64_t
find_bytes(const char *s, char a, char c)
{
	const __m128i w = _mm_loadu_si128((const __m128i *)(const void *)s);

	return (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(w, _mm_set1_epi8(a)),
	    _mm_cmpeq_epi8(w, _mm_set1_epi8(c))));
}

#else

enum { STEP = 8, STEP_BITS = 8 };

static inline uint64_t
find_byte(uint64_t w, char c)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), low = 0x7f * ones;
	const uint64_t x = w ^ ones * (unsigned char)c;

	return ~(((x & low) + low) | x | low);
}

static inline uint64_t
find_bytes(const char *s, char a, char c)
{
	uint64_t w;

	memcpy(&w, s, sizeof w);
	w = le64toh(w);
	return find_byte(w, a) | find_byte(w, c);
}

#endif

/* The row at hand of a block without quotes, CR, NUL and faults of UTF-8. */
struct plain_row {
	uint64_t line;
	char *s, **cell;	/* its first byte; its cells so far, of which at most the width */
	size_t n, room;		/* cells, those beyond the width too; rows that there is room for */
};

static inline void
begin_row(struct block *b, struct plain_row *r, char *s)
{
	if (b->rows >= r->room)
		r->room = row_room(b);
	r->s = s;
	r->cell = block_row(b, b->rows);
	r->cell[0] = s;
	r->n = 1;
}

/* A row that has not as many cells as the header, N so far, is restored and split again. */
static void
split_again(struct block *b, uint64_t line, char **cell, size_t n, char *end)
{
	for (size_t i = 1; i < n && i < b->width; i++)
		cell[i][-1] = b->separator;
	split_line(b, line, cell[0], end, false);
}

static inline void
finish_row(struct block *b, struct plain_row *r, char *end)
{
	if (r->n == b->width && r->s < end && end - r->s <= BLOCK_MAX_CELL) {
		*end = '\0';
		b->line[b->rows] = (uint32_t)r->line;
		b->rows += r->n == 1 || *r->s != '\0' || !text_are_empty(r->cell, r->n);
	} else {
		split_again(b, r->line, r->cell, r->n, end);
	}
	r->line++;
}

/* At the end of a cell or of the row. */
static inline void
finish_cell(struct block *b, struct plain_row *r, char *end)
{
	if (*end == '\n') {
		finish_row(b, r, end);
		begin_row(b, r, end + 1);
	} else if (r->n++ < b->width) {
		*end = '\0';
		r->cell[r->n - 1] = end + 1;
	}
}

static void
split_usual(struct block *b)
{
	const char separator = b->separator;
	char *const end = b->buf + b->n, *p = b->buf;
	struct plain_row r = { .line = 0 };

	begin_row(b, &r, p);
	for (; p + STEP <= end; p += STEP)
		for (uint64_t m = find_bytes(p, '\n', separator); m; m &= m - 1)
			finish_cell(b, &r, p + __builtin_ctzll(m) / STEP_BITS);
	for (; p < end; p++)
		if (*p == '\n' || *p == separator)
			finish_cell(b, &r, p);
	if (r.s < end)
		finish_row(b, &r, end);
	b->lines = r.line;
}

static void
split_lines(struct block *b, bool odd)
{
	char *end = b->buf + b->n;
	uint64_t line = 0;

	for (char *s = b->buf, *lf; s < end; s = lf + 1, line++) {
		if ((lf = memchr(s, '\n', (size_t)(end - s))) == NULL)
			lf = end;
		split_line(b, line, s, lf, odd);
	}
	b->lines = line;
}

static void
split_plain(struct block *b)
{
	const bool odd = memchr(b->buf, '\r', b->n) || memchr(b->buf, '\0', b->n) ||
	    text_utf8(b->buf, b->n) != b->n;

	if (odd || b->width == 0)
		split_lines(b, odd);
	else
		split_usual(b);
}

static void
clear(struct block *b)
{
	for (size_t i = 0; i < b->nbad; i++) {
		free(b->bad[i].column);
		free(b->bad[i].reason);
		free(b->bad[i].csv);
		free(b->bad[i].file);
		free(b->bad[i].cell);
	}
	free(b->framing);
	b->framing = NULL;
	b->rows = b->nbad = 0;
	b->lines = b->left_out = 0;
	arena_clear(&b->made);
	memset(b->currency, 0, sizeof b->currency);
}

static int
by_line(const void *a, const void *b)
{
	const struct block_bad *x = a, *y = b;

	return (x->line > y->line) - (x->line < y->line);
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
apply_recipe(struct block *b)
{
	const size_t nbad = b->nbad;

	b->apply(b->recipe, b);
	if (b->nbad > nbad)
		qsort(b->bad, b->nbad, sizeof *b->bad, by_line);
}

size_t
block_split(struct block *b)
{
	clear(b);
	if (b->separator == '\0')
		b->separator = ',';
	if (b->stride < b->width)
		b->stride = b->width;
	if (b->guarded)
		b->n = unguard_quotes(b->buf, b->n, b->separator);
	if (memchr(b->buf, '"', b->n))
		split_quoted(b);
	else
		split_plain(b);
	if (b->recipe)
		apply_recipe(b);
	if (b->cut)
		bad_framing(b, 0, "the row is larger than 64 MiB");
	b->split_bad = b->nbad;
	return b->rows;
}

void
block_skip(struct block *b, size_t rows)
{
	clear(b);
	b->split_bad = 0;
	b->lines = b->rows = rows;
}

char **
block_row(const struct block *b, size_t row)
{
	return b->cell + row * b->stride;
}

static void
keep_cells(struct block *b, size_t row)
{
	char **cell = mem_new(b->csv_cells, sizeof *cell);

	memcpy(cell, block_row(b, row), b->csv_cells * sizeof *cell);
	b->bad[b->nbad - 1].cell = cell;
}

void
block_bad(struct block *b, size_t row, const char *column, const char *fmt, ...)
{
	va_list ap;

	pthread_mutex_lock(&b->lock);
	va_start(ap, fmt);
	add_bad(b, b->line[row], block_row(b, row), b->width, column, fmt, ap);
	if (b->csv_cells > 0)
		keep_cells(b, row);
	va_end(ap);
	pthread_mutex_unlock(&b->lock);
}

void
block_marked(struct block *b, size_t row, char *const mark[static 4])
{
	block_bad(b, row, *mark[2] ? mark[2] : NULL, "%s", mark[3]);
	struct block_bad *bad = &b->bad[b->nbad - 1];

	bad->file = mem_text(mark[0]);
	bad->file_line = strtoull(mark[1], NULL, 10);
}

size_t
block_whole_rows(const char *s, size_t n)
{
	const char *quote = memchr(s, '"', n), *end = s + n, *lf;

	if (quote == NULL) {
		lf = memrchr(s, '\n', n);
		return lf ? (size_t)(lf + 1 - s) : 0;
	}
	size_t last = 0;
	for (const char *p = s; p < end; p = quote + 1) {
		quote = memchr(p, '"', (size_t)(end - p));
		lf = memrchr(p, '\n', (size_t)((quote ? quote : end) - p));
		if (lf)
			last = (size_t)(lf + 1 - s);
		if (quote == NULL ||
		    (quote = memchr(quote + 1, '"', (size_t)(end - quote - 1))) == NULL)
			break;
	}
	return last;
}

struct block *
block_new(void)
{
	struct block *b = mem_new(1, sizeof *b);

	pthread_mutex_init(&b->lock, NULL);
	return b;
}

void
block_free(struct block *b)
{
	clear(b);
	free(b->advice);
	free(b->bad);
	free(b->buf);
	free(b->cell);
	free(b->line);
	free(b->piece);
	text_free(&b->text);
	arena_free(&b->made);
	pthread_mutex_destroy(&b->lock);
	free(b);
}
