/* canary: every value is found wherever it stands, whole or in part; nothing else is. */
#include "lib/forget/canary.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/tap.h"

enum { VALUES = 500, BYTES = 20000 };

struct hits {
	size_t n, number, offset;
};

static void
hit(void *ctx, size_t number, size_t offset)
{
	struct hits *h = ctx;

	h->n++;
	h->number = number;
	h->offset = offset;
}

static struct hits
search(struct canary *c, const char *s, size_t n)
{
	struct hits h = { 0 };

	canary_search(c, s, n, hit, &h);
	return h;
}

static void
test_short(void)
{
	ok(canary_is_short("", 0) && canary_is_short("Graz", 4) && canary_is_short("12345", 5),
	    "fewer than six bytes are short");
	ok(canary_is_short("20240131", 8) && !canary_is_short("138001380", 9),
	    "digits are short up to eight");
	ok(!canary_is_short("Smith2", 6) && !canary_is_short("王明", 6), "six bytes are not");
}

static void
test_places(void)
{
	struct canary *c = canary_new();
	char text[64];

	canary_add(c, "Anna Smith", 10, 7);
	canary_add(c, "Anna Small", 10, 8);
	ok(search(c, "Anna Smit", 9).n == 0, "a beginning is not the value");
	ok(search(c, "anna smith", 10).n == 0, "nor is another case");
	for (size_t at = 0; at <= sizeof text - 10; at++) {
		memset(text, 'A', sizeof text);
		memcpy(text + at, "Anna Smith", 10);
		const struct hits h = search(c, text, sizeof text);

		if (h.n != 1 || h.number != 7 || h.offset != at) {
			ok(false, "found at each place");
			break;
		}
	}
	const struct hits both = search(c, "Anna SmallAnna Smith", 20);

	ok(both.n == 2 && both.number == 7 && both.offset == 10, "two that begin alike");
	canary_add(c, "with\0NUL", 8, 9);
	ok(search(c, "..with\0NUL..", 12).number == 9, "a NUL is a byte as any other");
	canary_free(c);
}

/* A long value is found in each page that has a good part of it. */
static void
test_long(void)
{
	struct canary *c = canary_new();
	char *value = malloc(BYTES);
	bool all = true;

	for (size_t i = 0; i < BYTES; i++)
		value[i] = (char)('a' + rand() % 26);
	canary_add(c, value, BYTES, 3);
	for (size_t at = 0; at + 600 <= BYTES; at += 97)
		all = all && search(c, value + at, 600).n > 0;
	ok(all, "600 bytes of a long value are enough");
	ok(search(c, value + BYTES - 40, 40).n > 0, "its end too");
	canary_free(c);
	free(value);
}

/* Against strstr. */
static void
test_many(void)
{
	struct canary *c = canary_new();
	char value[VALUES][16], *text = malloc(BYTES + 1);
	size_t want = 0;

	srand(1);
	for (int i = 0; i < VALUES; i++) {
		for (int k = 0; k < 7; k++)
			value[i][k] = (char)('a' + rand() % 2);
		value[i][7] = '\0';
		canary_add(c, value[i], 7, (size_t)i);
	}
	for (int i = 0; i < BYTES; i++)
		text[i] = (char)('a' + rand() % 2);
	text[BYTES] = '\0';
	for (int i = 0; i < VALUES; i++)
		for (const char *p = text; (p = strstr(p, value[i])) != NULL; p++)
			want++;
	ok(search(c, text, BYTES).n == want && want > VALUES, "as many as strstr finds");
	free(text);
	canary_free(c);
}

int
main(void)
{
	test_short();
	test_places();
	test_long();
	test_many();
	return done();
}
