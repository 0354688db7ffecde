/* catalogue: a file *.mo byte by byte, by the manual of gettext; and whatever may be wrong. */
#include "lib/base/catalogue.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/tap.h"

enum { TEXTS = 28, TO = 44, SIZE = 80 };

/* Two texts, "%s rows" and "no", and their translations: the offsets are in the tables. */
static const struct file {
	uint32_t head[7], texts[4], to[4];
	char a[8], b[3], at[9];
} good = { { 0x950412de, 0, 2, TEXTS, TO, 0, 0 }, { 7, 60, 2, 68 }, { 5, 71, 2, 77 },
	"%s rows", "no", "%s hang" };

static struct catalogue
catalogue(const struct file *f)
{
	return (struct catalogue){ (const char *)f, SIZE };
}

/* The good file with another number AT. */
static bool
is_valid_with(size_t at, uint32_t number)
{
	struct file f = good;

	memcpy((char *)&f + at, &number, sizeof number);
	const struct catalogue c = catalogue(&f);

	return catalogue_valid(&c);
}

/* The good file with this translation of "%s rows", which has 5 bytes at most. */
static const char *
said(const char *to)
{
	static struct file f;

	f = good;
	memset((char *)&f + 71, 0, 6);
	memcpy((char *)&f + 71, to, strlen(to));
	const struct catalogue c = catalogue(&f);

	return catalogue_valid(&c) ? catalogue_format(&c, "%s rows") : "not valid";
}

int
main(void)
{
	struct file f = good;

	memcpy((char *)&f + 71, "%s ha\0oh", 9);
	const struct catalogue c = catalogue(&f), none = { 0 };

	ok(sizeof f == SIZE && catalogue_valid(&c), "a good file");
	ok(strcmp(catalogue_find(&c, "no"), "oh") == 0 &&
	    strcmp(catalogue_format(&c, "%s rows"), "%s ha") == 0, "what it says");
	ok(catalogue_find(&c, "") == NULL && catalogue_find(&c, "nobody") == NULL &&
	    catalogue_find(&none, "no") == NULL, "what it does not say");

	int valid = 0;

	for (size_t n = 0; n < SIZE; n++) {
		char *part = malloc(n + 1);	/* so that a sanitizer sees a byte too far */

		memcpy(part, &f, n);
		valid += catalogue_valid(&(struct catalogue){ part, n });
		free(part);
	}
	ok(valid == 0, "cut off anywhere");
	ok(!is_valid_with(0, 0xde120495) && !is_valid_with(4, 1), "another order or revision");
	ok(!is_valid_with(8, 3) && !is_valid_with(8, UINT32_MAX) && !is_valid_with(8, 1 << 29),
	    "more texts than there are");
	ok(!is_valid_with(12, SIZE) && !is_valid_with(16, UINT32_MAX) &&
	    !is_valid_with(16, UINT32_MAX - 7), "tables outside");
	ok(!is_valid_with(TEXTS, 6) && !is_valid_with(TEXTS, UINT32_MAX) &&
	    !is_valid_with(TEXTS + 4, SIZE) && !is_valid_with(TO + 4, UINT32_MAX - 4),
	    "texts that do not end, or are outside");

	ok(said("%s") != NULL && strcmp(said("%s x"), "%s x") == 0, "the same arguments");
	ok(said("%n") == NULL && said("%s%s") == NULL && said("%d") == NULL && said("") == NULL,
	    "other arguments");
	return done();
}
