/* Catalogue: whatever its bytes, a translation takes the arguments of the English text. */
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/catalogue.h"

/* The translation, else the text. */
static const char *said(const struct catalogue *, const char *) __attribute__((format_arg(2)));

static const char *
said(const struct catalogue *c, const char *text)
{
	const char *to = catalogue_format(c, text);

	return to ? to : text;
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	char *bytes = malloc(n + 1), to[256];
	const struct catalogue c = { bytes, n };

	memcpy(bytes, s, n);
	if (catalogue_valid(&c)) {
		snprintf(to, sizeof to, said(&c, "%s: %jd rows"), "x", (intmax_t)1);
		snprintf(to, sizeof to, said(&c, "%.*s is %5.1f%%"), 1, "xyz", 1.0);
		snprintf(to, sizeof to, "%s", said(&c, "no rows"));
		const char *word = catalogue_find(&c, "column\004clv");

		FUZZ_HOLDS(word == NULL || strlen(word) < n);
	}
	free(bytes);
	return 0;
}
