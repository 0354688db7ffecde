#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/chart/markup.h"
#include "lib/report/page.h"
#include "lib/report/page_own.h"
#include "lib/report/phrase.h"

/* The same as the page, without charts: headings, sentences, tables, commands. */

/* Text in which Markdown sees no markup, and which stays in its cell. */
static void
put_words(void *ctx, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (strchr("\\`*_[]<>|#", s[i]))
			text_add(ctx, "\\", 1);
		text_add(ctx, s[i] == '\n' ? " " : &s[i], 1);
	}
}

static void
put_number(void *ctx, const char *shown, const char *exact, const struct result *from)
{
	(void)exact;
	(void)from;
	text_add(ctx, shown, strlen(shown));
}

static void
put_text(struct text *to, const char *s)
{
	put_words(to, s, strlen(s));
}

static void
put_said(const struct report *r, const struct part *part, const char *before,
    const struct said *said, struct text *to)
{
	if (said->in[r->language] == NULL || *said->in[r->language] == '\0')
		return;
	markup_add(to, "%s", before);
	phrase_say(r, part, said, &(struct phrase){ to, put_words, put_number });
	markup_add(to, "\n\n");
}

static void
put_sentences(const struct report *r, const struct part *part, struct text *to)
{
	if (!phrase_has(r, part))
		return;
	phrase_sentences(r, part, &(struct phrase){ to, put_words, put_number });
	markup_add(to, "\n\n");
}

static void
put_fact(const struct report *r, enum page_word what, const char *value, struct text *to)
{
	markup_add(to, "- %s: ", page_word(what, r->language));
	put_text(to, value);
	markup_add(to, "\n");
}

static void
put_span(const struct report *r, enum page_word what, int32_t since, int32_t until,
    struct text *to)
{
	char a[DATE_SIZE], b[DATE_SIZE];
	char *span = mem_print("%s%s%s", date_text(since, a), page_word(PAGE_TO, r->language),
	    date_text(until, b));

	put_fact(r, what, span, to);
	free(span);
}

static void
put_cover(const struct report *r, const struct cover *c, struct text *to)
{
	const struct span *s = &r->facts.span;
	char date[DATE_SIZE];

	markup_add(to, "# ");
	put_text(to, c->title);
	markup_add(to, "\n\n");
	put_span(r, PAGE_PERIOD, s->since, s->until, to);
	put_span(r, PAGE_COMPARED, s->before_since, s->before_until, to);
	put_fact(r, PAGE_AS_OF, date_text(r->facts.as_of, date), to);
	put_fact(r, PAGE_SOURCE, c->source, to);
	if (c->currency)
		put_fact(r, PAGE_CURRENCY, c->currency, to);
	put_fact(r, PAGE_DIGEST, c->digest, to);
	markup_add(to, "\n");
}

static void
put_header(const struct report *r, const struct part *part, struct text *to)
{
	for (const struct column *c = part->block->columns; c->name; c++)
		if (phrase_shows(part, c)) {
			markup_add(to, "| ");
			put_text(to, phrase_column(r, c));
			markup_add(to, " ");
		}
	markup_add(to, "|\n");
	for (const struct column *c = part->block->columns; c->name; c++)
		if (phrase_shows(part, c))
			markup_add(to, phrase_is_number(c) ? "|---:" : "|---");
	markup_add(to, "|\n");
}

static void
put_table(const struct report *r, const struct part *part, struct text *to)
{
	const struct phrase phrase = { to, put_words, put_number };
	size_t n;
	size_t *row = report_rows(part, part->block->rows, &n);

	put_header(r, part, to);
	for (size_t i = 0; i < n; i++) {
		for (const struct column *c = part->block->columns; c->name; c++)
			if (phrase_shows(part, c)) {
				markup_add(to, "| ");
				phrase_cell(r, part, row[i], c, &phrase);
				markup_add(to, " ");
			}
		markup_add(to, "|\n");
	}
	markup_add(to, "\n");
	free(row);
}

/* A table of which every column has numbers of the same kind. */
static void
put_heat(const struct report *r, const struct part *part, struct text *to)
{
	const struct cells *g = part->result->cells;
	const struct phrase phrase = { to, put_words, put_number };
	size_t n;
	size_t *row = report_rows(part, part->block->rows, &n);

	markup_add(to, "| %s | %s ", page_word(PAGE_COHORT, r->language),
	    page_word(PAGE_SIZE, r->language));
	for (size_t i = 2; i < g->columns; i++)
		markup_add(to, "| %s%s ", i > 2 ? "+" : "", g->name[i]);
	markup_add(to, "|\n");
	for (size_t i = 0; i < g->columns; i++)
		markup_add(to, i == 0 ? "|---" : "|---:");
	markup_add(to, "|\n");
	for (size_t k = 0; k < n; k++) {
		for (size_t i = 0; i < g->columns; i++) {
			const struct column c = { g->name[i], NULL, i == 0 ? SHOWN_PERIOD
			    : i == 1 ? SHOWN_COUNT : SHOWN_SHARE, { { NULL, NULL } } };

			markup_add(to, "| ");
			phrase_cell(r, part, row[k], &c, &phrase);
			markup_add(to, " ");
		}
		markup_add(to, "|\n");
	}
	markup_add(to, "\n");
	free(row);
}

static void
put_lack(const struct report *r, const struct part *part, struct text *to)
{
	if (report_has_none(part)) {
		put_said(r, NULL, "", &part->block->none, to);
		return;
	}
	markup_add(to, "%s", page_word(part->lack == PART_NO_STORE ? PAGE_NO_STORE
	    : part->lack == PART_FEW ? PAGE_FEW
	    : part->lack == PART_FAILED ? PAGE_FAILED : PAGE_NO_DATA, r->language));
	if (part->lack == PART_FEW || part->lack == PART_FAILED)
		put_text(to, part->result->failure);
	markup_add(to, "\n\n");
}

static void
put_part(const struct report *r, const struct part *part, struct text *to)
{
	put_said(r, part, "### ", &part->block->title, to);
	if (part->lack != PART_FULL) {
		put_lack(r, part, to);
	} else {
		put_sentences(r, part, to);
		if (part->block->columns)
			put_table(r, part, to);
		else if (part->block->chart.wanted)
			put_heat(r, part, to);
		put_said(r, part, "", &part->block->note, to);
	}
	if (part->result)
		markup_add(to, "    %s\n", part->result->text);
	char *names = report_names(r, part);

	if (names)
		markup_add(to, "    %s\n", names);
	free(names);
	if (part->result)
		markup_add(to, "\n");
}

/* Its commands stand below the sections that have their tables. */
static void
put_brief(const struct report *r, const struct part *part, struct text *to)
{
	bool any = false;

	for (const struct part *p = part; p < r->part + r->parts && p->section == part->section;
	    p++) {
		if (p->lack != PART_FULL || !phrase_has(r, p))
			continue;
		put_sentences(r, p, to);
		any = true;
	}
	if (!any)
		markup_add(to, "%s\n\n", page_word(PAGE_NO_DATA, r->language));
}

void
page_md(const struct report *r, const struct cover *cover, struct text *to)
{
	bool lacks = false;

	put_cover(r, cover, to);
	for (size_t i = 0; i < r->parts; i++) {
		const struct part *part = &r->part[i];
		const bool first = i == 0 || part[-1].section != part->section;

		if (first) {
			put_said(r, NULL, "## ", &part->section->title, to);
			lacks = report_needs_store(r, part);
			if (part->section->brief)
				put_brief(r, part, to);
		}
		if (part->section->brief)
			continue;
		if (!lacks)
			put_part(r, part, to);
		else if (first)
			put_lack(r, part, to);
	}
}
