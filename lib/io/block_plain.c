#include "lib/io/block_own.h"

#ifdef __SSE2__
#include <emmintrin.h>
#else
#include <endian.h>
#endif
#include <string.h>

#include "lib/base/mem.h"

/* Splits a line of a block without quotes. END points to the place of its LF. */
static void
split_line(struct block *b, uint64_t line, char *s, char *end, bool odd)
{
	if (odd && end > s && end[-1] == '\r' && end < b->buf + b->n)	/* it ended with CR LF */
		end--;
	if (s == end)
		return;
	const size_t bytes = (size_t)(end - s);
	const char *why = odd ? block_odd(b, s, bytes) : NULL;

	if (odd && memchr(s, '\r', bytes)) {
		b->at_line = line;
		block_bare_cr(b);
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
		block_bad_row(b, line, b->piece, b->npieces, "%s", why);
	else
		block_take(b, line, bytes);
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
	r->cell = b->cell + b->rows * b->stride;
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

void
block_plain(struct block *b)
{
	const bool odd = memchr(b->buf, '\r', b->n) || memchr(b->buf, '\0', b->n) ||
	    text_utf8(b->buf, b->n) != b->n;

	if (odd || b->width == 0)
		split_lines(b, odd);
	else
		split_usual(b);
}
