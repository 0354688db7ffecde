/* A chart on standard output. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/chart/svg.h"
#include "lib/chart/svg_plain.h"
#include "lib/chart/term.h"
#include "lib/draw/draw.h"
#include "lib/io/language.h"
#include "lib/io/opt.h"

enum { WIDTH = 79, WIDTH_MOST = 10000, CHUNK = 1 << 14 };

/* COLUMNS; else the width of the terminal, less one, so that no line is wrapped. */
static size_t
terminal_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	int64_t n;

	if (columns && num_count(columns, &n) && n > 1 && n <= WIDTH_MOST)
		return (size_t)(n - isatty(STDOUT_FILENO));
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == -1 || size.ws_col < 2)
		return WIDTH;
	return size.ws_col - 1U;
}

/* A file in memory, which a program can read from its beginning. */
static FILE *
memory_of(const struct text *t)
{
	const int fd = memfd_create("chart", 0);
	FILE *f = fd == -1 ? NULL : fdopen(fd, "w");

	if (f == NULL || fwrite(t->s, 1, t->n, f) != t->n || fflush(f) != 0)
		fail_errno("rsvg-convert");
	return f;
}

/* Whether the text has a character from U+3000 to U+9FFF: in UTF-8 these begin with E3 to E9. */
static bool
has_chinese(const struct text *t)
{
	for (size_t i = 0; i < t->n; i++)
		if ((unsigned char)t->s[i] >= 0xe3 && (unsigned char)t->s[i] <= 0xe9)
			return true;
	return false;
}

/* Without such a font there would be boxes. */
static void
note_font(const struct text *svg)
{
	if (has_chinese(svg) && system("command -v fc-list >/dev/null &&"
	    " test -z \"$(fc-list :lang=zh family)\"") == 0)
		opt_note("no font has the Chinese characters"
		    " (Debian: apt-get install fonts-wqy-microhei)");
}

/* Twice the size of the drawing, for screens of today. */
static void
put_png(const struct text *svg)
{
	char chunk[CHUNK];
	size_t n, all = 0;

	fflush(stdout);
	if (system("command -v rsvg-convert >/dev/null") != 0)
		fail("rsvg-convert not found (Debian: apt-get install librsvg2-bin)");
	note_font(svg);
	FILE *to = memory_of(svg);
	char *command = mem_print("exec rsvg-convert --zoom=2 </dev/fd/%d", fileno(to));
	FILE *from = popen(command, "r");

	if (from == NULL)
		fail_errno("rsvg-convert");
	for (; (n = fread(chunk, 1, sizeof chunk, from)) > 0; all += n)
		fwrite(chunk, 1, n, stdout);
	if (pclose(from) != 0 || all == 0)
		fail("rsvg-convert failed");
	fclose(to);
	free(command);
}

/*
 * As most tools do it: NO_COLOR (no-color.org) switches colour off and CLICOLOR_FORCE on; otherwise
 * it is for a terminal, if that is not a dumb one.
 */
static bool
wants_colour(void)
{
	const char *no = getenv("NO_COLOR"), *force = getenv("CLICOLOR_FORCE");
	const char *terminal = getenv("TERM");

	if (no && *no)
		return false;
	if (force && *force && strcmp(force, "0") != 0)
		return true;
	return isatty(STDOUT_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
}

static void
put_term(const struct chart *const *c, size_t n, struct text *t)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			text_add(t, "\n", 1);
		term_chart(c[i], terminal_width(), wants_colour(), t);
	}
}

void
draw_chart(struct chart *const *c, size_t n, const char *form)
{
	const struct chart *const *charts = (const struct chart *const *)c;
	struct text t = { 0 };

	for (size_t i = 0; i < n; i++)
		c[i]->chinese = language_of_cells_is_chinese();
	if (strcmp(form, "term") == 0)
		put_term(charts, n, &t);
	else
		svg_file(charts, n, &t);
	if (strcmp(form, "png") == 0) {
		svg_plain(&t);
		put_png(&t);
	} else {
		fwrite(t.s, 1, t.n, stdout);
	}
	text_free(&t);
}
