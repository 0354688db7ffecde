/* markup: what XML cannot contain, and what it reserves. */
#include "lib/chart/markup.h"

#include <string.h>

#include "lib/base/text.h"
#include "tests/unit/tap.h"

static void
check(const char *from, const char *want)
{
	struct text t = { 0 };

	markup_text(&t, from);
	ok(t.n == strlen(want) && (t.n == 0 || memcmp(t.s, want, t.n) == 0), want);
	text_free(&t);
}

int
main(void)
{
	struct text t = { 0 };

	check("", "");
	check("客户甲", "客户甲");
	check("<script>alert('x')</script>",
	    "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
	check("a & b \"c\"", "a &amp; b &quot;c&quot;");
	check("a\001b\033[31mc\x7f" "d\ne", "ab[31mcd\ne");
	check("a\xff" "b", "a\uFFFD" "b");
	check("a\u202e" "b", "ab");
	markup_add(&t, "<a id=\"%d\">", 7);
	ok(t.n == 10 && memcmp(t.s, "<a id=\"7\">", t.n) == 0, "markup_add changes nothing");
	text_free(&t);
	return done();
}
