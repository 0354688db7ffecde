#define _GNU_SOURCE
#include "lib/io/table.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <xxhash.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/block.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"

enum {
	BLOCK = 512 << 10,	/* bytes a block usually has */
	MAX_ROW = 64 << 20,	/* where a row is given up: an unclosed quote swallows what follows */
	NAMED = 20,		/* bad rows named on standard error */
	REASON = 400,		/* bytes of a message */
};

struct table {
	struct table_opts opts;
	char **files, **all_files;
	const char *file;
	int fd;			/* -1 between files */
	char **head;
	size_t width;		/* cells of a row */
	size_t columns;		/* of the table: a bulk load leaves out what an earlier rejects file added */
	char *carry;		/* read, but its row is unfinished */
	size_t ncarry, carry_room;
	bool opens, ended;
	uint64_t first_line;
	pthread_mutex_t lock;
	uint64_t number, rows, bads, line;
	XXH3_state_t *digest;
	struct put *rejects;
	struct block *block;	/* of table_next */
	uint64_t line0;		/* of its first byte */
	size_t next, nrows, next_bad;
	bool tty, shown;
	struct timespec start;
};

/* One line, without control characters, cut where it grows long. */
static void
say(const char *file, uint64_t line, const char *reason)
{
	char buf[REASON];

	snprintf(buf, sizeof buf, "%s", reason);
	text_tidy(buf);
	fflush(stdout);
	warnx("%s:%ju: %s", file, (uintmax_t)line, buf);
}

__attribute__((format(printf, 3, 4))) static _Noreturn void
stop(const char *file, uint64_t line, const char *fmt, ...)
{
	char reason[REASON];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(reason, sizeof reason, fmt, ap);
	va_end(ap);
	say(file, line, reason);
	exit(EXIT_TROUBLE);
}

static _Noreturn void
framing_error(const struct block *b, uint64_t first)
{
	stop(b->file, first + b->framing_line, "%s", b->framing);
}

static const char *const added[] = { "file", "line", "column", "reason" };	/* to rejected rows */
enum { ADDED = sizeof added / sizeof *added };

static const char rejects_end[] = "file,line,column,reason";

static bool
are_rejects(char *const *name, size_t n)
{
	for (size_t i = 0; i < ADDED; i++)
		if (n <= ADDED || strcmp(name[n - ADDED + i], added[i]) != 0)
			return false;
	return true;
}

/* Names must be unique, and the same in every file. */
static void
take_header(struct table *t, const struct block *b, uint64_t line)
{
	char **name = b->piece;
	const size_t n = b->cells;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(name[i], name[k]) == 0)
				stop(b->file, line, "duplicate column '%s'", name[i]);
	if (t->head == NULL) {
		t->head = mem_new(n, sizeof *t->head);
		for (size_t i = 0; i < n; i++)
			t->head[i] = mem_text(name[i]);
		t->width = t->columns = n;
		if (t->opts.policy == TABLE_ALL && are_rejects(name, n))
			t->columns -= ADDED;
		return;
	}
	if (n != t->width)
		stop(b->file, line, "%zu column%s but the first file has %zu", n, TEXT_PLURAL(n), t->width);
	for (size_t i = 0; i < n; i++)
		if (strcmp(name[i], t->head[i]) != 0)
			stop(b->file, line, "column '%s' but the first file has '%s'", name[i], t->head[i]);
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

/* N bytes that hold the header and nothing more, split as rows are. */
static void
read_header(struct table *t, const char *s, size_t n)
{
	struct block *b = block_new();

	b->file = t->file;
	b->buf = mem_new(n + 1, 1);
	b->n = n;
	memcpy(b->buf, s, n);
	block_split(b);
	if (b->nbad > 0)
		stop(t->file, b->bad[0].line + 1, "%s", b->bad[0].reason);
	if (b->framing)
		framing_error(b, 1);
	if (b->rows == 0)
		errx(EXIT_TROUBLE, "%s: empty input, no header", t->file);
	take_header(t, b, b->line[0] + 1);
	t->first_line = b->lines + 1;
	block_free(b);
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
	if (t->ncarry >= 2 && (memcmp(t->carry, "\xff\xfe", 2) == 0 || memcmp(t->carry, "\xfe\xff", 2) == 0))
		stop(t->file, 1, "not UTF-8, but UTF-16: iconv -f UTF-16 -t UTF-8");
	if (t->ncarry == 0)
		errx(EXIT_TROUBLE, "%s: empty input, no header", t->file);
	while ((head = first_row(t->carry, t->ncarry, t->ended)) == 0) {
		if (t->ncarry > MAX_ROW)
			errx(EXIT_TROUBLE, "%s:1: the header is larger than 64 MiB", t->file);
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
		fprintf(stderr, "\r%ju rows, %.0f per second\033[K", (uintmax_t)rows, (double)rows / s);
		t->shown = true;
	}
}

/* Whole rows for the block; what is left over stays.  The two change buffers: nothing but the rest is copied. */
static bool
take_rows(struct table *t, struct block *b)
{
	size_t n = 0, want = BLOCK;

	fill(t, want);
	while (!t->ended && (n = block_whole_rows(t->carry, t->ncarry)) == 0 && t->ncarry <= MAX_ROW)
		fill(t, want *= 2);
	b->cut = !t->ended && n == 0;
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
table_read(struct table *t, struct block *b)
{
	bool got = false;

	pthread_mutex_lock(&t->lock);
	while ((t->fd != -1 || begin_file(t)) && !(got = take_rows(t, b)))
		end_file(t);
	if (got) {
		b->file = t->file;
		b->number = t->number++;
		b->first_line = t->opens ? t->first_line : 0;
		b->width = t->width;
		b->csv_cells = t->opts.rejects ? t->columns : 0;
		t->opens = false;
	}
	pthread_mutex_unlock(&t->lock);
	return got;
}

/* When there is something for it, or at the end: what is there from before is not lost to a load that fails. */
static void
open_rejects(struct table *t)
{
	if (t->rejects || !t->opts.rejects)
		return;
	t->rejects = put_open_file(t->opts.rejects, rejects_end);
	for (size_t i = 0; i < t->columns; i++)
		put_column(t->rejects, t->head[i], PUT_TEXT);
	for (size_t i = 0; i < ADDED; i++)
		put_column(t->rejects, added[i], PUT_TEXT);
}

static void
reject(struct table *t, const char *file, uint64_t line, const char *csv, const char *column,
    const char *reason)
{
	open_rejects(t);
	put_raw(t->rejects, csv, t->columns);
	put_text(t->rejects, file);
	put_int(t->rejects, (int64_t)line);
	put_text(t->rejects, column);
	put_text(t->rejects, reason);
	put_end(t->rejects);
}

static void
judge_one(struct table *t, const char *file, uint64_t line, const struct block_bad *bad)
{
	t->bads++;
	text_tidy(bad->reason);	/* it quotes a cell, which may be cut within a character */
	if (t->opts.rejects)
		reject(t, file, line, bad->csv, bad->column, bad->reason);
	if (t->bads <= NAMED)
		say(file, line, bad->reason);
	if (t->opts.policy == TABLE_STOP)
		exit(EXIT_TROUBLE);
	opt_status(t->opts.policy == TABLE_ALL && !t->opts.rejects ? EXIT_TROUBLE : EXIT_NO);
}

static int
by_line(const void *a, const void *b)
{
	const struct block_bad *x = a, *y = b;

	return (x->line > y->line) - (x->line < y->line);
}

/* Where the block begins in its file: known, as the one before has been judged. */
static uint64_t
place(struct table *t, const struct block *b)
{
	const uint64_t first = b->first_line > 0 ? b->first_line : t->line;

	t->line = first + b->lines;
	return first;
}

/* The line from which the block cannot be read. */
static uint64_t
unreadable(const struct block *b)
{
	return b->framing ? b->framing_line : UINT64_MAX;
}

void
table_judge(struct table *t, struct block *b)
{
	const uint64_t first = place(t, b);

	if (b->nbad > 1)
		qsort(b->bad, b->nbad, sizeof *b->bad, by_line);
	for (size_t i = 0; i < b->nbad && b->bad[i].line < unreadable(b); i++)
		judge_one(t, b->file, first + b->bad[i].line, &b->bad[i]);
	if (b->framing)
		framing_error(b, first);
	t->rows += b->rows + b->split_bad;
	progress(t, t->rows, false);
}

/* What is bad before a line of the block of table_next. */
static void
judge_until(struct table *t, uint64_t line)
{
	const struct block *b = t->block;

	for (; t->next_bad < b->nbad && b->bad[t->next_bad].line < line; t->next_bad++)
		judge_one(t, b->file, t->line0 + b->bad[t->next_bad].line, &b->bad[t->next_bad]);
}

/* False where there are no more. */
static bool
next_block(struct table *t)
{
	struct block *b = t->block;

	judge_until(t, unreadable(b));
	if (b->framing)
		framing_error(b, t->line0);
	t->next = t->nrows = 0;
	if (!table_read(t, b))
		return false;
	t->nrows = block_split(b);
	t->next_bad = 0;
	t->rows += t->nrows + b->split_bad;
	t->line0 = place(t, b);
	progress(t, t->rows, false);
	return true;
}

char **
table_next(struct table *t)
{
	while (t->next == t->nrows)
		if (!next_block(t))
			return NULL;
	const uint64_t line = t->block->line[t->next];

	judge_until(t, line < unreadable(t->block) ? line : unreadable(t->block));
	if (line >= unreadable(t->block))
		framing_error(t->block, t->line0);
	return block_row(t->block, t->next++);
}

static size_t
current(const struct table *t)
{
	return t->next - 1;
}

uint64_t
table_line(const struct table *t)
{
	return t->line0 + t->block->line[current(t)];
}

const char *
table_file(const struct table *t)
{
	return t->block->file ? t->block->file : t->file;	/* before the first row */
}

struct table_row
table_row_copy(const struct table *t)
{
	struct table_row row = { .file = t->block->file, .line = table_line(t) };

	if (t->opts.rejects)
		row.csv = block_csv(block_row(t->block, current(t)), t->columns, t->columns);
	return row;
}

__attribute__((format(printf, 4, 0))) static void
judge_row(struct table *t, const struct table_row *row, const char *column, const char *fmt, va_list ap)
{
	struct block_bad bad = { .csv = row->csv, .column = column ? mem_text(column) : NULL,
		.reason = mem_vprint(fmt, ap) };

	judge_one(t, row->file, row->line, &bad);
	free(bad.reason);
	free(bad.column);
}

void
table_row_bad(struct table *t, const struct table_row *row, const char *column, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	judge_row(t, row, column, fmt, ap);
	va_end(ap);
}

void
table_bad(struct table *t, const char *column, const char *fmt, ...)
{
	struct table_row row = table_row_copy(t);
	va_list ap;

	va_start(ap, fmt);
	judge_row(t, &row, column, fmt, ap);
	va_end(ap);
	table_row_free(&row);
}

void
table_row_free(struct table_row *row)
{
	free(row->csv);
	row->csv = NULL;
}

static bool
same_file(const char *input, const char *path)
{
	struct stat a, b;
	const bool is = strcmp(input, "-") == 0 ? fstat(STDIN_FILENO, &a) == 0 : stat(input, &a) == 0;

	return is && stat(path, &b) == 0 && S_ISREG(b.st_mode) && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static void
check_rejects(const struct table *t)
{
	for (char **f = t->all_files; *f; f++)
		if (same_file(*f, t->opts.rejects))
			errx(EXIT_TROUBLE, "%s: is an input file; choose another --rejects file", t->opts.rejects);
	put_check_file(t->opts.rejects, rejects_end);
}

struct table *
table_open(char **files, const struct table_opts *opts)
{
	static char dash[] = "-", *stdin_only[] = { dash, NULL };
	struct table *t = mem_new(1, sizeof *t);

	opt_need_input(files);
	t->opts = *opts;
	t->files = t->all_files = *files ? files : stdin_only;
	t->fd = -1;
	pthread_mutex_init(&t->lock, NULL);
	if (opts->digest && ((t->digest = XXH3_createState()) == NULL || XXH3_128bits_reset(t->digest) != XXH_OK))
		err(EXIT_TROUBLE, NULL);
	t->tty = isatty(STDERR_FILENO);
	clock_gettime(CLOCK_MONOTONIC, &t->start);
	begin_file(t);
	if (opts->rejects)
		check_rejects(t);
	t->block = block_new();
	return t;
}

size_t
table_width(const struct table *t)
{
	return t->columns;
}

const char *
table_name(const struct table *t, size_t column)
{
	return t->head[column];
}

bool
table_find(const struct table *t, const char *name, size_t *at)
{
	for (size_t i = 0; i < t->columns; i++)
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
	open_rejects(t);
	if (t->rejects)
		put_close(t->rejects);
	if (t->digest)
		XXH3_freeState(t->digest);
	end_file(&(struct table){ .fd = t->fd });
	block_free(t->block);
	for (size_t i = 0; i < t->width; i++)
		free(t->head[i]);
	free(t->head);
	free(t->carry);
	pthread_mutex_destroy(&t->lock);
	free(t);
}
