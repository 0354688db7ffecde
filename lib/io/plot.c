#define _GNU_SOURCE
#include "lib/io/plot.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/io/opt.h"

/*
 * The commands for gnuplot are collected in memory, and plot_close copies what gnuplot prints to
 * standard output. gnuplot does not report that its output cannot be written; and if it ends early,
 * no pipe to it breaks.
 */
enum { CURVES = 8, NAME = 64, TERM_WIDTH = 79, TERM_HEIGHT = 22, SVG_SIZE = 480, CHUNK = 4096,
	/* of a map in SVG: characters of a cell and beside all cells, lines above and below them */
	SVG_CELL = 4, SVG_MARGIN = 16, SVG_FRAME = 7, SVG_CHAR = 8, SVG_LINE = 18,
	/* of a map in the terminal */
	CELL_MIN = 3, MAP_LEFT = 11, MAP_TOP = 2, MAP_BOTTOM = 3 };

struct plot {
	FILE *to;
	enum plot_form form;
	int curves, blocks;		/* curves of the panel; all curves so far */
	char name[CURVES][NAME];
	char title[NAME], x[NAME], y[NAME];
	double most_x, most_y;		/* see plot_axes; 0: both axes go to 1 */
};

/* A plot without a terminal. */
static struct plot *
begin(enum plot_form form)
{
	struct plot *p = mem_new(1, sizeof *p);
	const int memory = memfd_create("gnuplot", 0);

	p->form = form;
	fflush(stdout);
	if (system("command -v gnuplot >/dev/null") != 0)
		fail("gnuplot not found (Debian: apt-get install gnuplot-nox)");
	p->to = memory == -1 ? NULL : fdopen(memory, "w");
	if (p->to == NULL)
		fail_errno("gnuplot");
	return p;
}

/* Not for PLOT_TERM. */
static const char *
terminal(enum plot_form form)
{
	return form == PLOT_SVG ? "svg" : "pngcairo";
}

struct plot *
plot_open(enum plot_form form, int panels)
{
	struct plot *p = begin(form);

	if (form == PLOT_TERM)
		fprintf(p->to, "set terminal dumb size %d,%d\n", TERM_WIDTH, TERM_HEIGHT);
	else
		fprintf(p->to, "set terminal %s size %d,%d\nset multiplot layout 1,%d\n",
		    terminal(form), panels * SVG_SIZE, SVG_SIZE, panels);
	fputs("set key left top\n", p->to);
	return p;
}

void
plot_axes(struct plot *p, double x, double y)
{
	p->most_x = x;
	p->most_y = y;
}

static void
draw_axes(const struct plot *p)
{
	char x[NUM_SIZE] = "1", y[NUM_SIZE] = "1";

	if (p->most_x > 0) {
		num_text(p->most_x, x);
		num_text(p->most_y, y);
		fputs("set key below\n", p->to);
	}
	fprintf(p->to, "set xrange [0:%s]\nset yrange [0:%s]\n", x, y);
}

/* Writes a text as gnuplot reads it: in quotes, in which '' is a quote, and without line feeds. */
static void
put_quoted(FILE *to, const char *s)
{
	char *tidy = mem_text(s);

	text_tidy(tidy);
	fputc('\'', to);
	for (const char *c = tidy; *c; c++) {
		if (*c == '\'')
			fputc(*c, to);
		fputc(*c, to);
	}
	fputc('\'', to);
	free(tidy);
}

/* Draws the panel that is complete. */
static void
draw(struct plot *p)
{
	if (p->curves == 0)
		return;
	const bool plain = p->most_x > 0;

	draw_axes(p);
	fprintf(p->to, "set title '%s'\nset xlabel '%s'\nset ylabel '%s'\nplot %s",
	    p->title, p->x, p->y, plain ? "" : "x title '' with lines, ");
	for (int i = 0; i < p->curves; i++) {
		fprintf(p->to, "%s$curve%d title ", i > 0 ? ", " : "", p->blocks - p->curves + i);
		put_quoted(p->to, p->name[i]);
		fprintf(p->to, " noenhanced with %s", plain ? "lines" : "linespoints");
	}
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
plot_curve(struct plot *p, const char *name, const double *x, const double *y, size_t n)
{
	char a[NUM_SIZE], b[NUM_SIZE];

	if (p->curves == CURVES)
		fail("more than %d curves", CURVES);
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
		fail_errno("gnuplot");
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

/* Writes everything, and frees the plot. */
static void
finish(struct plot *p)
{
	if (fflush(p->to) != 0)
		fail_errno("gnuplot");
	FILE *from = start(p);
	const size_t n = copy(from);
	const int status = pclose(from);

	if (status == -1)
		fail_errno("gnuplot");
	if (status != 0 || n == 0)
		fail("gnuplot failed");
	fclose(p->to);
	free(p);
}

void
plot_close(struct plot *p)
{
	draw(p);
	finish(p);
}

/* Characters per cell: as many as fit, so that all cells are equally wide. */
static size_t
map_cell(size_t columns)
{
	const size_t fit = (TERM_WIDTH - MAP_LEFT - 1) / (columns + 1);

	return fit < CELL_MIN ? CELL_MIN : fit;
}

/*
 * In the terminal a line per row of the map, and the same number of characters per column: half a
 * cell is left at each side, and the borders are half a cell further out.
 */
static void
put_map_size(struct plot *p, const struct plot_map *m)
{
	const size_t width = (m->columns + 1) * map_cell(m->columns) + 1, height = m->rows + 2;

	if (p->form == PLOT_TERM)
		fprintf(p->to, "set terminal dumb size %zu,%zu\nset lmargin %d\nset rmargin 0\n"
		    "set tmargin %d\nset bmargin %d\nset tics scale 0\n"
		    "set xrange [-1:%zu]\nset yrange [%zu:-1]\n",
		    width + MAP_LEFT, height + MAP_TOP + MAP_BOTTOM, MAP_LEFT, MAP_TOP, MAP_BOTTOM,
		    m->columns, m->rows);
	else
		fprintf(p->to, "set terminal %s size %zu,%zu font ',10'\n"
		    "set xrange [-.5:%zu.5]\nset yrange [%zu.5:-.5]\n",
		    terminal(p->form), (m->columns * SVG_CELL + SVG_MARGIN) * SVG_CHAR,
		    (m->rows + SVG_FRAME) * SVG_LINE, m->columns - 1, m->rows - 1);
}

static void
put_map_names(struct plot *p, const struct plot_map *m)
{
	fputs("set title ", p->to);
	put_quoted(p->to, m->title);
	fputs("\nset xlabel ", p->to);
	put_quoted(p->to, m->x);
	fputs("\nset ytics (", p->to);
	for (size_t i = 0; i < m->rows; i++) {
		if (i > 0)
			fputs(", ", p->to);
		put_quoted(p->to, m->name[i]);
		fprintf(p->to, " %zu", i);
	}
	fputs(")\n", p->to);
}

void
plot_map(enum plot_form form, const struct plot_map *m)
{
	struct plot *p = begin(form);
	char share[NUM_SIZE];

	put_map_size(p, m);
	put_map_names(p, m);
	fprintf(p->to, "unset key\nunset colorbox\nset cbrange [0:1]\n"
	    "set palette defined (0 'white', 1 '#3182bd')\nset xtics 0,1,%zu\n$map << end\n",
	    m->columns - 1);
	for (size_t i = 0; i < m->rows * m->columns; i++)
		if (num_text(m->share[i], share) > 0)
			fprintf(p->to, "%zu %zu %s\n", i % m->columns, i / m->columns, share);
	fputs("end\nplot ", p->to);
	if (form != PLOT_TERM)
		fputs("$map using 1:2:($1-.5):($1+.5):($2-.5):($2+.5):3 with boxxyerror"
		    " fillcolor palette fillstyle solid noborder, ", p->to);
	fputs("$map using 1:2:(sprintf('%3.0f', 100 * $3)) with labels\n", p->to);
	finish(p);
}
