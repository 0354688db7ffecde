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
#include "lib/base/text.h"
#include "lib/chart/svg.h"
#include "lib/chart/svg_plain.h"
#include "lib/chart/term.h"
#include "lib/draw/draw.h"

enum { WIDTH = 79, CHUNK = 1 << 14 };

/* Of the terminal, less one, so that no line is wrapped. */
static size_t
terminal_width(void)
{
	struct winsize size;

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

/* Twice the size of the drawing, for screens of today. */
static void
put_png(const struct text *svg)
{
	char chunk[CHUNK];
	size_t n, all = 0;

	fflush(stdout);
	if (system("command -v rsvg-convert >/dev/null") != 0)
		fail("rsvg-convert not found (Debian: apt-get install librsvg2-bin)");
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

void
draw_chart(const struct chart *c, const char *form)
{
	struct text t = { 0 };

	if (strcmp(form, "term") == 0)
		term_chart(c, terminal_width(), &t);
	else
		svg_file(c, &t);
	if (strcmp(form, "png") == 0) {
		svg_plain(&t);
		put_png(&t);
	} else {
		fwrite(t.s, 1, t.n, stdout);
	}
	text_free(&t);
}
