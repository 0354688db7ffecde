/* concat: texts and columns, one after the other. */
#include "lib/base/concat.h"

#include <stdint.h>
#include <string.h>

#include "tests/unit/tap.h"

static const char *const names[] = { "a", "a b", "R&D", "\"q\"" };

static size_t
find(const void *ctx, const char *text, size_t *at)
{
	(void)ctx;
	return formula_longest(text, (char *const *)(uintptr_t)names,
	    sizeof names / sizeof *names, at);
}

static void
gives(const char *text, const char *a, const char *b, const char *d, const char *want)
{
	char *const cell[] = { (char *)(uintptr_t)a, (char *)(uintptr_t)b, (char *)(uintptr_t)d };
	const char *why, *rest;
	struct concat *c = concat_new(text, find, NULL, &why, &rest);
	struct text got = { 0 };

	if (c)
		concat_value(c, cell, &got);
	text_add(&got, "", 1);
	ok(c && strcmp(got.s, want) == 0, text);
	concat_free(c);
	text_free(&got);
}

static void
test_values(void)
{
	gives("\"shop\"", "x", "y", "z", "shop");
	gives(" \"shop\" ", "", "", "", "shop");
	gives("\"\"", "x", "y", "z", "");
	gives("\"a \"\"b\"\" & c\"", "x", "y", "z", "a \"b\" & c");
	gives("\"c\"&a", "7", "y", "z", "c7");
	gives("a & \", \" & a b", "x", "y", "z", "x, y");
	gives("R&D&a", "x", "y", "z", "zx");
	gives("a", "x", "y", "z", "x");
	/* of nothing comes nothing, but of something with nothing does */
	gives("\"c\"&a", "", "y", "z", "");
	gives("a&\"-\"&a b", "", "", "z", "");
	gives("a&\"-\"&a b", "", "y", "z", "-y");
}

static void
test_copies(void)
{
	static const char *const not[] = { "\"a\"", "a&a", "\"\"&a" };
	const char *why, *rest;
	size_t at = 9;
	struct concat *c = concat_new("a b", find, NULL, &why, &rest);

	ok(c && concat_copies(c, &at) && at == 1, "a column alone");
	concat_free(c);
	for (size_t i = 0; i < sizeof not / sizeof *not; i++) {
		c = concat_new(not[i], find, NULL, &why, &rest);
		ok(c && !concat_copies(c, &at), not[i]);
		concat_free(c);
	}
}

static void
test_bad(void)
{
	static const struct { const char *text, *why; size_t at; } wrong[] = {
		{ "", "needs a column", 0 }, { "shop", "needs a column or a text", 0 },
		{ "\"shop", "lacks a \"", 0 }, { "\"shop\"\"", "lacks a \"", 0 },
		{ "a&", "needs a column", 2 }, { "\"c\" a", "needs &", 4 },
		{ "a*2", "needs &", 1 }, { "\"c\"&\"d", "lacks a \"", 4 },
	};
	const char *why = "", *rest = "";

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		ok(concat_new(wrong[i].text, find, NULL, &why, &rest) == NULL &&
		    strstr(why, wrong[i].why) && rest == wrong[i].text + wrong[i].at,
		    wrong[i].text);
}

int
main(void)
{
	test_values();
	test_copies();
	test_bad();
	return done();
}
