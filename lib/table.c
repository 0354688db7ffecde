#define _GNU_SOURCE
#include "lib/table.h"

#include <csv.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <xxhash.h>

#include "lib/mem.h"
#include "lib/opt.h"
#include "lib/put.h"
#include "lib/text.h"

enum {
	BLOCK = 512 << 10,	/* bytes a block usually has */
	MAX_ROW = 64 << 20,	/* where a row is given up: an unclosed quote swallows what follows */
	NAMED = 20,		/* bad rows named on standard error */
	REASON = 400,		/* bytes of a message */
};

struct bad {
	uint64_t line;		/* within the block, from 0 */
	char *column, *reason;	/* column may be NULL */
	char *csv;		/* the row's cells; NULL unless there is a rejects file */
};

struct table_block {
	struct table *table;
	const char *file;
	uint64_t number;
	uint64_t line0;		/* line of its first byte in the file; known once the one before is judged */
	uint64_t lines;		/* it has; known after the split */
	bool opens;		/* first of its file: lines count from first_line */
	uint64_t first_line;
	char *buf;		/* the bytes, and room for one more */
	size_t n, room;

	char **cell;		/* width times rows */
	uint32_t *line;		/* of each row, within the block */
	size_t rows, cells_room, line_room;
	size_t cells;		/* of the last row: the header's, while the width is not known */
	size_t split_bad;	/* rows that did not come out of the split */

	struct bad *bad;
	size_t nbad, bad_room, next_bad;
	char *framing;		/* what ends the tool, and where */
	uint64_t framing_line;

	/* while libcsv splits */
	struct text text;
	char **part;		/* cells of the unfinished row */
	size_t nparts, part_room;
	uint64_t at_line, began;
	bool cr, bare_cr;
};

struct table {
	struct table_opts opts;
	char **files;
	const char *file;
	int fd;			/* -1 between files */
	char **head;
	size_t width;
	char *carry;		/* read, but its row is unfinished */
	size_t ncarry, carry_room;
	bool opens, ended;
	uint64_t first_line;
	pthread_mutex_t lock;
	uint64_t number, rows, bads, line;
	XXH3_state_t *digest;
	struct put *rejects;
	struct table_block *block;	/* of table_next */
	size_t next, nrows;
	bool tty, shown;
	struct timespec start;
};

/* A row as CSV, for the rejects file. */
static char *
row_csv(char *const *cell, size_t n)
{
	struct text t = { 0 };

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			text_add(&t, ",", 1);
		put_csv(&t, cell[i]);
	}
	text_add(&t, "", 1);
	return t.s;
}

__attribute__((format(printf, 6, 0))) static void
add_bad(struct table_block *b, uint64_t line, char *const *cell, size_t n, const char *column,
    const char *fmt, va_list ap)
{
	struct bad bad = { .line = line };

	if (vasprintf(&bad.reason, fmt, ap) == -1)
		err(EXIT_TROUBLE, NULL);
	if (column)
		bad.column = mem_text(column);
	if (b->table->rejects)
		bad.csv = row_csv(cell, n);
	b->bad = mem_grow(b->bad, b->nbad + 1, &b->bad_room, sizeof *b->bad);
	b->bad[b->nbad++] = bad;
}

__attribute__((format(printf, 5, 6))) static void
bad_row(struct table_block *b, uint64_t line, char *const *cell, size_t n, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add_bad(b, line, cell, n, NULL, fmt, ap);
	va_end(ap);
}

__attribute__((format(printf, 3, 4))) static void
bad_framing(struct table_block *b, uint64_t line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&b->framing, fmt, ap) == -1)
		err(EXIT_TROUBLE, NULL);
	va_end(ap);
	b->framing_line = line;
}

static void
add_row(struct table_block *b, uint64_t line, char *const *cell)
{
	const size_t w = b->table->width;

	b->cell = mem_grow(b->cell, (b->rows + 1) * w + 1, &b->cells_room, sizeof *b->cell);
	b->line = mem_grow(b->line, b->rows + 1, &b->line_room, sizeof *b->line);
	memcpy(b->cell + b->rows * w, cell, w * sizeof *cell);
	b->line[b->rows++] = (uint32_t)line;
}

/* What is wrong with N bytes of cells that the separators do not show; NULL if nothing is. */
static bool
odd_bytes(struct table_block *b, uint64_t line, const char *s, size_t n, char *const *cell, size_t cells)
{
	if (memchr(s, '\0', n)) {
		bad_row(b, line, cell, cells, "a NUL byte");
		return true;
	}
	if (text_utf8(s, n) == n)
		return false;
	if (text_gb18030(s, n))
		bad_row(b, line, cell, cells, "not UTF-8, but valid GB18030: iconv -f GB18030 -t UTF-8 %s",
		    strcmp(b->file, "standard input") == 0 ? "" : b->file);
	else
		bad_row(b, line, cell, cells, "not UTF-8");
	return true;
}

static void
row_of(struct table_block *b, uint64_t line, char *const *cell, size_t n, size_t bytes)
{
	const size_t w = b->table->width;

	for (size_t i = 0; bytes > TABLE_MAX_CELL && i < n; i++)
		if (strlen(cell[i]) > TABLE_MAX_CELL) {
			bad_row(b, line, cell, n, "a cell beyond 16 MiB");
			return;
		}
	b->cells = n;
	if (w > 0 && n != w)
		bad_row(b, line, cell, n, "%zu cell%s where the header has %zu", n, n == 1 ? "" : "s", w);
	else
		add_row(b, line, cell);
}

/* Blocks with a quote go through libcsv. */
static void
on_cell(void *s, size_t n, void *ctx)
{
	struct table_block *b = ctx;
	char *to = b->text.s + b->text.n;

	b->bare_cr |= b->cr;
	b->part = mem_grow(b->part, b->nparts + 1, &b->part_room, sizeof *b->part);
	b->part[b->nparts++] = to;
	memcpy(to, s, n);
	to[n] = '\0';
	b->text.n += n + 1;
	for (const char *p = s, *end = p + n; (p = memchr(p, '\n', (size_t)(end - p))); p++)
		b->at_line++;
}

static void
on_end(int c, void *ctx)
{
	struct table_block *b = ctx;
	size_t bytes = b->nparts ? (size_t)(b->text.s + b->text.n - b->part[0]) : 0;

	b->bare_cr |= b->cr && !(c == '\n' && b->nparts == 0);
	if (b->bare_cr && b->framing == NULL)
		bad_framing(b, b->at_line, "a CR without LF outside quotes");
	b->cr = c == '\r';
	if (b->nparts > 0) {
		for (size_t i = 1; i < b->nparts; i++)
			b->part[i][-1] = ',';	/* so that a NUL that is left is the file's own */
		bool odd = odd_bytes(b, b->began, b->part[0], bytes - 1, NULL, 0);
		for (size_t i = 1; i < b->nparts; i++)
			b->part[i][-1] = '\0';
		if (!odd)
			row_of(b, b->began, b->part, b->nparts, bytes);
	}
	b->nparts = 0;
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

static void
split_quoted(struct table_block *b)
{
	struct csv_parser parser;
	size_t done;

	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
		err(EXIT_TROUBLE, NULL);
	csv_set_space_func(&parser, no_space);
	b->text.n = b->nparts = 0;
	text_room(&b->text, 2 * b->n + 2);	/* cells point into it: it must not move */
	b->at_line = b->began = 0;
	b->cr = b->bare_cr = false;
	done = csv_parse(&parser, b->buf, b->n, on_cell, on_end, b);
	if (done != b->n && b->framing == NULL)
		bad_framing(b, newlines(b->buf, done), "a quote inside an unquoted cell, or text after a closing quote");
	else if (done == b->n && csv_fini(&parser, on_cell, on_end, b) != 0)
		bad_framing(b, b->began, "a quote that is never closed");
	else if (b->cr && b->framing == NULL)
		bad_framing(b, b->at_line, "a CR without LF outside quotes");
	csv_free(&parser);
	b->lines = newlines(b->buf, b->n);
}

/* One line of a block without quotes: its cells, up to END where its LF stood. */
static void
split_line(struct table_block *b, uint64_t line, char *s, char *end, bool odd)
{
	const size_t bytes = (size_t)(end - s);
	const char *cr;

	if (odd && end > s && end[-1] == '\r')
		end--;
	*end = '\0';
	if (s == end)
		return;
	if (odd && (cr = memchr(s, '\r', (size_t)(end - s)))) {
		if (b->framing == NULL)
			bad_framing(b, line, "a CR without LF outside quotes");
		return;
	}
	if (odd && odd_bytes(b, line, s, (size_t)(end - s), &s, 1))
		return;
	b->nparts = 0;
	for (char *p = s;; s = p) {
		b->part = mem_grow(b->part, b->nparts + 1, &b->part_room, sizeof *b->part);
		b->part[b->nparts++] = s;
		if ((p = memchr(s, ',', (size_t)(end - s))) == NULL)
			break;
		*p++ = '\0';
	}
	row_of(b, line, b->part, b->nparts, bytes);
}

/* The usual row: as many cells as the header has.  False, and the line as it was, where it is not. */
static bool
split_usual(struct table_block *b, uint64_t line, char *s, char *end)
{
	const size_t w = b->table->width;
	size_t n = 0;

	b->cell = mem_grow(b->cell, (b->rows + 1) * w + 1, &b->cells_room, sizeof *b->cell);
	b->line = mem_grow(b->line, b->rows + 1, &b->line_room, sizeof *b->line);
	char **cell = b->cell + b->rows * w, *p = s;

	if (s == end || w == 0 || end - s > TABLE_MAX_CELL)
		return false;
	*end = '\0';
	for (cell[n++] = p; (p = memchr(p, ',', (size_t)(end - p))) != NULL && n < w; cell[n++] = p)
		*p++ = '\0';
	if (n == w && p == NULL) {
		b->line[b->rows++] = (uint32_t)line;
		return true;
	}
	for (size_t i = 1; i < n; i++)
		cell[i][-1] = ',';
	return false;
}

static void
split_plain(struct table_block *b)
{
	bool odd = memchr(b->buf, '\r', b->n) || memchr(b->buf, '\0', b->n) ||
	    text_utf8(b->buf, b->n) != b->n;
	char *end = b->buf + b->n;
	uint64_t line = 0;

	for (char *s = b->buf, *lf; s < end; s = lf + 1, line++) {
		if ((lf = memchr(s, '\n', (size_t)(end - s))) == NULL)
			lf = end;
		if (odd || !split_usual(b, line, s, lf))
			split_line(b, line, s, lf, odd);
	}
	b->lines = line;
}

static void
clear(struct table_block *b)
{
	for (size_t i = 0; i < b->nbad; i++) {
		free(b->bad[i].column);
		free(b->bad[i].reason);
		free(b->bad[i].csv);
	}
	free(b->framing);
	b->framing = NULL;
	b->rows = b->nbad = b->next_bad = 0;
	b->lines = 0;
}

size_t
table_split(struct table_block *b)
{
	clear(b);
	if (memchr(b->buf, '"', b->n))
		split_quoted(b);
	else
		split_plain(b);
	b->split_bad = b->nbad;
	return b->rows;
}

char **
table_block_row(const struct table_block *b, size_t row)
{
	return b->cell + row * b->table->width;
}

void
table_block_bad(struct table_block *b, size_t row, const char *column, const char *fmt, ...)
{
	va_list ap;

	pthread_mutex_lock(&b->table->lock);
	va_start(ap, fmt);
	add_bad(b, b->line[row], table_block_row(b, row), b->table->width, column, fmt, ap);
	va_end(ap);
	pthread_mutex_unlock(&b->table->lock);
}

/* The end of the last whole row within N bytes that begin with a row; 0 if there is none. */
static size_t
whole_rows(const char *s, size_t n)
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
		if (quote == NULL || (quote = memchr(quote + 1, '"', (size_t)(end - quote - 1))) == NULL)
			break;
	}
	return last;
}

static _Noreturn void
framing_error(const struct table_block *b, uint64_t line)
{
	fflush(stdout);
	errx(EXIT_TROUBLE, "%s:%ju: %s", b->file, (uintmax_t)line, b->framing);
}

/* Names must be unique, and the same in every file. */
static void
take_header(struct table *t, struct table_block *b, uint64_t line)
{
	char **name = b->part;
	const size_t n = b->cells;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(name[i], name[k]) == 0)
				errx(EXIT_TROUBLE, "%s:%ju: column '%s' twice", b->file, (uintmax_t)line, name[i]);
	if (t->head == NULL) {
		t->head = mem_new(n, sizeof *t->head);
		for (size_t i = 0; i < n; i++)
			t->head[i] = mem_text(name[i]);
		t->width = n;
		return;
	}
	if (n != t->width)
		errx(EXIT_TROUBLE, "%s:%ju: %zu columns where the first file has %zu", b->file,
		    (uintmax_t)line, n, t->width);
	for (size_t i = 0; i < n; i++)
		if (strcmp(name[i], t->head[i]) != 0)
			errx(EXIT_TROUBLE, "%s:%ju: column '%s' where the first file has '%s'", b->file,
			    (uintmax_t)line, name[i], t->head[i]);
}

/* The end of the first row that is not blank; 0 if it is not all there. */
static size_t
first_row(const char *s, size_t n, bool all)
{
	bool inside = false;
	size_t i = 0;

	while (i < n && (s[i] == '\n' || s[i] == '\r'))
		i++;
	for (; i < n; i++)
		if (s[i] == '"')
			inside = !inside;
		else if (s[i] == '\n' && !inside)
			return i + 1;
	return all ? n : 0;
}

/* Splits N bytes that hold the header and nothing more with the splitter of the rows. */
static void
read_header(struct table *t, const char *s, size_t n)
{
	struct table_block b = { .table = t, .file = t->file, .n = n };
	const size_t width = t->width;

	b.buf = mem_new(n + 1, 1);
	memcpy(b.buf, s, n);
	t->width = 0;	/* any number of cells is right for now */
	table_split(&b);
	t->width = width;
	if (b.nbad > 0) {
		b.framing = b.bad[0].reason;
		framing_error(&b, b.bad[0].line + 1);
	}
	if (b.framing)
		framing_error(&b, b.framing_line + 1);
	if (b.rows == 0)
		errx(EXIT_TROUBLE, "%s: empty, without even a header", t->file);
	take_header(t, &b, b.line[0] + 1);
	t->first_line = b.lines + 1;
	clear(&b);
	free(b.bad);
	free(b.buf);
	free(b.cell);
	free(b.line);
	free(b.part);
	text_free(&b.text);
}

/* Reads until there are NEED bytes of the file in the carry, or the file ends. */
static void
fill(struct table *t, size_t need)
{
	while (t->ncarry < need && !t->ended) {
		t->carry = mem_grow(t->carry, need + 1, &t->carry_room, 1);	/* one more: for a NUL */
		ssize_t got = read(t->fd, t->carry + t->ncarry, need - t->ncarry);

		if (got == -1 && errno == EINTR)
			continue;
		if (got == -1)
			err(EXIT_TROUBLE, "%s", t->file);
		if (t->digest)
			XXH3_128bits_update(t->digest, t->carry + t->ncarry, (size_t)got);
		t->ncarry += (size_t)got;
		t->ended = got == 0;
	}
}

static void
drop_carry(struct table *t, size_t n)
{
	memmove(t->carry, t->carry + n, t->ncarry - n);
	t->ncarry -= n;
}

static bool
begin_file(struct table *t)
{
	size_t head = 0;

	if (*t->files == NULL)
		return false;
	t->file = *t->files++;
	t->fd = STDIN_FILENO;
	if (strcmp(t->file, "-") == 0)
		t->file = "standard input";
	else if ((t->fd = open(t->file, O_RDONLY | O_CLOEXEC)) == -1)
		err(EXIT_TROUBLE, "%s", t->file);
	t->ended = false;
	fill(t, BLOCK);
	if (t->ncarry >= 3 && memcmp(t->carry, "\xef\xbb\xbf", 3) == 0)
		drop_carry(t, 3);
	if (t->ncarry == 0)
		errx(EXIT_TROUBLE, "%s: empty, without even a header", t->file);
	while ((head = first_row(t->carry, t->ncarry, t->ended)) == 0) {
		if (t->ncarry > MAX_ROW)
			errx(EXIT_TROUBLE, "%s:1: a header beyond 64 MiB", t->file);
		fill(t, t->ncarry * 2);
	}
	read_header(t, t->carry, head);
	drop_carry(t, head);
	t->opens = true;
	return true;
}

static void
end_file(struct table *t)
{
	if (t->fd != STDIN_FILENO && t->fd != -1)
		close(t->fd);
	t->fd = -1;
	if (t->digest)	/* so that "ab" "c" differs from "a" "bc" */
		XXH3_128bits_update(t->digest, "\0", 1);
}

static void
progress(struct table *t, uint64_t rows, bool last)
{
	struct timespec now;

	if (!t->tty)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	double s = (double)(now.tv_sec - t->start.tv_sec) + 1e-9 * (double)(now.tv_nsec - t->start.tv_nsec);
	if (last && t->shown)
		fputs("\r\033[K", stderr);
	else if (!last && s > 1) {
		fprintf(stderr, "\r%ju rows, %.0f a second\033[K", (uintmax_t)rows, (double)rows / s);
		t->shown = true;
	}
}

/* Whole rows for the block; what is left over stays.  The two change buffers: nothing but the rest is copied. */
static bool
take_rows(struct table *t, struct table_block *b)
{
	size_t n = 0, want = BLOCK;

	fill(t, want);
	while (!t->ended && (n = whole_rows(t->carry, t->ncarry)) == 0 && t->ncarry <= MAX_ROW)
		fill(t, want *= 2);
	if (t->ended || n == 0)
		n = t->ncarry;
	if (n == 0)
		return false;
	char *rows = t->carry;
	const size_t room = t->carry_room, rest = t->ncarry - n;

	t->carry = mem_grow(b->buf, rest > BLOCK ? rest : BLOCK, &b->room, 1);
	t->carry_room = b->room;
	memcpy(t->carry, rows + n, rest);
	t->ncarry = rest;
	b->buf = rows;
	b->room = room;
	b->n = n;
	return true;
}

bool
table_read(struct table *t, struct table_block *b)
{
	bool got = false;

	pthread_mutex_lock(&t->lock);
	while ((t->fd != -1 || begin_file(t)) && !(got = take_rows(t, b)))
		end_file(t);
	if (got) {
		b->file = t->file;
		b->number = t->number++;
		b->opens = t->opens;
		b->first_line = t->first_line;
		t->opens = false;
	}
	pthread_mutex_unlock(&t->lock);
	return got;
}

uint64_t
table_block_number(const struct table_block *b)
{
	return b->number;
}

/* One line, without control characters, cut where it grows long. */
static void
say(const char *file, uint64_t line, const char *reason)
{
	char buf[REASON];

	snprintf(buf, sizeof buf, "%s", reason);
	for (char *p = buf; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = '?';
	fflush(stdout);
	warnx("%s:%ju: %s", file, (uintmax_t)line, buf);
}

static void
reject(struct table *t, const char *file, uint64_t line, const char *csv, const char *column,
    const char *reason)
{
	put_raw(t->rejects, csv, t->width);
	put_text(t->rejects, file);
	put_int(t->rejects, (int64_t)line);
	put_text(t->rejects, column);
	put_text(t->rejects, reason);
	put_end(t->rejects);
}

static void
judge_one(struct table *t, const char *file, uint64_t line, const struct bad *bad)
{
	t->bads++;
	if (t->rejects)
		reject(t, file, line, bad->csv, bad->column, bad->reason);
	if (t->bads <= NAMED)
		say(file, line, bad->reason);
	if (t->opts.policy == TABLE_STOP)
		exit(EXIT_TROUBLE);
	opt_status(t->opts.policy == TABLE_ALL && !t->rejects ? EXIT_TROUBLE : EXIT_NO);
}

static int
by_line(const void *a, const void *b)
{
	const struct bad *x = a, *y = b;

	return (x->line > y->line) - (x->line < y->line);
}

/* Where the block begins in its file, once the block before has been judged. */
static void
place(struct table *t, struct table_block *b)
{
	if (b->opens)
		t->line = b->first_line;
	b->line0 = t->line;
	t->line += b->lines;
}

static void
judge_until(struct table *t, struct table_block *b, uint64_t line)
{
	for (; b->next_bad < b->nbad && b->bad[b->next_bad].line < line; b->next_bad++)
		judge_one(t, b->file, b->line0 + b->bad[b->next_bad].line, &b->bad[b->next_bad]);
}

void
table_judge(struct table *t, struct table_block *b)
{
	place(t, b);
	if (b->nbad > 1)
		qsort(b->bad, b->nbad, sizeof *b->bad, by_line);
	judge_until(t, b, UINT64_MAX);
	if (b->framing)
		framing_error(b, b->line0 + b->framing_line);
	t->rows += b->rows + b->split_bad;
	progress(t, t->rows, false);
}

char **
table_next(struct table *t)
{
	struct table_block *b = t->block;

	while (t->next == t->nrows) {
		if (t->nrows > 0 || b->nbad > 0 || b->framing)
			judge_until(t, b, UINT64_MAX);
		if (b->framing)
			framing_error(b, b->line0 + b->framing_line);
		t->next = t->nrows = 0;
		if (!table_read(t, b))
			return NULL;
		t->nrows = table_split(b);
		t->rows += t->nrows + b->split_bad;
		place(t, b);
		progress(t, t->rows, false);
	}
	judge_until(t, b, b->line[t->next]);
	return table_block_row(b, t->next++);
}

static size_t
current(const struct table *t)
{
	return t->next - 1;
}

uint64_t
table_line(const struct table *t)
{
	return t->block->line0 + t->block->line[current(t)];
}

const char *
table_file(const struct table *t)
{
	return t->block->file;
}

void
table_bad(struct table *t, const char *column, const char *fmt, ...)
{
	struct table_row row = table_row_keep(t);
	struct bad bad = { .csv = row.csv };
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&bad.reason, fmt, ap) == -1)
		err(EXIT_TROUBLE, NULL);
	va_end(ap);
	if (column)
		bad.column = mem_text(column);
	judge_one(t, row.file, row.line, &bad);
	free(bad.reason);
	free(bad.column);
	table_row_free(&row);
}

struct table_row
table_row_keep(const struct table *t)
{
	struct table_row row = { .file = t->block->file, .line = table_line(t) };

	if (t->rejects)
		row.csv = row_csv(table_block_row(t->block, current(t)), t->width);
	return row;
}

void
table_row_bad(struct table *t, const struct table_row *row, const char *column, const char *fmt, ...)
{
	struct bad bad = { .csv = row->csv };
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&bad.reason, fmt, ap) == -1)
		err(EXIT_TROUBLE, NULL);
	va_end(ap);
	if (column)
		bad.column = mem_text(column);
	judge_one(t, row->file, row->line, &bad);
	free(bad.reason);
	free(bad.column);
}

void
table_row_free(struct table_row *row)
{
	free(row->csv);
	row->csv = NULL;
}

struct table_block *
table_block_new(struct table *t)
{
	struct table_block *b = mem_new(1, sizeof *b);

	b->table = t;
	return b;
}

void
table_block_free(struct table_block *b)
{
	clear(b);
	free(b->bad);
	free(b->buf);
	free(b->cell);
	free(b->line);
	free(b->part);
	text_free(&b->text);
	free(b);
}

static void
open_rejects(struct table *t)
{
	t->rejects = put_open_file(t->opts.rejects);
	for (size_t i = 0; i < t->width; i++)
		put_column(t->rejects, t->head[i], PUT_TEXT);
	put_column(t->rejects, "file", PUT_TEXT);
	put_column(t->rejects, "line", PUT_INT);
	put_column(t->rejects, "column", PUT_TEXT);
	put_column(t->rejects, "reason", PUT_TEXT);
}

struct table *
table_open(char **files, const struct table_opts *opts)
{
	static char dash[] = "-", *stdin_only[] = { dash, NULL };
	struct table *t = mem_new(1, sizeof *t);

	opt_need_input(files);
	t->opts = *opts;
	t->files = *files ? files : stdin_only;
	t->fd = -1;
	pthread_mutex_init(&t->lock, NULL);
	if (opts->digest && ((t->digest = XXH3_createState()) == NULL || XXH3_128bits_reset(t->digest) != XXH_OK))
		err(EXIT_TROUBLE, NULL);
	t->tty = isatty(STDERR_FILENO);
	clock_gettime(CLOCK_MONOTONIC, &t->start);
	begin_file(t);
	if (opts->rejects)
		open_rejects(t);
	t->block = table_block_new(t);
	return t;
}

size_t
table_width(const struct table *t)
{
	return t->width;
}

const char *
table_name(const struct table *t, size_t column)
{
	return t->head[column];
}

bool
table_find(const struct table *t, const char *name, size_t *at)
{
	for (size_t i = 0; i < t->width; i++)
		if (strcmp(t->head[i], name) == 0) {
			*at = i;
			return true;
		}
	return false;
}

size_t
table_column(const struct table *t, const char *name)
{
	size_t at;

	if (!table_find(t, name, &at))
		errx(EXIT_TROUBLE, "%s: no column '%s'", t->file, name);
	return at;
}

uint64_t
table_rows(const struct table *t)
{
	return t->rows;
}

uint64_t
table_bads(const struct table *t)
{
	return t->bads;
}

void
table_digest(const struct table *t, char to[static TABLE_DIGEST_SIZE])
{
	XXH128_hash_t h = XXH3_128bits_digest(t->digest);

	snprintf(to, TABLE_DIGEST_SIZE, "%016jx%016jx", (uintmax_t)h.high64, (uintmax_t)h.low64);
}

void
table_close(struct table *t)
{
	progress(t, t->rows, true);
	if (t->bads > NAMED)
		warnx("%ju more bad rows", (uintmax_t)(t->bads - NAMED));
	if (t->rejects)
		put_close(t->rejects);
	if (t->digest)
		XXH3_freeState(t->digest);
	end_file(&(struct table){ .fd = t->fd });
	table_block_free(t->block);
	for (size_t i = 0; i < t->width; i++)
		free(t->head[i]);
	free(t->head);
	free(t->carry);
	pthread_mutex_destroy(&t->lock);
	free(t);
}
