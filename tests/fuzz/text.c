/* Text for people and for shells: reads no byte after the end; the result is a line of UTF-8. */
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/text.h"
#include "lib/io/quote.h"

static void
all(const char *s)
{
	const size_t n = strlen(s);
	char *tidy = mem_text(s), shell[64];
	struct text csv = { 0 };

	text_tidy(tidy);
	FUZZ_HOLDS(text_utf8(tidy, strlen(tidy)) == strlen(tidy));
	for (const char *p = tidy; *p; p++)
		FUZZ_HOLDS((unsigned char)*p >= ' ');
	text_width(s, n);
	text_shell(s, shell, sizeof shell);
	text_is_id(s, n);
	text_is_blank(s);
	quote_csv(&csv, s);
	text_free(&csv);
	free(tidy);
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	if (n < 4096)
		fuzz_text(all, s, n);
	return 0;
}
