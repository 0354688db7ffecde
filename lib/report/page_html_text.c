#include "lib/report/page_own.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/chart/markup.h"
#include "lib/report/phrase.h"

/*
 * Every number is an element data: its value is the cell as the command printed it, and its class
 * is the number of the command (c1), which is the id of the element that has it.
 */

/* A date, maybe with a time: a line must not break at its hyphens. */
static bool
is_date(const char *s)
{
	const char *form = "0000-00-00 00:00";
	enum { DAY = 10 };
	size_t n = 0;

	while (s[n] && form[n] && (form[n] == '0' ? s[n] >= '0' && s[n] <= '9' : s[n] == form[n]))
		n++;
	return s[n] == '\0' && (n == DAY || form[n] == '\0');
}

static void
put_words(void *ctx, const char *s, size_t n)
{
	struct page *p = ctx;
	char *words = mem_print("%.*s", (int)n, s);
	const bool date = is_date(words);

	markup_add(p->to, date ? "<span class=\"date\">" : "");
	markup_text(p->to, words);
	markup_add(p->to, date ? "</span>" : "");
	free(words);
}

void
page_number(void *ctx, const char *shown, const char *exact, const struct result *from)
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
	return (struct phrase){ p, put_words, page_number };
}

void
page_said(struct page *p, const char *open, const struct part *part, const struct said *said,
    const char *close)
{
	if (said->in[p->r->language] == NULL || *said->in[p->r->language] == '\0')
		return;
	const struct phrase to = phrase_to(p);

	markup_add(p->to, "%s", open);
	phrase_say(p->r, part, said, &to);
	markup_add(p->to, "%s\n", close);
}

void
page_sentences(struct page *p, const struct part *part, const char *open, const char *close)
{
	const struct phrase to = phrase_to(p);

	if (!phrase_has(p->r, part))
		return;
	markup_add(p->to, "%s", open);
	phrase_sentences(p->r, part, &to);
	markup_add(p->to, "%s", close);
}

const char *
page_says(const struct page *p, enum page_word w)
{
	return page_word(w, p->r->language);
}

void
page_cell(struct page *p, const struct part *part, size_t row, const struct column *c)
{
	const struct phrase to = phrase_to(p);

	phrase_cell(p->r, part, row, c, &to);
}
