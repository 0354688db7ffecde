#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/chart/markup.h"
#include "lib/chart/svg.h"
#include "lib/report/drawing.h"
#include "lib/report/page.h"
#include "lib/report/page_own.h"
#include "lib/report/phrase.h"
#include "lib/report/translated.h"

/*
 * Every number is an element data: its value is the cell as the command printed it, and its class
 * is the number of the command (c1), which is the id of the element that has it.
 */

struct page {
	const struct report *r;
	const struct cover *cover;
	struct text *to;
};

static void
put_words(void *ctx, const char *s, size_t n)
{
	struct page *p = ctx;
	char *words = mem_print("%.*s", (int)n, s);

	markup_text(p->to, words);
	free(words);
}

static void
put_number(void *ctx, const char *shown, const char *exact, const struct result *from)
{
	struct page *p = ctx;

	markup_add(p->to, "<data class=\"c%zu\" value=\"", report_number(p->r, from));
	markup_text(p->to, exact);
	markup_add(p->to, "\">");
	markup_text(p->to, shown);
	markup_add(p->to, "</data>");
}

static struct phrase
phrase_to(struct page *p)
{
	return (struct phrase){ p, put_words, put_number };
}

static void
put_said(struct page *p, const char *open, const struct part *part, const struct said *said,
    const char *close)
{
	if (said->in[p->r->language] == NULL || *said->in[p->r->language] == '\0')
		return;
	const struct phrase to = phrase_to(p);

	markup_add(p->to, "%s", open);
	phrase_say(p->r, part, said, &to);
	markup_add(p->to, "%s\n", close);
}

static const char *
word(const struct page *p, enum page_word w)
{
	return page_word(w, p->r->language);
}

static void
put_fact(struct page *p, enum page_word what, const char *value)
{
	markup_add(p->to, "<div><dt>%s</dt><dd>", word(p, what));
	markup_text(p->to, value);
	markup_add(p->to, "</dd></div>\n");
}

static void
put_span(struct page *p, enum page_word what, int32_t since, int32_t until)
{
	char from[DATE_SIZE], to[DATE_SIZE];
	char *span = mem_print("%s%s%s", date_text(since, from), word(p, PAGE_TO),
	    date_text(until, to));

	put_fact(p, what, span);
	free(span);
}

static void
put_head(struct page *p)
{
	markup_add(p->to, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>",
	    p->r->language == LANGUAGE_ZH ? "zh-CN" : "en");
	markup_text(p->to, p->cover->title);
	markup_add(p->to, "</title>\n<style>\n%s", page_style);
	svg_style(p->to);
	markup_add(p->to, "</style>\n</head>\n<body>\n");
}

static void
put_contents(struct page *p)
{
	markup_add(p->to, "<nav aria-label=\"%s\"><ul>\n", word(p, PAGE_CONTENTS));
	for (size_t i = 0; i < p->r->parts; i++) {
		const struct section *s = p->r->part[i].section;

		if (i > 0 && p->r->part[i - 1].section == s)
			continue;
		markup_add(p->to, "<li><a href=\"#%s\">", s->id);
		put_said(p, "", NULL, &s->title, "</a></li>");
	}
	markup_add(p->to, "</ul></nav>\n");
}

static void
put_cover(struct page *p)
{
	const struct span *s = &p->r->facts.span;
	char date[DATE_SIZE];

	markup_add(p->to, "<header>\n");
	if (p->cover->logo)
		markup_add(p->to, "<img class=\"logo\" alt=\"%s\" src=\"%s\"/>\n",
		    word(p, PAGE_LOGO), p->cover->logo);
	markup_add(p->to, "<h1>");
	markup_text(p->to, p->cover->title);
	markup_add(p->to, "</h1>\n<dl class=\"facts\">\n");
	put_span(p, PAGE_PERIOD, s->since, s->until);
	put_span(p, PAGE_COMPARED, s->before_since, s->before_until);
	put_fact(p, PAGE_AS_OF, date_text(p->r->facts.as_of, date));
	put_fact(p, PAGE_SOURCE, p->cover->source);
	if (p->cover->currency)
		put_fact(p, PAGE_CURRENCY, p->cover->currency);
	markup_add(p->to, "</dl>\n");
	put_contents(p);
	markup_add(p->to, "</header>\n<main>\n");
}

static void
put_cell(struct page *p, const struct part *part, size_t row, const struct column *c)
{
	const struct phrase to = phrase_to(p);

	phrase_cell(p->r, part, row, c, &to);
}

static const struct column *
column_of(const struct block *b, const char *name)
{
	return phrase_find(b, name);
}

/* The value of a card: short from 100,000 on, because the table has it in full. */
static void
put_large(struct page *p, const struct part *part, size_t row)
{
	const struct cells *g = part->result->cells;
	const double x = cells_number(g, row, "value");
	char figure[FIGURE_SIZE];

	if (fabs(x) >= 1e5)
		put_number(p, figure_short(FIGURE_NUMBER, x, p->r->language == LANGUAGE_ZH, figure),
		    cells_text(g, row, "value"), part->result);
	else
		put_cell(p, part, row, column_of(part->block, "value"));
}

/* An arrow beside the colour: the meaning does not depend on the colour. */
static void
put_card(struct page *p, const struct part *part, size_t row)
{
	const struct block *b = part->block;
	const struct cells *g = part->result->cells;
	const char *verdict = cells_text(g, row, "verdict");

	markup_add(p->to, "<li><span class=\"what\">");
	put_cell(p, part, row, &b->columns[0]);
	markup_add(p->to, "</span><span class=\"value\">");
	put_large(p, part, row);
	markup_add(p->to, "</span>");
	if (verdict && *verdict) {
		const bool more = strcmp(verdict, "more") == 0, less = strcmp(verdict, "less") == 0;

		markup_add(p->to, "<span class=\"change%s\">%s",
		    more ? " more" : less ? " less" : "", more ? "▲ " : less ? "▼ " : "");
		put_cell(p, part, row, column_of(b, "change"));
		markup_add(p->to, "</span> ");
		if (!more && !less) {
			markup_add(p->to, "<span class=\"verdict\">");
			put_cell(p, part, row, column_of(b, "verdict"));
			markup_add(p->to, "</span>");
		}
		markup_add(p->to, "<span class=\"range\">");
		put_cell(p, part, row, column_of(b, "low"));
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

static bool
is_shown(const struct column *c)
{
	return c->as != SHOWN_NONE;
}

static void
put_header(struct page *p, const struct part *part)
{
	markup_add(p->to, "<thead><tr>");
	for (const struct column *c = part->block->columns; c->name; c++) {
		if (!is_shown(c))
			continue;
		markup_add(p->to, "<th scope=\"col\"%s>",
		    phrase_is_number(c) ? " class=\"n\"" : "");
		markup_text(p->to, phrase_column(p->r, c));
		markup_add(p->to, "</th>");
	}
	markup_add(p->to, "</tr></thead>\n");
}

static bool
is_long(const struct column *c)
{
	return c->as == SHOWN_LONG || c->as == SHOWN_SENTENCE || c->as == SHOWN_WORST;
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

		if (!is_shown(c))
			continue;
		markup_add(p->to, "<%s%s%s>", tag, c == b->columns ? " scope=\"row\"" : "",
		    phrase_is_number(c) ? " class=\"n\"" : is_long(c) ? " class=\"long\"" : "");
		put_cell(p, part, row, c);
		markup_add(p->to, "</%s>", tag);
	}
	markup_add(p->to, "</tr>\n");
}

/* A wide table scrolls in its own area, which the keyboard can reach. */
static void
open_table(struct page *p, const struct part *part, const char *class)
{
	markup_add(p->to, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
	put_said(p, "", part, &part->block->title, "\">");
	markup_add(p->to, "<table%s>\n", class);
	put_said(p, "<caption>", part, &part->block->title, "</caption>");
}

static void
put_table(struct page *p, const struct part *part)
{
	size_t n;
	size_t *row = report_rows(part, part->block->rows, &n);

	open_table(p, part, "");
	put_header(p, part);
	markup_add(p->to, "<tbody>\n");
	for (size_t i = 0; i < n; i++)
		put_row(p, part, row[i]);
	markup_add(p->to, "</tbody></table></div>\n");
	free(row);
}

/* The share of a cohort, on a colour that is darker for more. */
static void
put_share(struct page *p, const struct part *part, size_t row, size_t column, double most)
{
	const struct cells *g = part->result->cells;
	const double share = cells_number(g, row, g->name[column]);
	const struct column c = { g->name[column], NULL, SHOWN_SHARE, { { NULL, NULL } } };

	if (isnan(share)) {
		markup_add(p->to, "<td></td>");
		return;
	}
	markup_add(p->to, "<td class=\"n\" style=\"background:rgba(0,114,178,%.2f)\">",
	    .62 * fmin(share / most, 1));
	put_cell(p, part, row, &c);
	markup_add(p->to, "</td>");
}

enum { HEAT_FIRST = 2, HEAT_MOST = 15 };	/* columns: the first with a share; the end */

/* The largest share below 1: the first month, which is 100 %, would make the others pale. */
static double
most_share(const struct cells *g, size_t columns)
{
	double most = 0;

	for (size_t row = 0; row < g->rows; row++)
		for (size_t i = HEAT_FIRST + 1; i < columns; i++)
			most = fmax(most, cells_number(g, row, g->name[i]));
	return most > 0 ? most : 1;
}

static void
put_heat_row(struct page *p, const struct part *part, size_t row, size_t columns, double most)
{
	const struct cells *g = part->result->cells;
	const struct column size = { g->name[1], NULL, SHOWN_COUNT, { { NULL, NULL } } };

	markup_add(p->to, "<tr><th scope=\"row\">");
	char *month = phrase_period(p->r, g->cell[row * g->columns]);

	markup_text(p->to, month);
	free(month);
	markup_add(p->to, "</th><td class=\"n\">");
	put_cell(p, part, row, &size);
	markup_add(p->to, "</td>");
	for (size_t i = HEAT_FIRST; i < columns; i++)
		put_share(p, part, row, i, most);
	markup_add(p->to, "</tr>\n");
}

static void
put_heat(struct page *p, const struct part *part)
{
	const struct cells *g = part->result->cells;
	const size_t columns = g->columns < HEAT_MOST ? g->columns : HEAT_MOST;
	const double most = most_share(g, columns);
	size_t n;
	size_t *row = report_rows(part, part->block->rows, &n);

	open_table(p, part, " class=\"heat\"");
	markup_add(p->to,
	    "<thead><tr><th scope=\"col\">%s</th><th scope=\"col\" class=\"n\">%s</th>",
	    word(p, PAGE_COHORT), word(p, PAGE_SIZE));
	for (size_t i = HEAT_FIRST; i < columns; i++)
		markup_add(p->to, "<th scope=\"col\" class=\"n\">%s%s</th>",
		    i == HEAT_FIRST ? "" : "+", g->name[i]);
	markup_add(p->to, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < n; i++)
		put_heat_row(p, part, row[i], columns, most);
	markup_add(p->to, "</tbody></table></div>\n");
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

enum { BESIDE = 6 };	/* the most columns of a table beside a chart; others are below it */

static size_t
width_of(const struct part *part)
{
	size_t n = 0;

	for (const struct column *c = part->block->columns; c->name; c++)
		n += is_shown(c);
	return n;
}

static void
put_data(struct page *p, const struct part *part)
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

/* The same command can stand at several blocks: only the first has the id. */
static void
put_command(struct page *p, const struct result *result, bool *told)
{
	const size_t number = report_number(p->r, result);

	if (told[number - 1])
		markup_add(p->to, "<pre><code>");
	else
		markup_add(p->to, "<pre id=\"c%zu\"><code>", number);
	told[number - 1] = true;
	markup_text(p->to, result->text);
	markup_add(p->to, "</code></pre>\n");
	if (*result->notes) {
		char *notes = translated(result->notes, p->r->language);

		markup_add(p->to, "<p class=\"note\">%s", word(p, PAGE_NOTES));
		markup_text(p->to, notes);
		markup_add(p->to, "</p>\n");
		free(notes);
	}
}

static void
put_source(struct page *p, const struct part *part, bool *told)
{
	if (part->result == NULL)
		return;
	markup_add(p->to, "<details><summary>%s</summary>\n", word(p, PAGE_COMMAND));
	put_command(p, part->result, told);
	markup_add(p->to, "</details>\n");
	char *names = report_names(p->r, part);

	if (names) {
		markup_add(p->to, "<details><summary>%s</summary>\n<pre><code>",
		    word(p, PAGE_NAMES));
		markup_text(p->to, names);
		markup_add(p->to, "</code></pre>\n</details>\n");
	}
	free(names);
}

static void
put_lack(struct page *p, const struct part *part)
{
	if (part->lack == PART_NO_DATA && part->block->none.in[p->r->language]) {
		put_said(p, "<p class=\"none\">", NULL, &part->block->none, "</p>");
		return;
	}
	const enum page_word why = part->lack == PART_NO_STORE ? PAGE_NO_STORE
	    : part->lack == PART_FAILED ? PAGE_FAILED : PAGE_NO_DATA;

	markup_add(p->to, "<p class=\"none\">%s", word(p, why));
	if (part->lack == PART_FAILED) {
		markup_add(p->to, "<span lang=\"en\">");
		markup_text(p->to, part->result->failure);
		markup_add(p->to, "</span>");
	}
	markup_add(p->to, "</p>\n");
}

static void
put_part(struct page *p, const struct part *part, bool *told)
{
	put_said(p, "<h3>", part, &part->block->title, "</h3>");
	if (part->lack == PART_FULL) {
		put_said(p, "<p>", part, &part->block->sentence, "</p>");
		put_data(p, part);
		put_said(p, "<p class=\"note\">", part, &part->block->note, "</p>");
	} else {
		put_lack(p, part);
	}
	put_source(p, part, told);
}

/* A section whose parts all need a store is one sentence. Returns its parts. */
static size_t
put_section(struct page *p, size_t first, bool *told)
{
	const struct part *part = &p->r->part[first];
	const struct section *s = part->section;
	const bool lacks = report_needs_store(p->r, part);
	size_t n = 0;

	markup_add(p->to, "<section id=\"%s\">\n", s->id);
	put_said(p, "<h2>", NULL, &s->title, "</h2>");
	if (lacks)
		put_lack(p, part);
	for (; first + n < p->r->parts && part[n].section == s; n++)
		if (!lacks)
			put_part(p, &part[n], told);
	markup_add(p->to, "</section>\n");
	return n;
}

static void
put_sections(struct page *p)
{
	bool *told = mem_new(p->r->results, sizeof *told);

	for (size_t i = 0; i < p->r->parts;)
		i += put_section(p, i, told);
	free(told);
}

static void
put_footer(struct page *p)
{
	markup_add(p->to, "</main>\n<footer>\n<p>%s: custkit %s</p>\n<p>%s: <code>",
	    word(p, PAGE_ABOUT), p->cover->version, word(p, PAGE_DIGEST));
	markup_text(p->to, p->cover->digest);
	markup_add(p->to, "</code></p>\n<details><summary>%s</summary>\n<pre><code>",
	    word(p, PAGE_COMMAND));
	markup_text(p->to, p->cover->proof);
	markup_add(p->to, "</code></pre>\n</details>\n</footer>\n</body>\n</html>\n");
}

void
page_html(const struct report *r, const struct cover *cover, struct text *to)
{
	struct page p = { r, cover, to };

	put_head(&p);
	put_cover(&p);
	put_sections(&p);
	put_footer(&p);
}
