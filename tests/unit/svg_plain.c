/* svg_plain: variables become their values. */
#include "lib/chart/svg_plain.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/text.h"
#include "tests/unit/tap.h"

static void
becomes(const char *from, const char *want, const char *name)
{
	struct text t = { 0 };

	text_add(&t, from, strlen(from));
	svg_plain(&t);
	ok(t.n == strlen(want) && (t.n == 0 || memcmp(t.s, want, t.n) == 0), name);
	text_free(&t);
}

int
main(void)
{
	becomes("a{--x:#fff;--y:1}b{c:var(--x);d:var(--y)}", "a{--x:#fff;--y:1}b{c:#fff;d:1}",
	    "the values of two variables");
	becomes("a{--x:1}@media{--x:2}b{c:var(--x)}", "a{--x:1}@media{--x:2}b{c:1}",
	    "the first definition, of the light theme");
	becomes("b{c:var(--z)}", "b{c:var(--z)}", "a variable without a value stays");
	becomes("a{font-family:inherit;x:y}", "a{font-family:Sans   ;x:y}", "the font");
	becomes("", "", "nothing");
	return done();
}
