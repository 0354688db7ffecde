#include "lib/report/page.h"

#include <string.h>

#include "lib/base/text.h"
#include "tests/unit/made.h"
#include "tests/unit/tap.h"

static const struct cover cover = { .title = "A & <b>", .source = "shop.db", .digest = "0123",
	.proof = "sha256sum x", .version = "1" };

static bool
has(const struct text *t, const char *what)
{
	const bool found = strstr(t->s, what) != NULL;

	if (!found)
		printf("# no %s\n", what);
	return found;
}

static struct text
page(const struct report *r, void (*write)(const struct report *, const struct cover *,
    struct text *))
{
	struct text t = { 0 };

	write(r, &cover, &t);
	text_add(&t, "", 1);
	return t;
}

static void
test_html(void)
{
	const struct report r = made_report(LANGUAGE_ZH);
	struct text t = page(&r, page_html);

	ok(has(&t, "<html lang=\"zh-CN\">"), "the language");
	ok(has(&t, "<h1>A &amp; &lt;b&gt;</h1>"), "the title is text, not markup");
	ok(has(&t, "<data class=\"c1\" value=\"1234.5678\">1,234.57</data>"),
	    "a number with its exact cell and its command");
	ok(has(&t, "<pre id=\"c1\"><code>tool -d 'a&amp;b.db'</code></pre>") ||
	    has(&t, "<pre id=\"c1\"><code>tool -d &#39;a&amp;b.db&#39;</code></pre>"),
	    "the command");
	ok(has(&t, "工具的说明：") && has(&t, "1 promise broken"), "its note, as the tool says it");
	ok(has(&t, "<tr class=\"strong\"><th scope=\"row\">高</th>"), "the row that is noticed");
	ok(has(&t, "<a href=\"#made-section\">章节</a>"), "the contents");
	ok(strstr(t.s, "<script") == NULL && strstr(t.s, "http") == NULL, "loads nothing");
	text_free(&t);
}

static void
test_lacks(void)
{
	struct report r = made_report(LANGUAGE_EN);
	struct part lacks = made_part;

	r.part = &lacks;
	lacks.lack = PART_NO_STORE;
	struct text t = page(&r, page_html);

	ok(has(&t, "This part needs a store (-d)") && strstr(t.s, "<table") == NULL, "no store");
	text_free(&t);
	lacks.lack = PART_NO_DATA;
	t = page(&r, page_md);
	ok(has(&t, "There are no data for this part.") && strstr(t.s, "\n|") == NULL, "no data");
	text_free(&t);
	struct result failed = made_result;

	failed.failure = "it <failed>";
	lacks.lack = PART_FAILED;
	lacks.result = r.result = &failed;
	t = page(&r, page_html);
	ok(has(&t, "could not be computed: it &lt;failed&gt;"), "a failure");
	text_free(&t);
}

static void
test_md(void)
{
	const struct report r = made_report(LANGUAGE_EN);
	struct text t = page(&r, page_md);

	ok(has(&t, "# A & \\<b\\>\n"), "the title, without markup");
	ok(has(&t, "| low | 20.00 | 10.00 to 30.00 |\n| high | 1,234.57 |"), "the rows, in order");
	ok(has(&t, "| \\<b\\> | 7.00 | – |"), "a cell without markup");
	ok(has(&t, "    tool -d 'a&b.db'\n"), "the command");
	text_free(&t);
}

int
main(void)
{
	test_html();
	test_lacks();
	test_md();
	return done();
}
