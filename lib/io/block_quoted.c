#include "lib/io/block_own.h"

#include <csv.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"

enum { GROW = 1 << 16 };	/* libcsv enlarges its buffer by this many bytes */

/* libcsv calls this after each cell. */
static void
on_cell(void *s, size_t n, void *ctx)
{
	struct block *b = ctx;
	char *to = b->text.s + b->text.n;

	if (b->cr)
		block_bare_cr(b);
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
	const char *odd = block_odd(b, b->piece[0], bytes);

	separate_with(b, '\0');
	if (odd)
		block_bad_row(b, b->began, b->piece, b->npieces, "%s", odd);
	else
		block_take(b, b->began, bytes);
}

/* And this after each row, which ends with LF or with CR LF. A CR without LF is an error. */
static void
on_end(int c, void *ctx)
{
	struct block *b = ctx;

	if (c == '\r') {
		if (b->cr)
			block_bare_cr(b);
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

void
block_quoted(struct block *b)
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
		block_bad_framing(b, newlines(b->buf, done), "%s", stray_quote(b, done));
	else if (done == b->n && csv_fini(&parser, on_cell, on_end, b) != 0)
		block_bad_framing(b, b->at_line, "unclosed quote");
	else if (b->cr)
		block_bare_cr(b);
	csv_free(&parser);
	b->lines = b->numbered ? b->at_line : newlines(b->buf, b->n);
}
