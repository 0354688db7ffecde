#define _GNU_SOURCE
#include "lib/io/block_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/unguard.h"

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
		block_quoted(b);
	else
		block_plain(b);
	if (b->recipe)
		apply_recipe(b);
	if (b->cut)
		block_bad_framing(b, 0, "the row is larger than 64 MiB");
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
