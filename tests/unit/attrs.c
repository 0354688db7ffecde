/* attrs: members are replaced, added and removed; the others stay as they are written. */
#include "lib/customer/attrs.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/tap.h"

static void
is(struct attrs *a, const char *want, const char *name)
{
	const char *got = attrs_json(a);

	ok(strcmp(got, want) == 0, name);
	if (strcmp(got, want) != 0)
		printf("# got %s, want %s\n", got, want);
}

static void
test_faults(struct attrs *a)
{
	static const char *const bad[] = { "x", "[1]", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1",
		"{\"a\":1,}", "{a:1}", "{\"a\":\"1}", "{\"a\":1} x", "{\"a\\",
		"{\"a\":{\"b\":1}", "{} x", "{\"a\":1 2}" };
	bool none = true;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		none = none && !attrs_read(a, bad[i]);
	ok(none, "what is no object is not read");
}

static void
test_members(struct attrs *a)
{
	ok(attrs_read(a, " { \"a\" : 1.50 , \"b\":\"x,}\\\"\\\\\","
	    "\"c\":{\"d\":[1, {\"e\":\"]\"}]} ,\"n\":null } ") && attrs_count(a) == 4,
	    "four members");
	attrs_tell(a, "a", "1.5");
	attrs_tell(a, "b", "x,}\"\\");
	attrs_tell(a, "c", "{\"d\":[1, {\"e\":\"]\"}]}");
	attrs_tell(a, "n", "");
	is(a, "{\"a\":1.50,\"b\":\"x,}\\\"\\\\\",\"c\":{\"d\":[1, {\"e\":\"]\"}]},\"n\":null}",
	    "stay as written");
	ok(strcmp(attrs_value(a, "a"), "1.5") == 0 && strcmp(attrs_value(a, "b"), "x,}\"\\") == 0 &&
	    *attrs_value(a, "n") == '\0' && *attrs_value(a, "z") == '\0',
	    "the values, as they were told");
	attrs_put(a, "b", "new \"1\"\n");
	attrs_put(a, "c", "");
	attrs_put(a, "z", "9");
	attrs_put(a, "y", "");
	is(a, "{\"a\":1.50,\"b\":\"new \\\"1\\\"\\n\",\"n\":null,\"z\":\"9\"}",
	    "replaced, removed, added, never there");
	ok(strcmp(attrs_value(a, "z"), "9") == 0 &&
	    strcmp(attrs_value(a, "b"), "new \"1\"\n") == 0, "and their values");
}

static void
test_none(struct attrs *a)
{
	ok(attrs_read(a, "") && attrs_count(a) == 0, "no object");
	is(a, "", "no member, no object");
	attrs_put(a, "k\"", "v");
	is(a, "{\"k\\\"\":\"v\"}", "the first member");
	ok(attrs_read(a, "{}") && attrs_count(a) == 0, "an empty object");
	ok(attrs_read(a, "{\"k\":1,\"k\":2}"), "a key twice");
	attrs_tell(a, "k", "1");
	attrs_tell(a, "k", "2");
	attrs_tell(a, "more", "3");
	ok(strcmp(attrs_value(a, "k"), "1") == 0 && *attrs_value(a, "more") == '\0',
	    "the first counts");
	attrs_put(a, "k", "");
	is(a, "{\"k\":2}", "and is removed");
}

static void
test_taken(struct attrs *a)
{
	struct attrs *from = attrs_new();

	attrs_read(a, "{\"a\":1.50,\"n\":null}");
	attrs_tell(a, "a", "1.5");
	attrs_tell(a, "n", "");
	attrs_read(from, "{\"n\" : [1, 2] ,\"\\u00e9\":\"x\",\"n\":3}");
	attrs_tell(from, "n", "[1,2]");
	attrs_tell(from, "\xc3\xa9", "x");
	attrs_tell(from, "n", "3");
	ok(attrs_keys(from) == 2 && strcmp(attrs_key(from, 0), "n") == 0 &&
	    strcmp(attrs_key(from, 1), "\xc3\xa9") == 0, "the keys, each once");
	attrs_take(a, from, "n");
	attrs_take(a, from, "\xc3\xa9");
	attrs_read(from, "");
	is(a, "{\"a\":1.50,\"n\":[1, 2],\"\\u00e9\":\"x\"}", "members of another object");
	ok(strcmp(attrs_value(a, "n"), "[1,2]") == 0 &&
	    strcmp(attrs_value(a, "\xc3\xa9"), "x") == 0 && attrs_keys(a) == 3, "and their values");
	attrs_free(from);
}

/* Each member is found without a look at the others: 200,000 would take minutes otherwise. */
static void
test_many(struct attrs *a)
{
	enum { MANY = 200000 };
	bool good = attrs_read(a, "");
	char key[16];

	for (int i = 0; i < MANY; i++) {
		snprintf(key, sizeof key, "x%d", i);
		good = good && *attrs_value(a, key) == '\0';
		attrs_put(a, key, key);
	}
	for (int i = 0; i < MANY; i++) {
		snprintf(key, sizeof key, "x%d", i);
		good = good && strcmp(attrs_value(a, key), key) == 0;
	}
	ok(good && attrs_count(a) == MANY, "many members");
}

int
main(void)
{
	struct attrs *a = attrs_new();

	test_faults(a);
	test_members(a);
	test_none(a);
	test_taken(a);
	test_many(a);
	attrs_free(a);
	return done();
}
