#include "lib/chart/svg.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/chart/svg_own.h"

enum { NOTE = 64 };		/* columns of a note */

/*
 * currentColor is the colour of the series. The colours of the text on the colours of the cells and
 * on the paper have a contrast of at least 4.5 (WCAG AA) in both themes.
 */
static const char style[] =
    "svg.chart{--ink:#1d2329;--soft:#545d68;--rule:#d5dae0;--paper:#fff;--fill:#0072b2;"
    "--c0:#0072b2;--c1:#b8500a;--c2:#00785a;--c3:#9c4a82;"
    "display:block;width:100%;height:auto;font-family:inherit;font-size:13px}\n"
    "@media screen and (prefers-color-scheme:dark){svg.chart{--ink:#e9edf1;--soft:#a9b3bd;"
    "--rule:#3a424b;--paper:#16191d;--fill:#2b8fd0;"
    "--c0:#6ab7e8;--c1:#f0a04b;--c2:#3fc79d;--c3:#e0a0cc}}\n"
    "svg.chart text{fill:var(--ink);font-variant-numeric:tabular-nums}\n"
    "svg.chart .soft{fill:var(--soft);font-size:12px}\n"
    "svg.chart .halo{paint-order:stroke;stroke:var(--paper);stroke-width:4px;"
    "stroke-linejoin:round}\n"
    "svg.chart .strong{font-weight:600}\n"
    "svg.chart .paper{fill:var(--paper)}\n"
    "svg.chart .rule{stroke:var(--rule);stroke-width:1}\n"
    "svg.chart .base{stroke:var(--soft);stroke-width:1}\n"
    "svg.chart .mark{stroke:var(--soft);stroke-width:1.2;stroke-dasharray:5 4}\n"
    "svg.chart .span{stroke:var(--ink);stroke-width:1.4}\n"
    "svg.chart .s0{color:var(--c0)}svg.chart .s1{color:var(--c1)}"
    "svg.chart .s2{color:var(--c2)}svg.chart .s3{color:var(--c3)}\n"
    "svg.chart .bar{fill:currentColor;fill-opacity:.78}\n"
    "svg.chart .before{stroke:var(--ink);stroke-width:2.5}\n"
    "svg.chart .curve{fill:none;stroke:currentColor;stroke-width:2.2;stroke-linejoin:round}\n"
    "svg.chart .s1.curve{stroke-dasharray:7 4}svg.chart .s2.curve{stroke-dasharray:2 4}"
    "svg.chart .s3.curve{stroke-dasharray:9 3 2 3}\n"
    "svg.chart .s4{color:var(--c0)}svg.chart .s5{color:var(--c1)}"
    "svg.chart .s6{color:var(--c2)}svg.chart .s7{color:var(--c3)}\n"
    "svg.chart .s4.curve{stroke-width:1;stroke-dasharray:7 4}svg.chart .s5.curve"
    "{stroke-width:1}svg.chart .s6.curve{stroke-width:1;stroke-dasharray:9 3 2 3}"
    "svg.chart .s7.curve{stroke-width:1;stroke-dasharray:2 4}\n"
    "svg.chart .band{fill:currentColor;fill-opacity:.16}\n"
    "svg.chart .inner{fill:currentColor;fill-opacity:.24}\n"
    "svg.chart .dot{fill:currentColor}\n"
    "svg.chart .odd{fill:var(--paper);stroke:var(--ink);stroke-width:2.2}\n"
    "svg.chart .cell{fill:var(--fill)}\n"
    "svg.chart .tile{fill:var(--fill);fill-opacity:.38;stroke:var(--paper);stroke-width:2}\n";

static double
draw(struct svg *s)
{
	switch (s->c->kind) {
	case CHART_BARS:
		return svg_bars(s);
	case CHART_LINE:
	case CHART_CONTROL:
		return svg_line_chart(s);
	case CHART_COLUMNS:
		return svg_columns(s);
	case CHART_LORENZ:
		return svg_lorenz(s);
	case CHART_HEAT:
		return svg_heat(s);
	case CHART_SCATTER:
		return svg_scatter(s);
	case CHART_TREEMAP:
		return svg_treemap(s);
	}
	return 0;
}

static void
put_element(struct text *to, const char *name, const char *id, const char *content)
{
	markup_add(to, "<%s id=\"%s-%c\">", name, id, *name);
	markup_text(to, content ? content : "");
	markup_add(to, "</%s>\n", name);
}

/* The sentence below a drawing; returns the new height. */
static double
put_note(const struct svg *s, double height)
{
	for (const char *note = s->c->note; note && *note;) {
		const size_t n = chart_wrap(note, NOTE);
		char *line = mem_print("%.*s", (int)n, note);

		svg_text(s, SVG_GAP, height += SVG_LINE, SVG_START, "soft", line);
		free(line);
		note += n + strspn(note + n, " ");
	}
	return s->c->note ? height + SVG_GAP : height;
}

struct size {
	double width, height;
};

static struct size
put_drawing(const struct chart *c, struct text *to)
{
	struct svg s = { .c = c, .out = to, .left = SVG_GAP, .right = SVG_WIDTH - SVG_GAP,
		.top = SVG_GAP };
	const double height = draw(&s);

	return (struct size){ s.right > SVG_WIDTH ? s.right + SVG_GAP : SVG_WIDTH,
		put_note(&s, height) };
}

static const char *
id_of(const struct chart *c)
{
	return c->id ? c->id : "chart";
}

/* The element begins, and can have more attributes; put_texts ends them. */
static void
put_begin(const struct chart *c, struct size z, struct text *to)
{
	markup_add(to, "<svg class=\"chart\" role=\"img\" aria-labelledby=\"%s-t %s-d\" "
	    "viewBox=\"0 0 %.0f %.0f\"", id_of(c), id_of(c), z.width, z.height);
}

static void
put_texts(const struct chart *c, struct text *to)
{
	const char *id = id_of(c);

	markup_add(to, ">\n");
	put_element(to, "title", id, c->title);
	put_element(to, "desc", id, c->about);
}

void
svg_chart(const struct chart *c, struct text *to)
{
	struct text body = { 0 };
	const struct size z = put_drawing(c, &body);

	put_begin(c, z, to);
	if (z.width > SVG_WIDTH)
		markup_add(to, " style=\"min-width:%.0fpx\"", z.width);
	put_texts(c, to);
	text_add(to, body.s ? body.s : "", body.n);
	markup_add(to, "</svg>\n");
	text_free(&body);
}

/* A drawing of a file, at this height, below its title. */
static struct size
put_panel(const struct chart *c, double top, struct text *to)
{
	const struct svg s = { .c = c, .out = to };
	const double title = c->title ? SVG_LINE + SVG_GAP : 0;

	if (c->title)
		svg_text(&s, SVG_GAP, top + SVG_LINE - SVG_DROP + SVG_GAP / 2., SVG_START, "strong",
		    c->title);
	markup_add(to, "<g transform=\"translate(0 %.0f)\">\n", top + title);
	struct size z = put_drawing(c, to);

	markup_add(to, "</g>\n");
	z.height += title;
	return z;
}

void
svg_file(const struct chart *const *c, size_t n, struct text *to)
{
	struct text body = { 0 };
	struct size all = { 0, 0 };

	for (size_t i = 0; i < n; i++) {
		const struct size z = put_panel(c[i], all.height, &body);

		all.height += z.height + (i + 1 < n ? SVG_GAP : 0);
		all.width = z.width > all.width ? z.width : all.width;
	}
	markup_add(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	put_begin(c[0], all, to);
	markup_add(to, " xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" "
	    "height=\"%.0f\" font-family=\"sans-serif\"", all.width, all.height);
	put_texts(c[0], to);
	markup_add(to, "<style>\n");
	svg_style(to);
	markup_add(to, "</style>\n<rect class=\"paper\" width=\"100%%\" "
	    "height=\"100%%\"/>\n");
	text_add(to, body.s ? body.s : "", body.n);
	markup_add(to, "</svg>\n");
	text_free(&body);
}

void
svg_style(struct text *to)
{
	text_add(to, style, sizeof style - 1);
}
