/* Blocks of CSV: the fast way and libcsv give the same rows; a written row reads the same. */
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "lib/io/block.h"

static struct block *
split(const void *s, size_t n, size_t width, size_t csv_cells)
{
	struct block *b = block_new();

	b->file = "f";
	b->buf = mem_new(n + 1, 1);
	memcpy(b->buf, s, n);
	b->n = n;
	b->room = n + 1;
	b->width = width;
	b->csv_cells = csv_cells;
	block_split(b);
	return b;
}

static void
same_row(const struct block *a, size_t i, const struct block *b, size_t k)
{
	for (size_t c = 0; c < a->width; c++)
		FUZZ_HOLDS(strcmp(block_row(a, i)[c], block_row(b, k)[c]) == 0);
}

/* Each row alone, written and read again. */
static void
round_trip(const struct block *b)
{
	for (size_t i = 0; i < b->rows; i++) {
		char *csv = block_csv(block_row(b, i), b->width, b->width);
		const size_t n = strlen(csv);

		if (n > 0) {
			csv[n] = '\n';
			struct block *again = split(csv, n + 1, b->width, 0);

			FUZZ_HOLDS(!again->framing && again->rows == 1 && again->nbad == 0);
			same_row(b, i, again, 0);
			block_free(again);
		}
		free(csv);
	}
}

/* Bytes without a quote, and a row with one behind them, which sends all of them through libcsv. */
static void
both_ways(const struct block *b, const uint8_t *s, size_t n)
{
	const size_t w = b->width;
	char *all = mem_new(n + 2 + 4 * w, 1), *p = all;

	memcpy(p, s, n);
	p += n;
	if (n > 0 && s[n - 1] != '\n')
		*p++ = '\n';
	for (size_t i = 0; i < w; i++) {
		memcpy(p, i > 0 ? ",\"z\"" : "\"z\"", i > 0 ? 4 : 3);
		p += i > 0 ? 4 : 3;
	}
	*p++ = '\n';
	struct block *q = split(all, (size_t)(p - all), w, b->csv_cells);

	FUZZ_HOLDS(!q->framing && q->rows == b->rows + 1 && q->nbad == b->nbad);
	for (size_t i = 0; i < b->rows; i++) {
		FUZZ_HOLDS(q->line[i] == b->line[i]);
		same_row(b, i, q, i);
	}
	block_free(q);
	free(all);
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	if (n < 2 || n > 4096)
		return 0;
	const size_t w = 1 + s[0] % 4, csv_cells = s[1] % 2 ? w : 0;

	s += 2;
	n -= 2;
	struct block *b = split(s, n, w, csv_cells);
	const size_t whole = block_whole_rows((const char *)s, n);

	FUZZ_HOLDS(whole <= n && (whole == 0 || s[whole - 1] == '\n'));
	if (!b->framing)
		round_trip(b);
	if (!b->framing && !memchr(s, '"', n) && (n == 0 || s[n - 1] != '\r'))
		both_ways(b, s, n);
	block_free(b);
	return 0;
}
