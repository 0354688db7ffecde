#define _GNU_SOURCE
#include "lib/io/plot.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/io/opt.h"

/*
 * The commands for gnuplot are collected in memory, and plot_close copies what gnuplot prints to
 * standard output. gnuplot does not report that its output cannot be written; and if it ends early,
 * no pipe to it breaks.
 */
enum { CURVES = 8, NAME = 64, TERM_WIDTH = 79, TERM_HEIGHT = 22, SVG_SIZE = 480, CHUNK = 4096 };

struct plot {
	FILE *to;
	enum plot_form form;
	int curves, blocks;		/* curves of the panel; all curves so far */
	char name[CURVES][NAME];
	char title[NAME], x[NAME], y[NAME];
	double most_x, most_y;		/* 0: both axes go to 1 */
};

struct plot *
plot_open(enum plot_form form, int panels)
{
	struct plot *p = mem_new(1, sizeof *p);
	const int memory = memfd_create("gnuplot", 0);

	p->form = form;
	fflush(stdout);
	if (system("command -v gnuplot >/dev/null") != 0)
		errx(EXIT_TROUBLE, "gnuplot not found (Debian: apt-get install gnuplot-nox)");
	p->to = memory == -1 ? NULL : fdopen(memory, "w");
	if (p->to == NULL)
		err(EXIT_TROUBLE, "gnuplot");
	if (form == PLOT_TERM)
		fprintf(p->to, "set terminal dumb size %d,%d\n", TERM_WIDTH, TERM_HEIGHT);
	else
		fprintf(p->to, "set terminal svg size %d,%d\nset multiplot layout 1,%d\n",
		    panels * SVG_SIZE, SVG_SIZE, panels);
	fputs("set key left top\n", p->to);
	return p;
}

static void
draw_axes(const struct plot *p)
{
	char x[NUM_SIZE] = "1", y[NUM_SIZE] = "1";

	if (p->most_x > 0)
		num_text(p->most_x, x);
	if (p->most_y > 0)
		num_text(p->most_y, y);
	fprintf(p->to, "set xrange [0:%s]\nset yrange [0:%s]\n", x, y);
}

/* Draws the panel that is complete. */
static void
draw(struct plot *p)
{
	if (p->curves == 0)
		return;
	draw_axes(p);
	fprintf(p->to, "set title '%s'\nset xlabel '%s'\nset ylabel '%s'\nplot %s",
	    p->title, p->x, p->y, p->most_x > 0 ? "" : "x title '' with lines, ");
	for (int i = 0; i < p->curves; i++)
		fprintf(p->to, "%s$curve%d title '%s' with linespoints",
		    i > 0 ? ", " : "", p->blocks - p->curves + i, p->name[i]);
	fputc('\n', p->to);
	p->curves = 0;
}

void
plot_panel(struct plot *p, const char *title, const char *x, const char *y)
{
	draw(p);
	snprintf(p->title, sizeof p->title, "%s", title);
	snprintf(p->x, sizeof p->x, "%s", x);
	snprintf(p->y, sizeof p->y, "%s", y);
	p->most_x = p->most_y = 0;
}

void
plot_axes(struct plot *p, double x, double y)
{
	p->most_x = x;
	p->most_y = y;
}

void
plot_curve(struct plot *p, const char *name, const double *x, const double *y, size_t n)
{
	char a[NUM_SIZE], b[NUM_SIZE];

	if (p->curves == CURVES)
		errx(EXIT_TROUBLE, "more than %d curves", CURVES);
	snprintf(p->name[p->curves++], NAME, "%s", name);
	fprintf(p->to, "$curve%d << end\n", p->blocks++);
	for (size_t i = 0; i < n; i++) {
		num_text(x[i], a);
		num_text(y[i], b);
		if (*a && *b)
			fprintf(p->to, "%s %s\n", a, b);
	}
	fputs("end\n", p->to);
}

/* -d: without the commands in the user's ~/.gnuplot. */
static FILE *
start(const struct plot *p)
{
	char *command = mem_print("exec gnuplot -d </dev/fd/%d", fileno(p->to));
	FILE *from = popen(command, "r");

	if (from == NULL)
		err(EXIT_TROUBLE, "gnuplot");
	free(command);
	return from;
}

/* To standard output, which is checked when the tool ends. Returns how many bytes. */
static size_t
copy(FILE *from)
{
	char chunk[CHUNK];
	size_t n, all = 0;

	for (; (n = fread(chunk, 1, sizeof chunk, from)) > 0; all += n)
		fwrite(chunk, 1, n, stdout);
	return all;
}

void
plot_close(struct plot *p)
{
	draw(p);
	if (fflush(p->to) != 0)
		err(EXIT_TROUBLE, "gnuplot");
	FILE *from = start(p);
	const size_t n = copy(from);
	const int status = pclose(from);

	if (status == -1)
		err(EXIT_TROUBLE, "gnuplot");
	if (status != 0 || n == 0)
		errx(EXIT_TROUBLE, "gnuplot failed");
	fclose(p->to);
	free(p);
}
