/*
 * block: rows by hand, a comparison of the two ways of splitting, and where whole rows end.
 * build/unit/table compares random files with a parser of its own.
 */
#include "lib/io/block.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

/* Splits a block of N bytes into rows of WIDTH cells; of bad rows it keeps CSV_CELLS cells. */
static struct block *
split_bytes(const char *s, size_t n, size_t width, size_t csv_cells)
{
	struct block *b = block_new();

	b->file = "a.csv";
	b->width = width;
	b->csv_cells = csv_cells;
	b->n = n;
	b->room = n + 1;
	b->buf = mem_new(b->room, 1);
	memcpy(b->buf, s, n);
	block_split(b);
	return b;
}

/*
 * The result as text: line:[cell][cell] for a row, line!reason for a bad row, line#reason for an
 * error that ends the file.
 */
static char *
say(const struct block *b)
{
	char *to = NULL;
	size_t n;
	FILE *f = open_memstream(&to, &n);

	for (size_t r = 0; r < b->rows; r++) {
		fprintf(f, "%u:", b->line[r]);
		for (size_t i = 0; i < b->width; i++)
			fprintf(f, "[%s]", block_row(b, r)[i]);
		fputc(' ', f);
	}
	for (size_t i = 0; i < b->nbad; i++)
		fprintf(f, "%ju!%s ", (uintmax_t)b->bad[i].line, b->bad[i].reason);
	if (b->framing)
		fprintf(f, "%ju#%s ", (uintmax_t)b->framing_line, b->framing);
	fprintf(f, "%ju", (uintmax_t)b->lines);
	fclose(f);
	return to;
}

static void
splits(const char *csv, size_t n, size_t width, const char *want, const char *name)
{
	struct block *b = split_bytes(csv, n, width, 0);
	char *got = say(b);

	ok(strcmp(got, want) == 0, name);
	if (strcmp(got, want) != 0)
		printf("# got  %s\n# want %s\n", got, want);
	free(got);
	block_free(b);
}

#define SPLITS(csv, width, want, name) splits(csv, sizeof (csv) - 1, width, want, name)

/* The rules of RFC 4180; lines count from 0. */
static void
test_rows(void)
{
	SPLITS("", 2, "0", "nothing");
	SPLITS("a,b\n", 2, "0:[a][b] 1", "a row");
	SPLITS("a,b\nc,d", 2, "0:[a][b] 1:[c][d] 2", "the last line feed may lack");
	SPLITS("a,b\r\nc,d\r\n", 2, "0:[a][b] 1:[c][d] 2", "CRLF");
	SPLITS(",\n,x\nx,\n", 2, "1:[][x] 2:[x][] 3",
	    "empty cells; a row of them is a blank line of a spreadsheet");
	SPLITS("\"\",\n,x\n", 2, "1:[][x] 2", "the same with quotes");
	SPLITS(" a ,\tb\n", 2, "0:[ a ][\tb] 1", "blanks are part of a cell");
	SPLITS("a\n\n\nb\n", 1, "0:[a] 3:[b] 4", "blank lines are no rows");
	SPLITS("\"a\",\"b\"\n", 2, "0:[a][b] 1", "quotes");
	SPLITS("\"a,\"\"b\"\"\",\"\"\n", 2, "0:[a,\"b\"][] 1",
	    "a comma, quotes and nothing, in quotes");
	SPLITS("\"a\nb\",c\n\"d\r\n\",e\n", 2, "0:[a\nb][c] 2:[d\r\n][e] 4",
	    "line ends in quotes: the row has the line it begins on");
	SPLITS("\"\"\n", 1, "0:[] 1", "a lone empty cell");
	SPLITS("客,户\n", 2, "0:[客][户] 1", "UTF-8");
}

static void
test_bad(void)
{
	static const char ragged[] =
	    "0:[a][b] 3:[g][h] 1!1 cell but the header has 2 2!3 cells but the header has 2 4";

	SPLITS("a,b\nc\nd,e,f\ng,h\n", 2, ragged, "short and long rows");
	SPLITS("a,\"b\"\nc\nd,e,f\ng,h\n", 2, ragged, "likewise where there is a quote");
	SPLITS("a,b\nc,\xff\ne,f\n", 2, "0:[a][b] 2:[e][f] 1!not UTF-8 3",
	    "what is not UTF-8 is its row's fault");
	SPLITS("a,\"b\"\nc,\xff\ne,f\n", 2, "0:[a][b] 2:[e][f] 1!not UTF-8 3", "likewise");
	SPLITS("a,b\nc,\0\ne,f\n", 2, "0:[a][b] 2:[e][f] 1!NUL byte in the row 3", "a NUL");
	SPLITS("a,\"b\"\nc,\0\ne,f\n", 2, "0:[a][b] 2:[e][f] 1!NUL byte in the row 3", "likewise");
	SPLITS("a\n\xbf\xcd\xbb\xa7\n", 1,
	    "0:[a] 1!not UTF-8, but GB18030: use --encoding=GB18030 2",
	    "GB18030 comes with the option that reads it");
}

/* A framing error ends the file: nothing after it can be read. */
static void
framed(const char *csv, size_t rows, uint64_t line, const char *name)
{
	struct block *b = split_bytes(csv, strlen(csv), 2, 0);

	ok(b->rows == rows && b->framing != NULL && b->framing_line == line, name);
	block_free(b);
}

static void
test_framing(void)
{
	framed("a,b\nc,\"d\n\n", 1, 1, "an unclosed quote: the line of its row");
	framed("a,b\nc,d\"e\n", 1, 1, "a quote inside an unquoted cell");
	framed("a,b\nc,\"d\"e\n", 1, 1, "text after a closing quote");
	framed("a,b\nc\r,d\n", 1, 1, "a CR without LF");
	framed("a,\"b\"\nc\r,d\n", 1, 1, "likewise where there is a quote");
	framed("a,b\nc,d\r", 1, 1, "a CR at the end");
}

/* What the block keeps of bad rows, and bad rows that a caller reports. */
static void
test_kept(void)
{
	static const char csv[] = "a,b\nc\nd,e,\"f,g\"\nh,i\n";
	char *const cell[] = { (char[]){ "a" }, (char[]){ "b,c" }, (char[]){ "\"d" } };
	struct block *b = split_bytes(csv, sizeof csv - 1, 2, 2);

	ok(b->rows == 2 && b->nbad == 2 && b->split_bad == 2 && strcmp(b->bad[0].csv, "c,") == 0 &&
	    strcmp(b->bad[1].csv, "d,\"e,f,g\"") == 0,
	    "bad rows as CSV: what lacks is empty, what is too much stands in the last cell");
	block_bad(b, 1, "date", "'%s' is not a date", "i");
	ok(b->nbad == 3 && b->split_bad == 2 && b->bad[2].line == 3 &&
	    strcmp(b->bad[2].column, "date") == 0 &&
	    strcmp(b->bad[2].reason, "'i' is not a date") == 0 && strcmp(b->bad[2].csv, "h,i") == 0,
	    "a good row called bad");
	ok(block_split(b) == b->rows && b->nbad == b->split_bad, "another split forgets it");
	block_free(b);
	char *full = block_csv(cell, 3, 3), *wide = block_csv(cell, 2, 4),
	    *narrow = block_csv(cell, 3, 1);

	ok(strcmp(full, "a,\"b,c\",\"\"\"d\"") == 0, "CSV quotes what must be quoted");
	ok(strcmp(wide, "a,\"b,c\",,") == 0 && strcmp(narrow, "\"a,b,c,\"\"d\"") == 0,
	    "wider and narrower than the row");
	free(full);
	free(wide);
	free(narrow);
	b = split_bytes("a,b,c\nd\n", 8, 0, 0);
	ok(b->cells == 1 && b->nbad == 0, "width 0: any number of cells");
	block_free(b);
}

/* The same cells, without quotes and all in quotes. */
static void
test_both_ways(void)
{
	enum { CASES = 3000, ROWS = 20, WIDTH = 4 };
	static const char *const cells[] = { "", "a", " ", "7", "客户", "a b", "x;y", "\t",
	    "long enough to be seen" };
	bool good = true;

	for (int i = 0; i < CASES && good; i++) {
		struct text plain = { 0 }, quoted = { 0 };
		const unsigned rows = random_below(ROWS);
		unsigned blank = 0;
		const char *end = random_below(2) ? "\n" : "\r\n";

		for (unsigned r = 0; r < rows; r++) {
			const unsigned width = random_below(8) ? WIDTH : 1 + random_below(6);

			bool filled = false;

			for (unsigned k = 0; k < width; k++) {
				const char *c = width == 1 ? "a" :
				    cells[random_below(sizeof cells / sizeof *cells)];

				text_add(&plain, ",", k > 0);
				text_add(&plain, c, strlen(c));
				text_add(&quoted, ",\"", k > 0 ? 2 : 0);
				text_add(&quoted, "\"", k == 0);
				text_add(&quoted, c, strlen(c));
				text_add(&quoted, "\"", 1);
				filled |= *c != '\0';
			}
			blank += !filled && width == WIDTH;
			text_add(&plain, end, strlen(end));
			text_add(&quoted, end, strlen(end));
		}
		struct block *a = split_bytes(plain.n ? plain.s : "", plain.n, WIDTH, 0),
		    *b = split_bytes(quoted.n ? quoted.s : "", quoted.n, WIDTH, 0);
		char *x = say(a), *y = say(b);

		good = a->rows + a->nbad + blank == rows && strcmp(x, y) == 0;
		free(x);
		free(y);
		block_free(a);
		block_free(b);
		text_free(&plain);
		text_free(&quoted);
	}
	ok(good, "the same rows with quotes and without");
}

/* A line feed ends a row if an even number of quotes precedes it. */
static size_t
whole_rows(const char *s, size_t n)
{
	size_t last = 0, quotes = 0;

	for (size_t i = 0; i < n; i++) {
		quotes += s[i] == '"';
		if (s[i] == '\n' && quotes % 2 == 0)
			last = i + 1;
	}
	return last;
}

static void
test_whole_rows(void)
{
	enum { CASES = 200000 };
	bool good = true;
	char s[24];

	for (int i = 0; i < CASES && good; i++) {
		const size_t n = random_below(sizeof s);

		for (size_t k = 0; k < n; k++)
			s[k] = "a,\n\""[random_below(4)];
		good = block_whole_rows(s, n) == whole_rows(s, n);
	}
	ok(good, "how many bytes are whole rows");
}

int
main(void)
{
	test_rows();
	test_bad();
	test_framing();
	test_kept();
	test_both_ways();
	test_whole_rows();
	return done();
}
