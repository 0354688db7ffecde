#include "lib/report/page_own.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/chart/markup.h"
#include "lib/report/phrase.h"

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
		markup_add(p->to, "<p class=\"note\">%s", page_says(p, PAGE_NOTES));
		markup_text(p->to, result->notes);
		markup_add(p->to, "</p>\n");
	}
}

static void
put_source(struct page *p, const struct part *part, bool *told)
{
	if (part->result == NULL)
		return;
	markup_add(p->to, "<details><summary>%s</summary>\n", page_says(p, PAGE_COMMAND));
	put_command(p, part->result, told);
	markup_add(p->to, "</details>\n");
	char *names = report_names(p->r, part);

	if (names) {
		markup_add(p->to, "<details><summary>%s</summary>\n<pre><code>",
		    page_says(p, PAGE_NAMES));
		markup_text(p->to, names);
		markup_add(p->to, "</code></pre>\n</details>\n");
	}
	free(names);
}

static void
put_lack(struct page *p, const struct part *part)
{
	if (report_has_none(part)) {
		page_said(p, "<p class=\"none\">", NULL, &part->block->none, "</p>");
		return;
	}
	const enum page_word why = part->lack == PART_NO_STORE ? PAGE_NO_STORE
	    : part->lack == PART_FEW ? PAGE_FEW
	    : part->lack == PART_FAILED ? PAGE_FAILED : PAGE_NO_DATA;

	markup_add(p->to, "<p class=\"none\">%s", page_says(p, why));
	if (part->lack == PART_FEW || part->lack == PART_FAILED)
		markup_text(p->to, part->result->failure);
	markup_add(p->to, "</p>\n");
}

static void
put_part(struct page *p, const struct part *part, bool *told)
{
	page_said(p, "<h3>", part, &part->block->title, "</h3>");
	if (part->lack == PART_FULL) {
		page_sentences(p, part, "<p>", "</p>\n");
		page_data(p, part);
		page_said(p, "<p class=\"note\">", part, &part->block->note, "</p>");
	} else {
		put_lack(p, part);
	}
	put_source(p, part, told);
}

/* A section of sentences, and below them what prints their numbers. */
static void
put_brief(struct page *p, const struct part *part, size_t n, bool *told)
{
	const char *blank = p->r->language == LANGUAGE_EN ? " " : "";
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		if (part[i].lack != PART_FULL || !phrase_has(p->r, &part[i]))
			continue;
		const bool joined = any && part[i].block->joined;

		markup_add(p->to, "%s", joined ? blank : any ? "</p>\n<p>" : "<p>");
		page_sentences(p, &part[i], "", "");
		any = true;
	}
	markup_add(p->to, any ? "</p>\n" : "");
	if (!any) {
		markup_add(p->to, "<p class=\"none\">%s</p>\n", page_says(p, PAGE_NO_DATA));
		return;
	}
	markup_add(p->to, "<details><summary>%s</summary>\n", page_says(p, PAGE_COMMAND));
	for (size_t i = 0; i < n; i++)
		if (part[i].lack == PART_FULL && !told[report_number(p->r, part[i].result) - 1])
			put_command(p, part[i].result, told);
	markup_add(p->to, "</details>\n");
}

/* A section whose parts all need a store is one sentence. Returns its parts. */
static size_t
put_section(struct page *p, size_t first, bool *told)
{
	const struct part *part = &p->r->part[first];
	const struct section *s = part->section;
	const bool lacks = report_needs_store(p->r, part);
	size_t n = 0;

	while (first + n < p->r->parts && part[n].section == s)
		n++;
	markup_add(p->to, "<section id=\"%s\">\n", s->id);
	page_said(p, "<h2>", NULL, &s->title, "</h2>");
	if (s->brief)
		put_brief(p, part, n, told);
	else if (lacks)
		put_lack(p, part);
	for (size_t i = 0; i < n && !lacks && !s->brief; i++)
		put_part(p, &part[i], told);
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

void
page_html(const struct report *r, const struct cover *cover, struct text *to)
{
	struct page p = { r, cover, to };

	page_head(&p);
	page_cover(&p);
	put_sections(&p);
	page_footer(&p);
}
