#include "lib/report/page_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/chart/markup.h"
#include "lib/chart/svg.h"
#include "lib/report/drawing.h"
#include "lib/report/phrase.h"

/* The value of a card: short from 100,000 on, because the table has it in full. */
static void
put_large(struct page *p, const struct part *part, size_t row)
{
	const struct cells *g = part->result->cells;
	const double x = cells_number(g, row, "value");
	char figure[FIGURE_SIZE];

	if (fabs(x) >= 1e5)
		page_number(p,
		    figure_short(FIGURE_NUMBER, x, p->r->language == LANGUAGE_ZH, figure),
		    cells_text(g, row, "value"), part->result);
	else
		page_cell(p, part, row, phrase_find(part->block, "value"));
}

/* An arrow beside the colour: the meaning does not depend on the colour. */
static void
put_card(struct page *p, const struct part *part, size_t row)
{
	const struct block *b = part->block;
	const struct cells *g = part->result->cells;
	const char *verdict = cells_text(g, row, "verdict");

	markup_add(p->to, "<li><span class=\"what\">");
	page_cell(p, part, row, &b->columns[0]);
	markup_add(p->to, "</span><span class=\"value\">");
	put_large(p, part, row);
	markup_add(p->to, "</span>");
	if (verdict && *verdict) {
		const bool more = strcmp(verdict, "more") == 0, less = strcmp(verdict, "less") == 0;

		markup_add(p->to, "<span class=\"change%s\">%s",
		    more ? " more" : less ? " less" : "", more ? "▲ " : less ? "▼ " : "");
		page_cell(p, part, row, phrase_find(b, "change"));
		markup_add(p->to, "</span> ");
		if (!more && !less) {
			markup_add(p->to, "<span class=\"verdict\">");
			page_cell(p, part, row, phrase_find(b, "verdict"));
			markup_add(p->to, "</span>");
		}
		markup_add(p->to, "<span class=\"range\">");
		page_cell(p, part, row, phrase_find(b, "low"));
		markup_add(p->to, "</span>");
	}
	markup_add(p->to, "</li>\n");
}

static void
put_cards(struct page *p, const struct part *part)
{
	size_t n;
	size_t *row = report_rows(part, part->block->rows, &n);

	markup_add(p->to, "<ul class=\"cards\">\n");
	for (size_t i = 0; i < n && i < part->block->cards; i++)
		put_card(p, part, row[i]);
	markup_add(p->to, "</ul>\n");
	free(row);
}

static void
put_header(struct page *p, const struct part *part)
{
	markup_add(p->to, "<thead><tr>");
	for (const struct column *c = part->block->columns; c->name; c++) {
		if (!phrase_shows(part, c))
			continue;
		markup_add(p->to, "<th scope=\"col\"%s>",
		    phrase_is_number(c) ? " class=\"n\"" : "");
		markup_text(p->to, phrase_column(p->r, c));
		markup_add(p->to, "</th>");
	}
	markup_add(p->to, "</tr></thead>\n");
}

/* The most columns of a table beside a chart; others are below it. */
enum { BESIDE = 6 };

enum { STACKED = 4 };	/* the least columns of a table whose rows become cards */

static size_t
width_of(const struct part *part)
{
	size_t n = 0;

	for (const struct column *c = part->block->columns; c->name; c++)
		n += phrase_shows(part, c);
	return n;
}

static bool
is_long(const struct column *c)
{
	return c->as == SHOWN_LONG || c->as == SHOWN_WORST;
}

static void
put_row(struct page *p, const struct part *part, size_t row)
{
	const struct block *b = part->block;
	const bool strong = b->chart.strong &&
	    cells_meets(part->result->cells, row, b->chart.strong);

	markup_add(p->to, strong ? "<tr class=\"strong\">" : "<tr>");
	for (const struct column *c = b->columns; c->name; c++) {
		const char *tag = c == b->columns ? "th" : "td";

		if (!phrase_shows(part, c))
			continue;
		markup_add(p->to, "<%s%s%s", tag, c == b->columns ? " scope=\"row\"" : "",
		    phrase_is_number(c) ? " class=\"n\"" : is_long(c) ? " class=\"long\"" : "");
		/* on a narrow screen a row is a card, and each cell says what it is */
		if (c != b->columns) {
			markup_add(p->to, " data-head=\"");
			markup_text(p->to, phrase_column(p->r, c));
			markup_add(p->to, "\"");
		}
		markup_add(p->to, ">");
		page_cell(p, part, row, c);
		markup_add(p->to, "</%s>", tag);
	}
	markup_add(p->to, "</tr>\n");
}

/* A wide table scrolls in its own area, which the keyboard can reach. */
static void
open_table(struct page *p, const struct part *part, const char *class)
{
	markup_add(p->to, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
	page_said(p, "", part, &part->block->title, "\">");
	markup_add(p->to, "<table%s>\n", class);
	page_said(p, "<caption>", part, &part->block->title, "</caption>");
}

/*
 * On a narrow screen, where rows are cards, only the first three are shown, or of periods the last,
 * or the first two of many columns; this element before the table shows the others. In print all
 * are.
 */
static void
put_rows_shown(struct page *p, const struct part *part, size_t n)
{
	enum { FEW = 4, MANY = 8 };
	const bool periods = part->block->columns->as == SHOWN_PERIOD;

	if (n > FEW)
		markup_add(p->to, "<details class=\"rows%s\"><summary>%s%zu</summary></details>\n",
		    periods ? " last" : width_of(part) >= MANY ? " two" : "",
		    page_says(p, PAGE_ROWS), n);
}

static void
put_table(struct page *p, const struct part *part)
{
	const bool stacked = width_of(part) >= STACKED;
	size_t n;
	size_t *row = report_rows(part, part->block->rows, &n);

	markup_add(p->to, "<div>\n");
	if (stacked)
		put_rows_shown(p, part, n);
	open_table(p, part, stacked ? " class=\"stack\"" : "");
	put_header(p, part);
	markup_add(p->to, "<tbody>\n");
	for (size_t i = 0; i < n; i++)
		put_row(p, part, row[i]);
	markup_add(p->to, "</tbody></table></div>\n</div>\n");
	free(row);
}

/* How dark a share is: from the least of the table to the largest. */
static double
shade(double share, struct chart_range range)
{
	const double span = range.high - range.low;

	return .03 + .59 * (span > 0 ? fmin((share - range.low) / span, 1) : 1);
}

/* The share of a cohort, on a colour that is darker for more. */
static void
put_share(struct page *p, const struct part *part, size_t row, size_t column,
    struct chart_range range)
{
	const struct cells *g = part->result->cells;
	const double share = cells_number(g, row, g->name[column]);
	const struct column c = { g->name[column], NULL, SHOWN_SHARE, { { NULL, NULL } } };

	if (isnan(share)) {
		markup_add(p->to, "<td></td>");
		return;
	}
	markup_add(p->to, "<td class=\"n\" style=\"background:rgba(0,114,178,%.2f)\">",
	    shade(share, range));
	page_cell(p, part, row, &c);
	markup_add(p->to, "</td>");
}

enum { HEAT_FIRST = 2, HEAT_MOST = 15 };	/* columns: the first with a share; the end */

/* Without the first month, which is 100 % and would make the others pale. */
static struct chart_range
shares_of(const struct part *part, size_t columns)
{
	const struct cells *g = part->result->cells;
	struct chart_range r = { NAN, NAN };
	size_t n;
	size_t *row = report_rows(part, part->block->rows, &n);

	for (size_t k = 0; k < n; k++)
		for (size_t i = HEAT_FIRST + 1; i < columns; i++) {
			r.low = fmin(r.low, cells_number(g, row[k], g->name[i]));
			r.high = fmax(r.high, cells_number(g, row[k], g->name[i]));
		}
	free(row);
	return isnan(r.low) ? (struct chart_range){ 0, 1 } : r;
}

/* The key of the colours, from the least to the largest share. */
static void
put_key(struct page *p, struct chart_range range)
{
	char figure[FIGURE_SIZE];

	markup_add(p->to, "<p class=\"key\">%s %s ", page_says(p, PAGE_KEY),
	    figure_text(FIGURE_SHARE, range.low, figure));
	for (int i = 0; i <= 4; i++)
		markup_add(p->to, "<span style=\"background:rgba(0,114,178,%.2f)\"></span>",
		    shade(range.low + i * (range.high - range.low) / 4, range));
	markup_add(p->to, " %s</p>\n", figure_text(FIGURE_SHARE, range.high, figure));
}

static void
put_heat_row(struct page *p, const struct part *part, size_t row, size_t columns,
    struct chart_range range)
{
	const struct cells *g = part->result->cells;
	const struct column size = { g->name[1], NULL, SHOWN_COUNT, { { NULL, NULL } } };

	markup_add(p->to, "<tr><th scope=\"row\">");
	char *month = phrase_period(p->r, g->cell[row * g->columns]);

	markup_text(p->to, month);
	free(month);
	markup_add(p->to, "</th><td class=\"n\">");
	page_cell(p, part, row, &size);
	markup_add(p->to, "</td>");
	for (size_t i = HEAT_FIRST; i < columns; i++)
		put_share(p, part, row, i, range);
	markup_add(p->to, "</tr>\n");
}

static void
put_heat(struct page *p, const struct part *part)
{
	const struct cells *g = part->result->cells;
	const size_t columns = g->columns < HEAT_MOST ? g->columns : HEAT_MOST;
	const struct chart_range range = shares_of(part, columns);
	size_t n;
	size_t *row = report_rows(part, part->block->rows, &n);

	open_table(p, part, " class=\"heat\"");
	markup_add(p->to,
	    "<thead><tr><th scope=\"col\">%s</th><th scope=\"col\" class=\"n\">%s</th>",
	    page_says(p, PAGE_COHORT), page_says(p, PAGE_SIZE));
	for (size_t i = HEAT_FIRST; i < columns; i++)
		markup_add(p->to, "<th scope=\"col\" class=\"n\">%s%s</th>",
		    i == HEAT_FIRST ? "" : "+", g->name[i]);
	markup_add(p->to, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < n; i++)
		put_heat_row(p, part, row[i], columns, range);
	markup_add(p->to, "</tbody></table></div>\n");
	put_key(p, range);
	free(row);
}

static void
put_figure(struct page *p, const struct part *part)
{
	struct drawing d = drawing_of(p->r, part);

	markup_add(p->to, "<figure>\n");
	svg_chart(d.chart, p->to);
	markup_add(p->to, "</figure>\n");
	drawing_free(&d);
}

void
page_data(struct page *p, const struct part *part)
{
	const struct block *b = part->block;
	const bool drawn = b->chart.wanted && b->chart.kind != CHART_HEAT;
	const bool beside = drawn && b->columns && width_of(part) <= BESIDE;

	if (b->cards)
		put_cards(p, part);
	markup_add(p->to, "<div class=\"pair%s\">\n", beside ? " two" : "");
	if (drawn)
		put_figure(p, part);
	if (b->chart.wanted && b->chart.kind == CHART_HEAT)
		put_heat(p, part);
	else if (b->columns)
		put_table(p, part);
	markup_add(p->to, "</div>\n");
}
