/*
 * json: what RFC 8259 calls a number and an object, held against cases by hand; strings that are
 * always valid.
 */
#include "lib/io/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { LONG = 1000, SOUPS = 20000, SOUP = 24 };

static bool
all(bool (*is)(const char *), const char *const *s, bool want)
{
	bool good = true;

	for (; *s; s++)
		if (is(*s) != want) {
			printf("# %s\n", *s);
			good = false;
		}
	return good;
}

static void
numbers(void)
{
	static const char *const good[] = { "0", "-0", "7", "10", "-1.5", "0.10", "1e5", "1E+5",
	    "2.5e-3",
		"1.7976931348623157e308", "-1e-999", "9007199254740993", NULL };
	static const char *const bad[] = { "", "-", "007", "+1", ".5", "1.", "1e", "1e+", " 1",
	    "1 ", "0x10", "inf",
		"nan", "1,5", "1e999", "-1e309", "--1", "1.5.2", "٣", NULL };
	char large[LONG];

	ok(all(json_is_number, good, true), "numbers");
	ok(all(json_is_number, bad, false), "no numbers, or none that a double holds");
	memset(large, '9', sizeof large - 1);
	large[LONG - 1] = '\0';
	ok(!json_is_number(large), "a thousand digits are too many for a double");
	large[308] = '\0';
	ok(json_is_number(large), "308 are not");
}

static void
objects(void)
{
	static const char *const good[] = { "{}", " {\t} \n", "{\"a\":1}",
	    "{\"a\":{\"b\":[1,2.5,[],{}]},\"c\":null}",
		"{\"a\":true,\"b\":false,\"a\":\"\\u00e9\\n\\\"\\/\"}", "{\"客户\" : \"客\" }", NULL };
	static const char *const bad[] = { "", "[]", "1", "\"a\"", "{", "}", "{a:1}", "{\"a\"}",
	    "{\"a\":}", "{\"a\":1,}",
		"{,}", "{\"a\":1}x", "{\"a\":01}", "{\"a\":1e999}", "{\"a\":[1,]}", "{\"a\":[1 2]}",
		    "{\"a\":\"\\x\"}",
		"{\"a\":\"\\u12g4\"}", "{\"a\":\"\n\"}", "{\"a\":\"b}", "{'a':1}", "{\"a\":tru}",
		    "{\"a\":\"\\", NULL };
	char deep[LONG * 8] = "{\"a\":";
	size_t n = strlen(deep);

	ok(all(json_is_object, good, true), "objects");
	ok(all(json_is_object, bad, false), "no objects");
	memset(deep + n, '[', LONG * 4);
	ok(!json_is_object(deep), "what nests without end is none, and nothing overflows");
}

static char *
string_of(const char *s, void (*write)(struct text *, const char *))
{
	struct text t = { 0 };

	write(&t, s);
	text_add(&t, "", 1);
	return t.s;
}

static void
writes(const char *s, const char *want, void (*write)(struct text *, const char *),
    const char *name)
{
	char *got = string_of(s, write);

	ok(strcmp(got, want) == 0, name);
	if (strcmp(got, want) != 0)
		printf("# got %s, want %s\n", got, want);
	free(got);
}

static void
strings(void)
{
	writes("", "\"\"", json_string, "nothing");
	writes("a \"b\" c\\d", "\"a \\\"b\\\" c\\\\d\"", json_string, "quote and backslash");
	writes("1\n2\t3\r\x1b\x7f", "\"1\\n2\\t3\\u000d\\u001b\\u007f\"", json_string,
	    "C0 and DEL");
	writes("客户\xc2\x9b\xe2\x80\xae\xe2\x81\xa6é", "\"客户\\u009b\\u202e\\u2066é\"", json_string,
	    "C1 and overrides are escaped, other characters stay");
	writes("a\x9b\xff\xe5\xae", "\"a\\ufffd\\ufffd\\ufffd\\ufffd\"", json_string,
	    "bytes that are not UTF-8");
	writes("{\"a\": \"\xc2\x9b\x7f\"}\n", "{\"a\": \"\\u009b\\u007f\"}\n", json_raw,
	    "a value as it stands, but harmless");
}

/* Whatever the bytes, a string is valid: it is the value of an object. */
static void
soup(void)
{
	bool good = true;

	for (int i = 0; i < SOUPS && good; i++) {
		char s[SOUP + 1] = "";
		const size_t n = random_below(SOUP);

		for (size_t k = 0; k < n; k++)
			s[k] = (char)(1 + random_below(255));
		char *string = string_of(s, json_string), *object = mem_print("{\"a\":%s}", string);

		good = json_is_object(object) &&
		    text_utf8(object, strlen(object)) == strlen(object);
		free(object);
		free(string);
	}
	ok(good, "a string of any bytes is valid JSON and UTF-8");
}

static void
texts(void)
{
	ok(json_is_text("{\"a\":\"\\u00e9\\ud83d\\ude00\\\\ud800\\n\"}") && json_is_text("1"),
	    "escapes of characters, also of pairs");
	ok(!json_is_text("\"\\u0000\"") && !json_is_text("\"x\\ud800\"") &&
	    !json_is_text("\"\\ud800\\u0041\"") && !json_is_text("\"\\udc00\"") &&
	    !json_is_text("\"\\ud800\\ud800\\udc00\""), "NUL and halves of pairs are no text");
}

int
main(void)
{
	texts();
	numbers();
	objects();
	strings();
	soup();
	return done();
}
