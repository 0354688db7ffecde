/*
 * table: random CSV, read in both ways of lib/io/table and compared with a parser of its own (a
 * fuzzer).
 *
 * build/unit/table [CASES [SEED]]: make check runs a few hundred cases; a longer run is
 * build/unit/table 100000 7. If a case fails, its file is kept and named.
 */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/io/block.h"
#include "lib/io/opt.h"
#include "lib/io/table.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { CASES = 300, SOAK_CASES = 100000, SEED = 1, BLOCK_SIZE = 512 << 10, SOUP = 30, ROWS = 12 };

static bool
once_in(unsigned n)
{
	return random_below(n) == 0;
}

/*
 * A row as text: its line and its cells. A bad row, or an error that ends the file: line and kind.
 */
static void
say_row(FILE *to, uint64_t line, char *const *cell, const size_t *len, size_t n)
{
	fprintf(to, "%ju:", (uintmax_t)line);
	for (size_t i = 0; i < n; i++) {
		const size_t bytes = len ? len[i] : strlen(cell[i]);

		if (bytes > 64)
			fprintf(to, "[%zu bytes]", bytes);
		else
			fprintf(to, "[%.*s]", (int)bytes, cell[i]);
	}
	fputs("\n", to);
}

struct expected {
	FILE *rows, *faults;
	char *rows_text, *faults_text;
	size_t nrows, nfaults;
	int status;
	/*
	 * ends the file; the library may report its row as ragged before or not (table.bats has the
	 * rest)
	 */
	bool bare_cr;
};

/* The reference: RFC 4180, byte by byte, into the rows and errors of a file. */
struct rounds {
	const char *s;
	size_t n, at;
	uint64_t line;
	size_t width;
	char *cell[64];
	size_t len[64], cells;
	bool fault;
};

static bool
stop(struct rounds *r, struct expected *e, uint64_t line)
{
	fprintf(e->faults, "%ju: framing\n", (uintmax_t)line);
	e->status = EXIT_TROUBLE;
	r->fault = true;
	return false;
}

static bool
ends(struct rounds *r)
{
	return r->at == r->n || r->s[r->at] == ',' || r->s[r->at] == '\n' ||
	    (r->s[r->at] == '\r' && r->at + 1 < r->n && r->s[r->at + 1] == '\n');
}

static bool
read_quoted(struct rounds *r, struct expected *e, char *to, size_t *len)
{
	const uint64_t opened = r->line;

	for (r->at++;; r->at++) {
		if (r->at == r->n)
			return stop(r, e, opened);
		if (r->s[r->at] == '"') {
			if (r->at + 1 == r->n || r->s[r->at + 1] != '"')
				break;
			r->at++;
		}
		r->line += r->s[r->at] == '\n';
		to[(*len)++] = r->s[r->at];
	}
	r->at++;
	e->bare_cr = !ends(r) && r->s[r->at] == '\r';
	return ends(r) || stop(r, e, r->line);
}

static bool
read_cell(struct rounds *r, struct expected *e)
{
	char *to = r->cell[r->cells] = malloc(r->n + 1);
	size_t *len = &r->len[r->cells++];

	*len = 0;
	if (r->at < r->n && r->s[r->at] == '"')
		return read_quoted(r, e, to, len);
	for (; !ends(r); r->at++) {
		if (r->s[r->at] == '"' || r->s[r->at] == '\r') {
			e->bare_cr = r->s[r->at] == '\r';
			return stop(r, e, r->line);
		}
		to[(*len)++] = r->s[r->at];
	}
	return true;
}

static void
judge_row(struct rounds *r, struct expected *e, uint64_t line)
{
	const char *why = NULL;

	for (size_t i = 0; i < r->cells; i++)
		if (memchr(r->cell[i], '\0', r->len[i]))
			why = "NUL";
	for (size_t i = 0; i < r->cells && why == NULL; i++)
		if (memchr(r->cell[i], 0xff, r->len[i]))
			why = "not UTF-8";
	if (why == NULL && r->cells != r->width)
		why = "header has";
	size_t filled = 0;

	for (size_t i = 0; i < r->cells; i++)
		filled += r->len[i];
	if (why == NULL && filled == 0 && r->width > 1)
		return;		/* a blank line of a spreadsheet */
	if (why) {
		fprintf(e->faults, "%ju: %s\n", (uintmax_t)line, why);
		e->status = EXIT_NO;
	} else
		say_row(e->rows, line, r->cell, r->len, r->cells);
}

static void
expect(struct expected *e, const char *s, size_t n, size_t header, size_t width)
{
	struct rounds r = { .s = s, .n = n, .at = header, .line = 1, .width = width };

	for (size_t i = 0; i < header; i++)
		r.line += s[i] == '\n';
	e->rows = open_memstream(&e->rows_text, &e->nrows);
	e->faults = open_memstream(&e->faults_text, &e->nfaults);
	e->status = 0;
	e->bare_cr = false;
	while (r.at < r.n && !r.fault) {
		const uint64_t line = r.line;
		bool whole = true;

		if (s[r.at] == '\n' || (s[r.at] == '\r' && r.at + 1 < n && s[r.at + 1] == '\n')) {
			r.at += s[r.at] == '\r' ? 2 : 1;
			r.line++;
			continue;
		}
		for (r.cells = 0; (whole = read_cell(&r, e)) && r.at < n && s[r.at] == ','; r.at++)
			;
		if (whole)
			judge_row(&r, e, line);
		for (size_t i = 0; i < r.cells; i++)
			free(r.cell[i]);
		if (whole && r.at < n) {
			r.at += s[r.at] == '\r' ? 2 : 1;
			r.line++;
		}
	}
	fclose(e->rows);
	fclose(e->faults);
}

/* What the library makes of the file, in a child process, which it may end. */

static void
by_rows(struct table *t, FILE *rows)
{
	for (char **cell; (cell = table_next(t)) != NULL;)
		say_row(rows, table_line(t), cell, NULL, table_width(t));
}

static void
by_blocks(struct table *t, FILE *rows)
{
	struct block *b = block_new();
	uint64_t line = 0;

	while (table_read(t, b)) {
		const size_t n = block_split(b);

		if (b->first_line > 0)
			line = b->first_line;
		for (size_t i = 0; i < n; i++)
			say_row(rows, line + b->line[i], block_row(b, i), NULL, table_width(t));
		line += b->lines;
		table_judge(t, b);
	}
	block_free(b);
}

static int
in_child(char *path, bool blocks, int rows_fd, int faults_fd)
{
	fflush(stdout);
	pid_t pid = fork();
	int status;

	if (pid == -1)
		err(EXIT_TROUBLE, "fork");
	if (pid == 0) {
		char *files[] = { path, NULL };
		FILE *rows = fdopen(rows_fd, "w");

		dup2(faults_fd, STDERR_FILENO);
		struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_SKIP });

		(blocks ? by_blocks : by_rows)(t, rows);
		table_close(t);
		exit(opt_leave());
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + status;
}

static char *
slurp(int fd)
{
	off_t n = lseek(fd, 0, SEEK_END);
	char *s = calloc((size_t)n + 1, 1);

	if (pread(fd, s, (size_t)n, 0) != n)
		err(EXIT_TROUBLE, "a scratch file");
	close(fd);
	return s;
}

/* Messages in the form of the reference: line and kind. */
static char *
faults_of(char *messages, const char *path)
{
	static const char *const kinds[] = { "NUL", "not UTF-8", "header has" };
	char *text;
	size_t n;
	FILE *f = open_memstream(&text, &n);

	for (char *rest = messages, *m; (m = strsep(&rest, "\n")) != NULL && *m;) {
		const char *at = strstr(m, path), *what = at ? at + strlen(path) : m, *kind = NULL;

		for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
			if (strstr(what, kinds[i]))
				kind = kinds[i];
		if (strstr(what, "unclosed quote") || strstr(what, "quote inside") ||
		    strstr(what, "CR without"))
			kind = "framing";
		if (at == NULL || kind == NULL)
			fprintf(f, "unknown: %s\n", m);
		else
			fprintf(f, "%ju: %s\n", (uintmax_t)strtoumax(what + 1, NULL, 10), kind);
	}
	fclose(f);
	free(messages);
	return text;
}

static int
scratch(void)
{
	char name[] = "/tmp/custkit-unit.XXXXXX";
	int fd = mkstemp(name);

	if (fd == -1)
		err(EXIT_TROUBLE, "%s", name);
	unlink(name);
	return fd;
}

static bool
agrees(char *path, bool blocks, const struct expected *e)
{
	int rows_fd = scratch(), faults_fd = scratch();
	int status = in_child(path, blocks, rows_fd, faults_fd);
	char *rows = slurp(rows_fd), *faults = faults_of(slurp(faults_fd), path);
	/*
	 * Rows of the same block after an error that ends the file may come out before the error is
	 * known; no caller keeps them.
	 */
	bool same = status == e->status && (e->bare_cr || strcmp(faults, e->faults_text) == 0) &&
	    (status == EXIT_TROUBLE ? strncmp(rows, e->rows_text, strlen(e->rows_text)) == 0
	     : strcmp(rows, e->rows_text) == 0);

	if (!same)
		printf("# %s, by %s: status %d, want %d\n# rows: %s\n# want: %s\n# faults: %s\n# "
		    "want: %s\n", path,
		    blocks ? "blocks" : "rows", status, e->status, rows, e->rows_text, faults,
		    e->faults_text);
	free(rows);
	free(faults);
	return same;
}

/* Generates files. */

static void
put_soup(FILE *f)
{
	static const struct { const char *s; size_t n; } word[] = {
		{ "a", 1 }, { "b0", 2 }, { ",", 1 }, { ",", 1 }, { ",", 1 }, { "\n", 1 },
		{ "\n", 1 }, { "\r\n", 2 },
		{ "\"\"", 2 }, { "\"a\"", 3 }, { "\"x\ny\"", 5 }, { "\"\r\n\"", 4 },
		{ "\"\"\"\"", 4 }, { "\",\"", 3 },
		{ "\xe5\xae\xa2", 3 }, { " ", 1 }, { "a,b\n", 4 }, { "a,b\n", 4 },
		{ "\"q\",b\r\n", 7 },
		{ "\"", 1 }, { "\r", 1 }, { "\0", 1 }, { "\xff", 1 },
	};
	const unsigned all = sizeof word / sizeof *word, tame = all - 4, n = random_below(SOUP);
	const bool wild = once_in(2);

	for (unsigned i = 0; i < n; i++) {
		unsigned w = random_below(wild && once_in(4) ? all : tame);

		fwrite(word[w].s, 1, word[w].n, f);
	}
}

/* Rows that are valid except for a few. A cell has quotes if it needs them, or by chance. */
static void
put_rows(FILE *f, size_t width, bool with_quotes)
{
	static const char *const cells[] = {
		"", "a", "007", " b ", "\xe5\xae\xa2\xe6\x88\xb7", "1e5", "'", "a\"b", "x,y",
		"l1\nl2", "\r\n", "\"", "\r", "c\xff",
	};
	const unsigned all = sizeof cells / sizeof *cells, plain = 7, n = random_below(ROWS);

	for (unsigned i = 0; i < n; i++) {
		const size_t w = once_in(10) ? 1 + random_below(4) : width;

		if (once_in(6))
			fputs(once_in(2) ? "\n" : "\r\n", f);
		for (size_t k = 0; k < w; k++) {
			const char *s = cells[random_below(with_quotes ? all : plain)];
			const bool quote = (with_quotes && once_in(2)) || strpbrk(s, ",\"\r\n") ||
			    (w == 1 && *s == '\0');

			fputs(k ? "," : "", f);
			fputs(quote ? "\"" : "", f);
			for (; *s; s++) {
				if (quote && *s == '"')
					putc('"', f);
				putc(*s, f);
			}
			fputs(quote ? "\"" : "", f);
		}
		if (i + 1 < n || !once_in(3))
			fputs(once_in(4) ? "\r\n" : "\n", f);
	}
}

static void
put_content(FILE *f, size_t width)
{
	if (once_in(2))
		put_soup(f);
	else
		put_rows(f, width, once_in(2));
}

/* A row of such a length that the following one starts near the end of a block. */
static void
put_long_row(FILE *f, size_t width)
{
	const unsigned n = BLOCK_SIZE - random_below(60);
	const bool quote = once_in(2);

	fputs(quote ? "\"" : "", f);
	for (unsigned i = 0; i < n; i++)
		putc('p', f);
	fputs(quote ? "\"" : "", f);
	for (size_t k = 1; k < width; k++)
		putc(',', f);
	putc('\n', f);
}

static char *
make_file(size_t *n, size_t *header, size_t *width)
{
	static const char *const heads[] = { "h", "h,i", "h,i,j", "\"h\",i", "\"h\n\",\"i,\"" };
	static const size_t widths[] = { 1, 2, 3, 2, 2 };
	const unsigned h = random_below(sizeof heads / sizeof *heads);
	char *text;
	FILE *f = open_memstream(&text, n);

	fputs(once_in(5) ? "\xef\xbb\xbf" : "", f);
	fputs(once_in(5) ? "\n\r\n" : "", f);
	fputs(heads[h], f);
	fputs(once_in(3) ? "\r\n" : "\n", f);
	*width = widths[h];
	*header = (size_t)ftell(f);
	put_content(f, *width);
	if (once_in(12)) {
		if (!once_in(4))
			putc('\n', f);
		put_long_row(f, *width);
		put_content(f, *width);
	}
	fclose(f);
	return text;
}

int
main(int argc, char *argv[])
{
	const long cases = argc > 1 ? strtol(argv[1], NULL, 10) : getenv("SOAK") ? SOAK_CASES :
	    CASES;
	const uint64_t seed = argc > 2 ? strtoumax(argv[2], NULL, 10) : SEED;
	long wrong = 0;

	for (long i = 0; i < cases; i++) {
		char path[] = "/tmp/custkit-unit-csv.XXXXXX";
		size_t n, header, width;
		struct expected e;

		random_state = (seed << 32) + (uint64_t)i * 2 + 1;
		for (int k = 0; k < 8; k++)
			random_below(2);
		char *text = make_file(&n, &header, &width);
		int fd = mkstemp(path);

		if (fd == -1 || write(fd, text, n) != (ssize_t)n || close(fd) == -1)
			err(EXIT_TROUBLE, "%s", path);
		expect(&e, text, n, header, width);
		bool good = agrees(path, false, &e);

		good = agrees(path, true, &e) && good;
		wrong += !good;
		if (good)
			unlink(path);
		free(e.rows_text);
		free(e.faults_text);
		free(text);
	}
	printf("# %ld cases from seed %ju, %ld wrong\n", cases, (uintmax_t)seed, wrong);
	ok(cases > 0 && wrong == 0,
	    "random CSV is read as the reference reads it, by rows and by blocks");
	return done();
}
