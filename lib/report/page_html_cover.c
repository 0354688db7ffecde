#include "lib/report/page_own.h"

#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/chart/markup.h"
#include "lib/chart/svg.h"

static void
put_fact(struct page *p, enum page_word what, const char *value)
{
	markup_add(p->to, "<div><dt>%s</dt><dd>", page_says(p, what));
	markup_text(p->to, value);
	markup_add(p->to, "</dd></div>\n");
}

static void
put_span(struct page *p, enum page_word what, int32_t since, int32_t until)
{
	char from[DATE_SIZE], to[DATE_SIZE];
	char *span = mem_print("%s%s%s", date_text(since, from), page_says(p, PAGE_TO),
	    date_text(until, to));

	put_fact(p, what, span);
	free(span);
}

void
page_head(struct page *p)
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
	markup_add(p->to, "<nav aria-label=\"%s\"><ul>\n", page_says(p, PAGE_CONTENTS));
	for (size_t i = 0; i < p->r->parts; i++) {
		const struct section *s = p->r->part[i].section;

		if (i > 0 && p->r->part[i - 1].section == s)
			continue;
		markup_add(p->to, "<li><a href=\"#%s\">", s->id);
		page_said(p, "", NULL, &s->title, "</a></li>");
	}
	markup_add(p->to, "</ul></nav>\n");
}

void
page_cover(struct page *p)
{
	const struct span *s = &p->r->facts.span;
	char date[DATE_SIZE];

	markup_add(p->to, "<header>\n");
	if (p->cover->logo)
		markup_add(p->to, "<img class=\"logo\" alt=\"%s\" src=\"%s\"/>\n",
		    page_says(p, PAGE_LOGO), p->cover->logo);
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

void
page_footer(struct page *p)
{
	markup_add(p->to, "</main>\n<footer>\n<p>%s: custkit %s</p>\n<p>%s: <code>",
	    page_says(p, PAGE_ABOUT), p->cover->version, page_says(p, PAGE_DIGEST));
	markup_text(p->to, p->cover->digest);
	markup_add(p->to, "</code></p>\n<details><summary>%s</summary>\n<pre><code>",
	    page_says(p, PAGE_COMMAND));
	markup_text(p->to, p->cover->proof);
	markup_add(p->to, "</code></pre>\n</details>\n</footer>\n</body>\n</html>\n");
}
